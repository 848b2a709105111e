"""Applying in a browser, with the simulated agencies: every page and state, on any screen, with and without scripts."""

import re
import time
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.support.applying import (
    Looker,
    agencies,
    answer,
    begin,
    declare,
    find_facility,
    go_on,
    office,
    outside,
    refused,
    sandbox,
    sign_in,
)
from tests.support.browser import DESK, PHONE, follow
from tests.support.counting import Given

__all__ = ["agencies", "office", "outside", "sandbox"]

SMALLEST = 320
#: The two ways to give a proof: a file, and the camera of a telephone.
FILE, CAMERA = "#competence_file", "#competence_file-foto"


def a_photo(folder: Path) -> str:
    out = BytesIO()
    Image.new("RGB", (60, 40), "teal").save(out, "JPEG")
    path = folder / "sertifikat.jpg"
    path.write_bytes(out.getvalue())
    return str(path)


@pytest.mark.parametrize(
    ("who", "width", "javascript", "language"),
    [
        ("neneng", PHONE, True, "id"),
        ("nuraini", DESK, True, "en"),
        ("long-name", PHONE, False, "id"),
        ("agus", DESK, False, "id"),
    ],
)
def test_a_first_licence_page_by_page(visitor, outside, tmp_path, who, width, javascript, language):
    look = Looker(f"{who}-{width}", javascript=javascript)
    with visitor.page(width=width, javascript=javascript, language=language) as page:
        sign_in(page, outside.person(who))
        look.at(page, "start")
        follow(page.locator("main form button"))
        refused(page)
        look.at(page, "start-refused")
        base = begin(page)
        look.at(page, "tasks")

        page.goto(f"{base}/data")
        look.at(page, "data")
        follow(page.locator("a[href$='lapor?data=address']"))
        expect(page.locator("select")).to_have_value("address")
        go_on(page)
        refused(page)
        look.at(page, "report-refused")
        page.locator("textarea").fill("Jalan Mawar 12")
        go_on(page)
        expect(page.get_by_text("Jalan Mawar 12")).to_be_visible()

        page.goto(f"{base}/")
        follow(page.locator("main a.govuk-button"))
        go_on(page)
        refused(page)
        look.at(page, "mode-refused")
        answer(page, "practice_mode", "facility")
        go_on(page)

        look.at(page, "facility")
        find_facility(page, "k")
        look.at(page, "facility-too-short")
        find_facility(page, "zzzz")
        look.at(page, "facility-nothing")
        find_facility(page, "klinik")
        page.locator("input[name=facility]").first.wait_for()
        go_on(page)
        refused(page)
        look.at(page, "facility-refused")
        page.locator("input[name=facility]").first.check(force=True)
        go_on(page)

        go_on(page)
        refused(page)
        look.at(page, "schedule-refused")
        page.locator("input[name=schedule-mon-opens]").fill("8")
        page.locator("input[name=schedule-mon-closes]").fill("14.00")
        follow(page.locator("button[name=salin][value=fri]"))
        expect(page.locator("input[name=schedule-fri-closes]")).to_have_value("14.00")
        expect(page.locator("input[name=schedule-sat-closes]")).to_have_value("")
        look.at(page, "schedule")
        go_on(page)

        expect(page.locator("input[type=file]")).to_have_count(0)
        look.at(page, "break")
        answer(page, "long_break", "yes")
        go_on(page)
        page.locator(FILE).wait_for()
        look.at(page, "break-proof")
        page.locator(FILE).set_input_files(files=[{"name": "a.pdf", "mimeType": "x/y", "buffer": b"MZ".ljust(99)}])
        if javascript:
            expect(page.locator(".mpp-upload__news .govuk-error-message")).to_be_visible()
        else:
            go_on(page)
            refused(page)
        look.at(page, "break-refused")
        page.locator(CAMERA if width == PHONE else FILE).set_input_files(a_photo(tmp_path))
        if javascript:
            # Sent in pieces at once; the form only names it.
            expect(page.locator(".mpp-upload__state .govuk-tag")).to_be_visible()
            expect(page.locator("input[type=hidden][name=competence_file]")).to_have_count(1)
            look.at(page, "break-sent")
        go_on(page)

        go_on(page)
        refused(page)
        look.at(page, "declaration-refused")
        declare(page)
        go_on(page)
        look.at(page, "check")
        page.locator("main details summary").click()
        look.at(page, "check-opened")
        follow(page.locator("main form button").last)
        expect(page.locator(".mpp-confirmation")).to_contain_text("3279-SIP-PERAWAT-")
        look.at(page, "submitted")

        follow(page.locator("main a.govuk-button"))
        look.at(page, "tracking")
        page.goto("/akun/permohonan")
        look.at(page, "own")
        page.goto(f"{base}/tarik")
        look.at(page, "withdraw")
        follow(page.locator("main form button"))
        look.at(page, "withdrawn")


