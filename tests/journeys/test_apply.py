"""Applying in a browser, with the simulated agencies: every page and state, on any screen, with and without scripts."""

import re
import time
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from mpp.adapters.oidc.provider import OidcProvider
from mpp.adapters.oidc.settings import OidcSettings
from mpp.applications.tests.builders import an_office
from mpp.config.wiring import IKD_ASSURANCE
from mpp.foundation import ratelimit
from mpp.identity.ports import Door
from mpp_sandbox.testing import outside, sandbox
from tests.contracts.conftest import NAME, SECRET, over_http
from tests.support.browser import DESK, PHONE, assert_accessible, assert_fits, picture
from tests.support.counting import Given
from tests.support.databases import connected_to

__all__ = ["outside", "sandbox"]

SMALLEST = 320
#: The two ways to give a proof: a file, and the camera of a telephone.
FILE, CAMERA = "#competence_file", "#competence_file-foto"
APPLY = "/kota-banjar/ajukan/sip-perawat"


@pytest.fixture(scope="module")
def region(databases, django_db_setup, django_db_blocker) -> Iterator[None]:
    """Kota Banjar, where nurses apply, in a database of this module's own."""
    with django_db_blocker.unblock():
        clone = databases.clone()
        with connected_to(clone.url):
            an_office("kota-banjar")
            yield
    databases.drop(clone.name)


@pytest.fixture(autouse=True)
def agencies(region, outside, settings, tmp_path) -> None:
    """The product's lines lead to this session's sandbox."""
    ikd = OidcSettings(
        issuer=f"{outside.url}/ikd",
        client_id=NAME,
        client_secret=SECRET,
        assurance=IKD_ASSURANCE,
        timeout_seconds=5,
    )
    words = {"id": "Identitas Kependudukan Digital (IKD)", "en": "Digital Population Identity (IKD)"}
    settings.IDENTITY_DOORS = lambda: {"ikd": Door(provider=OidcProvider("ikd", ikd), name=words, hint=words)}
    lines = over_http(outside)
    settings.EVIDENCE_SOURCES = lambda region_id: lines
    settings.MEDIA_ROOT = tmp_path / "files"
    ratelimit.buckets.forget()


def sign_in(page: Page, person, path: str = APPLY) -> None:
    page.goto(f"/masuk/mulai/ikd?next={path}")
    page.get_by_label("NIK").fill(person.nik)
    page.get_by_role("button", name="Masuk", exact=True).click()
    page.get_by_role("button", name="Izinkan dan masuk").click()


class Looker:
    """Looks at a page in one state: nothing scrolls sideways, axe finds nothing, a picture is kept."""

    def __init__(self, name: str, *, javascript: bool = True) -> None:
        self.name, self.javascript = name, javascript

    def at(self, page: Page, what: str) -> None:
        picture(page, f"apply-{self.name}-{what}")
        assert_fits(page)
        # axe is a script of the page; without scripts the same pages are judged in the other runs.
        if self.javascript:
            assert_accessible(page)


def begin(page: Page, kind: str = "first") -> str:
    """Return the path of the application begun."""
    page.locator(f"input[name=variant][value={kind}]").check(force=True)
    page.locator("main form button").click()
    return re.sub(r"^https?://[^/]+", "", page.url).rstrip("/")


def go_on(page: Page) -> None:
    page.locator("main form[method=post] button:not([name])").last.click()


def refused(page: Page) -> None:
    expect(page.locator(".govuk-error-summary")).to_be_visible()


def find_facility(page: Page, words: str) -> None:
    page.locator("input[name=cari_fasilitas]").fill(words)
    page.get_by_role("search").get_by_role("button").click()


def answer(page: Page, name: str, value: str) -> None:
    page.locator(f"input[name={name}][value={value}]").check(force=True)


def declare(page: Page) -> None:
    for statement in ("place_statement", "truth_statement"):
        page.locator(f"input[name={statement}]").check(force=True)


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
        page.locator("main form button").click()
        refused(page)
        look.at(page, "start-refused")
        base = begin(page)
        look.at(page, "tasks")

        page.goto(f"{base}/data")
        look.at(page, "data")
        page.locator("a[href$='lapor?data=address']").click()
        expect(page.locator("select")).to_have_value("address")
        go_on(page)
        refused(page)
        look.at(page, "report-refused")
        page.locator("textarea").fill("Jalan Mawar 12")
        go_on(page)
        expect(page.get_by_text("Jalan Mawar 12")).to_be_visible()

        page.goto(f"{base}/")
        page.locator("main a.govuk-button").click()
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
        page.locator("button[name=salin][value=fri]").click()
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
        page.locator("main form button").last.click()
        expect(page.locator(".mpp-confirmation")).to_contain_text("3279-SIP-PERAWAT-")
        look.at(page, "submitted")

        page.locator("main a.govuk-button").click()
        look.at(page, "tracking")
        page.goto("/akun/permohonan")
        look.at(page, "own")
        page.goto(f"{base}/tarik")
        look.at(page, "withdraw")
        page.locator("main form button").click()
        look.at(page, "withdrawn")


def test_a_renewal_is_three_answers(visitor, outside):
    """Which licence, where, and everything about the person is known: hours and two declarations are left."""
    look = Looker("renewal")
    with visitor.page(width=PHONE) as page:
        given = Given(page.context)
        sign_in(page, outside.person("suparmi"))
        base = begin(page, "renewal")
        look.at(page, "tasks")
        page.goto(f"{base}/isi/replaced")
        look.at(page, "licence")
        page.goto(f"{base}/isi/replaced?ketik=ya")
        look.at(page, "licence-typed")
        page.goto(f"{base}/")
        page.locator("main a.govuk-button").click()
        page.locator("input[name=schedule-tue-opens]").fill("9")
        page.locator("input[name=schedule-tue-closes]").fill("12")
        go_on(page)
        declare(page)
        go_on(page)
        expect(page.get_by_text(re.compile(r"Anda mengisi 3 dari \d+ data"))).to_be_visible()
        look.at(page, "check")
        page.get_by_role("button", name="Ajukan permohonan").click()
        expect(page.locator(".mpp-confirmation")).to_be_visible()
        assert (given.answers, given.files) == ({"schedule", "place_statement", "truth_statement"}, 0)


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
        page.locator("main form button").click()
        assert time.monotonic() - began < 4, "2.5 s for the sources, the rest for two pages on a busy machine"
        base = re.sub(r"^https?://[^/]+", "", page.url).rstrip("/")
        look.at(page, "tasks")
        page.goto(f"{base}/data")
        expect(page.get_by_text("Sebagian sumber belum menjawab")).to_be_visible()
        look.at(page, "data")
        outside.reset()
        page.get_by_role("button", name="Tanyakan lagi sekarang").click()
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
        elsewhere.get_by_role("button", name="Akhiri semua sesi lainnya").click()
        go_on(page)
        expect(page).to_have_url(re.compile("/masuk"))
        page.locator(".mpp-tile").first.click()
        page.get_by_label("NIK").fill(nurse.nik)
        page.get_by_role("button", name="Masuk", exact=True).click()
        page.get_by_role("button", name="Izinkan dan masuk").click()
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
