"""Files of a case: told by their bytes, kept sealed, fetched by those who may see the case."""

from dataclasses import replace
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.writer import PdfFileWriter

from mpp.applications import files
from mpp.applications.files import FileKind, StoredFile, UnfitFile, kind_of
from mpp.applications.tests.builders import ANOTHER_NURSE, a_nurse, an_office
from mpp.applications.tests.walking import FIRST, a_citizen, text
from mpp.foundation.ids import uuid7
from mpp.foundation.ratelimit import buckets
from tests.support.signed_in import signed_in


def a_pdf(*, pages: int = 1, password: str = "") -> bytes:
    """A document of empty pages."""
    writer = PdfFileWriter(stream_xrefs=False)
    for _ in range(pages):
        page = generic.DictionaryObject(
            {
                generic.pdf_name("/Type"): generic.pdf_name("/Page"),
                generic.pdf_name("/MediaBox"): generic.ArrayObject(map(generic.NumberObject, (0, 0, 595, 842))),
                generic.pdf_name("/Resources"): generic.DictionaryObject(),
            }
        )
        writer.insert_page(page)
    if password:
        writer.encrypt(password)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def a_picture(kind: str = "JPEG", size: tuple[int, int] = (40, 30)) -> bytes:
    out = BytesIO()
    Image.new("RGB", size, "teal").save(out, kind)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "kind"),
    [(a_pdf(), FileKind.PDF), (a_picture("JPEG"), FileKind.JPEG), (a_picture("PNG"), FileKind.PNG)],
    ids=list(FileKind),
)
def test_a_file_is_what_its_bytes_say(data, kind):
    assert kind_of(data) is kind


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (b"", "file-empty"),
        (b"MZ\x90\x00", "file-unknown"),
        (b"<html>%PDF-1.7</html>", "file-unknown"),
        (b"GIF89a" + bytes(40), "file-unknown"),
        (b"%PDF-1.7\n" + bytes(100), "file-damaged"),
        (a_pdf(pages=0), "file-damaged"),
        (a_pdf(password="x"), "file-locked"),
        (a_picture("JPEG", (800, 600))[:900], "file-damaged"),
        (a_picture("PNG")[:-30], "file-damaged"),
        (b"\x89PNG\r\n\x1a\n" + a_picture("JPEG"), "file-damaged"),
    ],
    ids=["empty", "program", "page", "gif", "no-pdf", "no-pages", "locked", "cut-jpeg", "cut-png", "jpeg-as-png"],
)
def test_what_is_no_such_file_is_refused_by_its_reason(data, fault):
    with pytest.raises(UnfitFile) as refusal:
        kind_of(data)
    assert refusal.value.facts["fault"] == fault


def test_a_picture_too_large_to_unfold_is_not_unfolded(monkeypatch):
    monkeypatch.setattr(files, "MOST_PIXELS", 1000)
    with pytest.raises(UnfitFile):
        kind_of(a_picture("PNG"))


def test_a_file_lies_sealed_under_its_digest_and_opens_for_its_case_only(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    data, case = a_pdf(), uuid7()
    stored = files.keep(data, application_id=case, region_id=1)
    assert files.keep(data, application_id=case, region_id=1) == stored
    [path] = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert path.name == stored.digest
    assert b"%PDF" not in path.read_bytes()
    assert files.load(stored, application_id=case, region_id=1) == data
    assert StoredFile.of(stored.reference) == stored
    assert StoredFile.of("") is None


# The page

pytestmark = pytest.mark.django_db
PROOF = "competence_file"
#: Made once: every PDF has an id of its own.
PDF, ANOTHER_PDF = a_pdf(), a_pdf(pages=2)


def upload(data: bytes, name: str = "sertifikat.pdf") -> dict[str, object]:
    return {"long_break": "yes", PROOF: SimpleUploadedFile(name, data, "application/pdf")}


@pytest.fixture
def walker(office, nurse):
    buckets.forget()
    walker = a_citizen()
    walker.begin()
    walker.fill("break", {"long_break": "yes"})
    return walker


def test_a_proof_is_taken_whatever_its_name_says_and_given_back_to_its_owner(walker):
    assert walker.fill("break", upload(a_picture("PNG"), "../../etc/ijazah.pdf")).status_code == 302
    assert "PNG, 1 KB" in text(walker.get("isi/break"))
    fetched = walker.get(f"berkas/{PROOF}")
    assert fetched.content == a_picture("PNG")
    assert fetched["Content-Type"] == "image/png"
    assert fetched["Content-Disposition"] == f'attachment; filename="{PROOF}.png"'
    assert fetched["Content-Security-Policy"] == "sandbox"


def test_the_file_stays_when_the_page_is_sent_again_and_goes_when_replaced(walker):
    walker.fill("break", upload(PDF))
    assert walker.fill("break", {"long_break": "yes"}).status_code == 302
    assert walker.get(f"berkas/{PROOF}").content == PDF
    walker.fill("break", upload(a_picture()))
    assert walker.get(f"berkas/{PROOF}").content == a_picture()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"MZ not a picture", "Isi berkas ini bukan PDF atau foto"),
        (a_pdf(password="x"), "PDF ini dikunci dengan kata sandi"),
        (b"%PDF-1.7 broken", "Berkas ini rusak atau tidak lengkap"),
        (PDF + bytes(files.LARGEST_BYTES), "Paling besar 5 MB"),
        (bytes(12 * 1024 * 1024), "Paling besar 5 MB"),
    ],
    ids=["program", "locked", "broken", "too-large", "far-too-large"],
)
def test_a_file_that_will_not_do_is_refused_in_words_that_help(walker, data, said):
    refused = walker.fill("break", upload(data))
    assert refused.status_code == 422
    assert said in text(refused)
    assert walker.get(f"berkas/{PROOF}").status_code == 404


def test_no_reference_to_a_file_can_be_typed(walker):
    other = StoredFile(kind=FileKind.PDF, size_bytes=1, digest="0" * 64).reference
    refused = walker.fill("break", {"long_break": "yes", PROOF: other})
    assert "Pilih berkas yang diminta" in text(refused)


def test_files_are_counted(walker, settings):
    rule = replace(settings.RATE_LIMITS["upload"], burst=1)
    settings.RATE_LIMITS = settings.RATE_LIMITS | {"upload": rule}
    assert walker.fill("break", upload(PDF)).status_code == 302
    assert walker.fill("break", upload(ANOTHER_PDF)).status_code == 429


def test_a_file_is_for_its_owner_and_for_the_officers_of_its_case(office, walker):
    walker.fill("break", upload(PDF))
    path = f"{walker.base}/berkas/{PROOF}"
    officer = signed_in(office.niks[office.clerk.officer_id], role=office.clerk.role)
    assert officer.get(path).status_code == 404, "a draft is nobody's but the applicant's"
    walker.fill_all({page: FIRST[page] for page in FIRST if page != "break"})
    assert walker.hand_in()["Location"].endswith("/terkirim")
    assert officer.get(path).content == PDF

    a_nurse(office, ANOTHER_NURSE)
    assert a_citizen(ANOTHER_NURSE).browser.get(path).status_code == 404
    bangli = an_office("kabupaten-bangli", registries=office.registries)
    stranger = signed_in(bangli.niks[bangli.clerk.officer_id], role=bangli.clerk.role)
    assert stranger.get(path).status_code == 404
    assert walker.get("berkas/schedule").status_code == 404, "an answer is no file"