@pytest.mark.parametrize(("width", "language"), [(PHONE, "id"), (DESK, "en")])
def test_where_a_facility_has_entered_her_she_need_not_search(visitor, outside, width, language):
    look = Looker(f"on-record-{width}")
    with visitor.page(width=width, language=language) as page:
        sign_in(page, outside.person("entin"))
        base = begin(page)
        page.goto(f"{base}/data")
        expect(page.get_by_text("SATUSEHAT").first).to_be_visible()
        look.at(page, "data")
        page.goto(f"{base}/isi/practice_mode")
        answer(page, "practice_mode", "facility")
        go_on(page)
        expect(page.locator("input[name=facility]")).to_have_count(1)
        look.at(page, "offered")
        page.locator("input[name=facility]").check(force=True)
        go_on(page)
        expect(page.locator("input[name=schedule-mon-opens]")).to_be_visible()


@pytest.mark.parametrize(
    ("who", "kind", "said"),
    [
        ("lia", "first", "berakhir pada"),
        ("ade", "first", "dinonaktifkan"),
        ("cucu", "first", "dicabut"),
        ("dede", "first", "Anda belum memiliki STR"),
        ("nunung", "first", "Anda sudah berpraktik di 3 tempat"),
        ("tatang", "renewal", "SKP Anda belum cukup"),
        ("yadi", "first", "STR Anda terdaftar sebagai dokter"),
    ],
)
def test_what_stands_against_it_is_told_before_anybody_fills_in_vain(visitor, outside, who, kind, said):
    with visitor.page(width=PHONE) as page:
        sign_in(page, outside.person(who))
        base = begin(page, kind)
        expect(page.get_by_role("alert")).to_contain_text(said)
        Looker(f"refused-{who}").at(page, "tasks")
        page.goto(f"{base}/periksa")
        expect(page.get_by_role("alert")).to_contain_text(said)
        Looker(f"refused-{who}").at(page, "check")


@pytest.mark.parametrize("javascript", [True, False])
@pytest.mark.parametrize("trouble", [{"down": "503"}, {"slow_ms": 8000}])
def test_with_the_list_of_facilities_gone_the_place_is_typed(visitor, outside, trouble, javascript):
    look = Looker(f"silent-{next(iter(trouble))}-{javascript}", javascript=javascript)
    with visitor.page(width=PHONE, javascript=javascript) as page:
        sign_in(page, outside.person("wawan"))
        base = begin(page)
        outside.set("satusehat", **trouble)
        page.goto(f"{base}/isi/practice_mode")
        answer(page, "practice_mode", "facility")
        go_on(page)
        began = time.monotonic()
        page.goto(f"{base}/isi/facility?cari_fasilitas=melati")
        assert time.monotonic() - began < 3
        expect(page.get_by_text("Daftar fasilitas kesehatan sedang tidak menjawab")).to_be_visible()
        look.at(page, "list")
        answer(page, "facility", "typed")
        go_on(page)
        look.at(page, "asked")
        go_on(page)
        refused(page)
        look.at(page, "asked-refused")
        page.locator("input[name=facility_name]").fill("Klinik Pratama Melati")
        page.locator("textarea[name=facility_address]").fill("Jalan Contoh 1")
        page.locator("input[name=facility_district]").fill("Pataruman")
        go_on(page)
        page.goto(f"{base}/periksa")
        expect(page.get_by_text("Tempat praktik Anda belum dicocokkan")).to_be_visible()
        look.at(page, "check")


