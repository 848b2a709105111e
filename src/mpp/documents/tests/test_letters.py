"""A letter: strict PDF, everything on it, a QR that can be read, and a layout that no name breaks."""

import io
import json
from datetime import date, timedelta

import pypdf
import pypdfium2
import pytest
import zxingcpp

from mpp.documents.letters.content import PracticeTime
from mpp.documents.letters.render import render
from mpp.documents.tests.builders import AN_IDENTIFICATION, NOON, a_letterhead, a_licence


def rendered(**changes) -> bytes:
    return render(a_licence(**changes), AN_IDENTIFICATION, now=NOON)


def text_of(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages).split())


def test_it_says_what_was_decided():
    text = text_of(rendered(registration_until=date(2029, 1, 5)))
    for part in (
        "PEMERINTAH KOTA BANJAR",
        "SURAT IZIN PRAKTIK PERAWAT",
        "Nomor: 503/0007/SIP-PERAWAT/DPMPTSP-BJR/2026",
        "Siti Nurhaliza Hasanah",
        "3279********0001",
        "AB00000000000017",
        "Sampai dengan 5 Januari 2029",
        "RSUD Contoh Kota Banjar",
        "Senin-Jumat, pukul 08.00-14.00",
        "20 November 2026 sampai dengan 20 November 2031",
        "Plt. Kepala Dinas",
        "Raden Contoh Wibisana",
        "7K3M-90TX",
    ):
        assert part in text


def test_a_registration_for_life_is_called_so():
    assert "Seumur hidup" in text_of(rendered(registration_until=None))


def test_an_automatic_letter_says_that_it_is_one():
    assert "Terbit otomatis" in text_of(rendered(is_automatic=True))
    assert "Terbit otomatis" not in text_of(rendered())


def test_it_is_an_archive_file_for_screen_readers():
    reader = pypdf.PdfReader(io.BytesIO(rendered()))
    catalogue = reader.trailer["/Root"]
    metadata = catalogue["/Metadata"].get_data().decode()
    assert reader.pdf_header == "%PDF-1.7"
    assert "<pdfaid:part>3</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>" in metadata
    assert "<pdfuaid:part>1</pdfuaid:part>" in metadata
    assert catalogue["/Lang"] == "id-ID"
    assert catalogue["/MarkInfo"]["/Marked"]


def test_machines_find_the_same_facts_in_the_attached_file():
    reader = pypdf.PdfReader(io.BytesIO(rendered()))
    record = json.loads(reader.attachments["practice_licence.json"][0])
    assert record["format"] == "practice_licence/1"
    assert record["number"] == AN_IDENTIFICATION.number
    assert record["valid_until"] == "2031-11-20"
    assert "/AF" in reader.trailer["/Root"]


def test_the_qr_leads_to_the_verification_page():
    page = pypdfium2.PdfDocument(rendered())[0].render(scale=2, grayscale=True)
    pixels = memoryview(page.buffer).cast("B").cast("B", (page.height, page.stride))
    assert [code.text for code in zxingcpp.read_barcodes(pixels)] == [AN_IDENTIFICATION.address]


def test_only_our_own_font_is_used_and_embedded():
    fonts = {
        font["/BaseFont"].split("+")[1]
        for page in pypdf.PdfReader(io.BytesIO(rendered())).pages
        for font in (entry.get_object() for entry in page["/Resources"]["/Font"].values())
    }
    assert fonts
    assert all(font.startswith("NotoSans") for font in fonts)


def test_the_same_letter_gives_the_same_bytes():
    assert rendered() == rendered()
    assert render(a_licence(), AN_IDENTIFICATION, now=NOON + timedelta(seconds=1)) != rendered()


#: Points of paper beside the text that stay empty.
MARGIN = 60

WEEK = tuple(PracticeTime(days=day, hours="08.00-14.00 dan 16.00-21.00") for day in ("Senin", "Selasa", "Rabu") * 4)


@pytest.mark.parametrize(
    "changes",
    [
        {"holder": "Kusumawardhaningrum " * 15},
        {"place": "K" * 300},
        {"place_address": "Jalan \U0001f600 \u202eKebalik \x00 \u0634"},
        {"schedule": WEEK},
        {"schedule": ()},
        {"holder": '#panic("x") $ \\ <a> *'},
        {"letterhead": a_letterhead(agency="Dinas Penanaman Modal, Pelayanan Terpadu Satu Pintu dan Tenaga Kerja" * 2)},
    ],
)
def test_no_value_breaks_the_layout(changes):
    pages = pypdfium2.PdfDocument(rendered(**changes))
    for page in pages:
        words = [part.get_bounds() for part in page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_TEXT])]
        assert words
        assert all(left >= MARGIN and right <= page.get_width() - MARGIN for left, _, right, _ in words)
    assert len(pages) <= 2


def test_values_are_text_and_never_template_code():
    assert '#panic("x") $ \\ <a> *' in text_of(rendered(holder='#panic("x") $ \\ <a> *'))


def test_an_emblem_of_the_region_takes_the_place_of_the_rosette():
    emblem = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><circle cx="5" cy="5" r="5"/></svg>'
    assert rendered(letterhead=a_letterhead(emblem_svg=emblem)) != rendered()
