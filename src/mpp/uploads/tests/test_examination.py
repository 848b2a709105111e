"""What documents are taken, told by what stands in them: honest ones, and those made to do harm."""

import io
import os
import subprocess

import pytest
from pikepdf import Array, Dictionary, Name, String
from PIL import Image, ImageFilter

from mpp.uploads.examination.look import examine
from mpp.uploads.examination.run import examined
from mpp.uploads.examination.verdict import Bounds, Found, Unfit
from mpp.uploads.tests.bad_files import (
    ACTIVE,
    HEIC,
    a_folded_page,
    a_jpeg_around,
    a_pdf_with,
    a_photo,
    a_zip,
    with_annotation,
    with_root,
    zeros,
)
from mpp.uploads.tests.builders import a_pdf, a_picture

BOUNDS = Bounds()


def reason_of(data: bytes, bounds: Bounds = BOUNDS) -> str:
    verdict = examine(data, bounds)
    assert isinstance(verdict, Unfit), "it was taken"
    return verdict.reason


def found(data: bytes, bounds: Bounds = BOUNDS) -> Found:
    verdict = examine(data, bounds)
    assert isinstance(verdict, Found), verdict
    return verdict


# What else is refused, and that it is so over a real line: `test_bad_files`.
@pytest.mark.parametrize("name", ACTIVE)
def test_a_pdf_that_does_anything_by_itself_is_refused(name):
    assert reason_of(a_pdf_with(ACTIVE[name])) == "file-active"


def test_what_unfolds_is_weighed_up_to_where_it_is_broken():
    """Readers show what stands before a breach; so much counts, and an honest page with a breach is taken."""
    whole = a_folded_page(size_bytes=2**20)
    broken = whole.replace(zeros(2**20)[-8:], bytes(8))
    assert whole != broken
    for data in (whole, broken):
        assert isinstance(examine(data, BOUNDS), Found)
        assert reason_of(data, Bounds(unfolded_bytes=10**5)) == "file-too-complex"


@pytest.mark.parametrize(
    "change",
    [
        lambda document: None,
        lambda document: with_root(OpenAction=Array([document.pages[0].obj, Name.Fit]))(document),
        lambda document: with_root(OpenAction=Dictionary(S=Name.GoTo, D=Array([document.pages[0].obj, Name.Fit])))(
            document
        ),
        with_annotation(Subtype=Name.Link, A=Dictionary(S=Name.URI, URI=String("https://example.org"))),
    ],
    ids=["plain", "opens-at", "goes-to", "links"],
)
def test_a_pdf_that_only_shows_pages_is_kept_byte_for_byte(change):
    data = a_pdf_with(change)
    assert found(data).data == data


def test_a_picture_that_is_something_else_too_is_only_a_picture_afterwards():
    for other in (a_zip(), a_pdf()):
        data = a_jpeg_around(other)
        assert data.count(other) == 2
        assert other not in found(data).data


# What comes out of a picture


def test_a_photograph_stands_upright_and_says_nothing_of_place_and_device():
    taken = a_photo(orientation=6, secret=b"rahasia", preview_bytes=2**20)
    kept = found(taken).data
    seen = Image.open(io.BytesIO(kept))
    assert seen.size == (800, 900)
    assert seen.getpixel((700, 100))[0] < 60, "what was on the left above is on the right above"
    assert not seen.getexif()
    assert b"rahasia" in taken
    assert b"rahasia" not in kept
    assert len(kept) < len(taken) / 20, "the preview is gone"


@pytest.mark.parametrize("orientation", [0, 9, 255])
def test_a_wrong_orientation_does_no_harm(orientation):
    assert Image.open(io.BytesIO(found(a_photo(orientation=orientation)).data)).size == (900, 800)


def test_what_is_transparent_becomes_paper():
    out = io.BytesIO()
    Image.new("RGBA", (900, 800), (0, 0, 0, 0)).save(out, "PNG")
    assert Image.open(io.BytesIO(found(out.getvalue()).data)).getpixel((5, 5)) == (255, 255, 255)


def test_a_large_photograph_becomes_as_large_as_can_be_read():
    assert max(Image.open(io.BytesIO(found(a_picture("JPEG", (5000, 300))).data)).size) == 3200


def test_what_is_hard_to_read_is_said_and_never_refused():
    sharp = Image.effect_noise((1000, 800), 90).convert("RGB")
    pictures = {
        (): sharp,
        ("blurred",): sharp.filter(ImageFilter.GaussianBlur(12)),
        ("dark",): sharp.point(lambda value: value // 8),
        ("small",): sharp.crop((0, 0, 600, 500)),
    }
    for hints, picture in pictures.items():
        out = io.BytesIO()
        picture.save(out, "PNG")
        assert found(out.getvalue()).hints == hints


# The process of its own


def test_the_process_says_the_same_as_the_function():
    data = a_pdf(pages=2)
    assert examined(data, BOUNDS) == found(data)
    assert examined(b"MZ", BOUNDS) == Unfit("file-unknown")


def test_a_document_that_takes_too_long_or_too_much_brings_only_its_own_process_down():
    endless = a_pdf(pages=2000)
    assert examined(endless, Bounds(pages=10**6, seconds=0)) == Unfit("file-too-complex")
    huge = io.BytesIO()
    Image.new("RGB", (9500, 9500)).save(huge, "PNG")
    assert examined(huge.getvalue(), Bounds(memory_bytes=400 * 2**20)) == Unfit("file-too-complex")


def test_no_secret_of_ours_stands_where_a_strangers_bytes_are_read(monkeypatch):
    seen = {}

    def run(command, **given):
        seen.update(given)
        return subprocess.CompletedProcess(command, 0, b'{"reason": "file-unknown"}\n', b"")

    monkeypatch.setenv("MPP_DATA_KEYS", "secret")
    monkeypatch.setattr(subprocess, "run", run)
    examined(b"x", BOUNDS)
    assert "MPP_DATA_KEYS" in os.environ
    assert set(seen["env"]) == {"LC_ALL"}


# A photograph of a telephone, made from a drawn page: HEIC, lying on its side, with place, time and device inside


def test_a_photograph_of_a_telephone_becomes_an_upright_jpeg_that_tells_nothing_else():
    data = HEIC.read_bytes()
    assert b"Telepon Contoh" in data, "the photograph says which device made it"
    taken = found(data)
    written = Image.open(io.BytesIO(taken.data))
    assert (taken.kind, written.format) == ("jpeg", "JPEG")
    assert written.size == (640, 900)
    red, green, blue = written.getpixel((320, 40))
    assert red > 150 > green, "its red head is on top"
    assert blue < 100
    assert not written.getexif()
    assert b"Telepon Contoh" not in taken.data