@pytest.mark.parametrize(
    ("who", "trouble"), [("bangli-nurse", {"down": "503"}), ("musi-rawas-nurse", {"slow_ms": 8000})]
)
def test_with_all_registers_gone_one_begins_all_the_same(visitor, outside, who, trouble):
    look = Looker(f"gone-{next(iter(trouble))}")
    with visitor.page(width=PHONE) as page:
        sign_in(page, outside.person(who))
        for agency in ("dukcapil", "kki", "sisdmk", "satusehat"):
            outside.set(agency, **trouble)
        page.locator("input[name=variant][value=first]").check(force=True)
        began = time.monotonic()
        follow(page.locator("main form button"))
        assert time.monotonic() - began < 4, "2.5 s for the sources, the rest for two pages on a busy machine"
        base = re.sub(r"^https?://[^/]+", "", page.url).rstrip("/")
        look.at(page, "tasks")
        page.goto(f"{base}/data")
        expect(page.get_by_text("Sebagian sumber belum menjawab")).to_be_visible()
        look.at(page, "data")
        outside.reset()
        follow(page.get_by_role("button", name="Tanyakan lagi sekarang"))
        look.at(page, "data-again")


@pytest.mark.parametrize("page_name", ["isi/facility?cari_fasilitas=klinik", "isi/schedule", "data", "periksa", ""])
def test_the_smallest_telephone_shows_everything(visitor, outside, page_name):
    with visitor.page(width=SMALLEST) as page:
        sign_in(page, outside.person("long-name"))
        base = begin(page)
        page.goto(f"{base}/{page_name}")
        Looker("smallest").at(page, re.sub(r"\W+", "-", page_name) or "tasks")


def test_while_one_types_the_places_appear(visitor, outside):
    with visitor.page(width=PHONE) as page:
        sign_in(page, outside.person("wawan"))
        base = begin(page)
        page.goto(f"{base}/isi/facility")
        page.locator("input[name=cari_fasilitas]").press_sequentially("puskesmas", delay=20)
        page.locator("input[name=facility]").first.wait_for()
        expect(page).to_have_url(re.compile("/isi/facility$"))
        page.locator("input[name=facility]").first.check(force=True)
        go_on(page)
        expect(page).to_have_url(re.compile("/isi/schedule$"))


def test_what_was_typed_when_the_session_ended_is_there_after_signing_in(visitor, outside):
    nurse = outside.person("wawan")
    with visitor.page(width=PHONE) as page, visitor.page() as elsewhere:
        sign_in(page, nurse)
        base = begin(page)
        page.goto(f"{base}/isi/schedule")
        page.locator("input[name=schedule-mon-opens]").fill("7.30")
        sign_in(elsewhere, nurse, "/akun/")
        follow(elsewhere.get_by_role("button", name="Akhiri semua sesi lainnya"))
        go_on(page)
        expect(page).to_have_url(re.compile("/masuk"))
        follow(page.locator(".mpp-tile").first)
        page.get_by_label("NIK").fill(nurse.nik)
        follow(page.get_by_role("button", name="Masuk", exact=True))
        follow(page.get_by_role("button", name="Izinkan dan masuk"))
        expect(page.locator("input[name=schedule-mon-opens]")).to_have_value("7.30")
        expect(page.get_by_text("Yang Anda ketik sebelum sesi berakhir masih ada")).to_be_visible()
        Looker("restored").at(page, "schedule")


def test_two_windows_and_the_way_back(visitor, outside):
    with visitor.page() as page:
        given = Given(page.context)
        sign_in(page, outside.person("surakarta-nurse"))
        base = begin(page)
        second = page.context.new_page()
        second.goto(f"{base}/isi/schedule")
        page.goto(f"{base}/isi/practice_mode")
        answer(page, "practice_mode", "facility")
        go_on(page)
        second.locator("input[name=schedule-mon-opens]").fill("8")
        second.locator("input[name=schedule-mon-closes]").fill("12")
        go_on(second)
        expect(second.get_by_text("baru saja disimpan di jendela atau perangkat lain")).to_be_visible()
        expect(second.locator("input[name=schedule-mon-opens]")).to_have_value("8")
        Looker("stale").at(second, "schedule")
        go_on(second)

        page.goto(f"{base}/isi/facility?cari_fasilitas=klinik")
        page.locator("input[name=facility]").first.check(force=True)
        go_on(page)
        page.goto(f"{base}/isi/break")
        answer(page, "long_break", "no")
        go_on(page)
        declare(page)
        go_on(page)
        page.get_by_role("button", name="Ajukan permohonan").dblclick()
        expect(page.locator(".mpp-confirmation")).to_be_visible()
        # A first licence at a facility: as many answers as the receipt says, and no document.
        expect(page.get_by_text(f"Anda mengisi {len(given.answers)} dari")).to_be_visible()
        assert (len(given.answers), given.files) == (6, 0)
        page.go_back()
        expect(page.get_by_role("heading", name="Perkembangan")).to_be_visible()
