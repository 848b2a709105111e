"""Bad files as a client sends them: over real HTTP, examined in the process of its own, told in words that help.

What each is refused for is the table in `bad_files`. An examination has half its time and memory here: whatever needed
more would be called too complex.
"""

import io
from dataclasses import dataclass, replace
from functools import partial
from itertools import count

import pytest
from django.utils import translation
from PIL import Image

from mpp.foundation.actor import Actor
from mpp.tenancy.queries import region_by_slug
from mpp.uploads import checking
from mpp.uploads.examination import run
from mpp.uploads.fakes import FakeScanner
from mpp.uploads.queries import bytes_of_person, bytes_of_region
from mpp.uploads.tests.bad_files import BAD, HEIC, INFECTED, a_jpeg_around, a_photo
from mpp.uploads.tests.builders import a_pdf, files_in, the_citizen
from mpp.uploads.tests.line import Line
from mpp.uploads.words import why_refused
from tests.support.signed_in import signed_in
from tests.support.working import the_worker_works

#: Each test has somebody who has sent nothing yet.
NIKS = (f"32790257089{number:05}" for number in count(1))


@dataclass(frozen=True, slots=True)
class Sender:
    line: Line
    actor: Actor

    def sends(self, data: bytes, name: str = "ijazah.pdf") -> tuple[str, str]:
        """Send a document whole and let the worker look at it: (its path, what the door said against it)."""
        begun = self.line.begun(len(data), name)
        if begun.status != 201:
            return "", begun.text
        path = begun.headers["Location"]
        said = self.line.bring(path, data)
        the_worker_works("uploads.")
        return path, said.text if said.status != 204 else ""

    def reads(self, path: str, language: str) -> str:
        """What the page that sent it says of it."""
        cookie = self.line.always["Cookie"].replace("bahasa=id", f"bahasa={language}")
        return self.line.asked("GET", f"{path}/keadaan", Cookie=cookie).text

    def room(self) -> tuple[int, int]:
        """How many bytes count as kept: of this person, and of everybody in the region."""
        return bytes_of_person(actor=self.actor), bytes_of_region(self.actor.region_id, actor=self.actor)


@pytest.fixture
def sender(address, settings, monkeypatch):
    nik, region = next(NIKS), region_by_slug("kota-banjar")
    line = Line.of(signed_in(nik), address)
    bounds = checking.bounds()
    small = replace(bounds, seconds=bounds.seconds // 2, memory_bytes=bounds.memory_bytes // 2)
    monkeypatch.setattr(checking, "examined", lambda data, _: run.examined(data, small))
    settings.UPLOADS_SCANNER = FakeScanner
    return Sender(line, the_citizen(nik, region.id))


@pytest.mark.parametrize("name", [*BAD, "infected"])
def test_it_is_refused_in_words_that_help_and_nothing_of_it_stays(sender, a_store_of_its_own, name):
    bad = BAD.get(name, INFECTED)
    before = sender.room()
    path, at_door = sender.sends(bad.make())
    words = {}
    for language in ("id", "en"):
        with translation.override(language):
            words[language] = why_refused(bad.reason)
    assert words["id"] != words["en"]
    if at_door:
        # The page that sends it holds the words, by this code.
        assert at_door == bad.reason
    else:
        for language, said in words.items():
            assert said in sender.reads(path, language)
    assert sender.room() == before == (0, before[1])
    assert files_in(a_store_of_its_own) == []
    assert not path or sender.line.asked("HEAD", path).status == 404


@pytest.mark.parametrize(
    ("make", "size"),
    [
        (partial(a_photo, orientation=6), (800, 900)),
        (partial(a_photo, orientation=255), (900, 800)),
        (partial(a_photo, preview_bytes=8 * 2**20), (900, 800)),
        (lambda: a_jpeg_around(a_pdf()), (900, 800)),
        (HEIC.read_bytes, (640, 900)),
    ],
    ids=["on-its-side", "orientation-that-is-none", "large-preview", "pdf-inside", "heic"],
)
def test_a_picture_is_kept_upright_without_what_nobody_was_to_see(sender, make, size):
    data = make()
    path, at_door = sender.sends(data, "foto.jpg")
    kept = sender.line.kept(path)
    seen = Image.open(io.BytesIO(kept.body))
    assert (at_door, seen.format, seen.size) == ("", "JPEG", size)
    assert not seen.getexif(), "neither place nor device"
    assert b"Telepon Contoh" in data
    assert b"Telepon Contoh" not in kept.body
    assert b"%PDF" not in kept.body
    assert len(kept.body) < 2**17
    assert sender.room()[0] == len(kept.body)


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\Ani\\ijazah.pdf", "ijazah.pdf"),
        ("gambar\u202efdp.exe", "gambarfdp.exe"),
        ("a\0b.pdf", "ab.pdf"),
        ("<script>.pdf", "<script>.pdf"),
        ("n" * 500, "n" * 100),
        ("...", "PDF, "),
    ],
    ids=["path", "windows-path", "right-to-left", "nul", "markup", "500-letters", "dots"],
)
def test_a_name_is_only_shown_without_folders_and_without_what_nobody_sees(sender, a_store_of_its_own, given, shown):
    path, at_door = sender.sends(a_pdf(), given)
    assert at_door == ""
    escaped = shown.replace("<", "&lt;").replace(">", "&gt;")
    for page in (sender.reads(path, "id"), sender.line.asked("GET", "/akun/dokumen").text):
        assert escaped in page
        assert given == shown or given not in page
    said = sender.line.kept(path).headers["Content-Disposition"]
    assert said.startswith("attachment")
    assert not set(said) & set("/\\\0\u202e<>")
    [stored] = files_in(a_store_of_its_own)
    assert given not in str(stored)
