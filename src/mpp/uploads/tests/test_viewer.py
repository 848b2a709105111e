"""A document is looked at page by page as a picture; no program of the reader opens a stranger's bytes."""

import io

import pytest
from django.test import Client
from PIL import Image

from mpp.uploads.examination.draw import draw
from mpp.uploads.examination.run import drawn
from mpp.uploads.examination.verdict import Bounds, Found, Unfit
from mpp.uploads.links import page_asked
from mpp.uploads.tests.builders import a_clean_one, a_pdf, a_picture, the_citizen
from tests.support.signed_in import signed_in

pytestmark = pytest.mark.django_db
NIK = "3279025708940001"
LIST = "/akun/dokumen"


@pytest.fixture
def browser() -> Client:
    return signed_in(NIK, name="Neneng")


@pytest.fixture
def holder(browser):
    return the_citizen(NIK)


def looked_at(browser, path):
    led = browser.get(path)
    assert led.status_code == 302
    return browser.get(led["Location"])


def picture_on(browser, page):
    source = page.content.decode().split('class="mpp-viewer__page" src="')[1].split('"')[0]
    return browser.get(source.replace("&amp;", "&"))


def test_a_pdf_is_shown_page_by_page_as_pictures(browser, holder):
    given = a_clean_one(holder, a_pdf(pages=3), name="ijazah.pdf")
    page = looked_at(browser, f"{LIST}/{given.id}?halaman=2")
    text = page.content.decode()
    assert "halaman 2 dari 3" in text
    assert f'{LIST}/{given.id}?halaman=1"' in text
    assert f'{LIST}/{given.id}?halaman=3"' in text
    assert 'alt="Halaman 2 dari 3: ijazah.pdf"' in text
    assert "no-store" in page["Cache-Control"]
    picture = picture_on(browser, page)
    assert picture["Content-Type"] == "image/jpeg"
    assert picture["Content-Disposition"] == "inline"
    assert "sandbox" in picture["Content-Security-Policy"]
    assert Image.open(io.BytesIO(picture.content)).height == 1600


def test_the_first_page_has_none_before_it_and_the_last_none_after(browser, holder):
    given = a_clean_one(holder, a_pdf(pages=2))
    first = looked_at(browser, f"{LIST}/{given.id}?halaman=1").content.decode()
    last = looked_at(browser, f"{LIST}/{given.id}?halaman=2").content.decode()
    assert ('rel="prev"' in first, 'rel="next"' in first) == (False, True)
    assert ('rel="prev"' in last, 'rel="next"' in last) == (True, False)
    assert looked_at(browser, f"{LIST}/{given.id}?halaman=3").status_code == 404


def test_a_photograph_is_shown_as_it_was_written_anew_and_can_be_enlarged(browser, holder):
    given = a_clean_one(holder, a_picture("PNG"), name="foto.png")
    page = looked_at(browser, f"{LIST}/{given.id}?besar=1&halaman=1")
    assert "mpp-viewer--large" in page.content.decode()
    assert "Perkecil" in page.content.decode()
    assert picture_on(browser, page).content.startswith(b"\x89PNG")


def test_the_document_itself_can_still_be_kept(browser, holder):
    data = a_pdf()
    given = a_clean_one(holder, data)
    kept = looked_at(browser, f"{LIST}/{given.id}")
    assert kept.content == data
    assert kept["Content-Disposition"].startswith("attachment")


def test_a_link_is_good_for_one_reader(browser, holder):
    given = a_clean_one(holder, a_pdf())
    led = browser.get(f"{LIST}/{given.id}?halaman=1")["Location"]
    assert signed_in("3279026508950002", name="Wawan").get(led).status_code == 404
    assert signed_in("3279026508950002", name="Wawan").get(led.replace("/lihat", "/gambar")).status_code == 404
    assert browser.get(f"/berkas/{'x' * 40}/lihat?halaman=1").status_code == 404


@pytest.mark.parametrize(("text", "page"), [("1", 1), ("12", 12), ("", 0), ("-1", 0), ("x", 0), ("²", 0), ("9" * 9, 0)])
def test_an_address_asks_for_a_page_by_its_number(text, page):
    assert page_asked(text) == page


def test_a_page_is_drawn_in_a_process_of_its_own():
    data = a_pdf(pages=2)
    page = drawn(data, 2, Bounds())
    assert isinstance(page, Found)
    assert page == draw(data, 2, Bounds())
    assert drawn(data, 3, Bounds()) == Unfit("file-damaged")
    assert drawn(b"%PDF-1.7 broken", 1, Bounds()) == Unfit("file-damaged")
