"""The main job in a browser, on the whole product: from the question on the first page to a licence a stranger checks.

Everything is real: PostgreSQL, granian, worker, the simulated agencies over HTTP, their signatures.
"""

import json
import os
import re
import subprocess
import sys
import time
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Page, expect

from mpp.config.tests.installations import Installation, free_port
from tests.support import browser as support
from tests.support.browser import DESK, PHONE, arrived, follow, looked_at

REGION = "kota-banjar"


@dataclass(frozen=True)
class Person:
    nik: str
    name: str
    passphrase: str = ""


class Demonstration(Installation):
    """An installation as `make run` makes it: demo data, and the agencies simulated on ports of their own."""

    def __init__(self, folder):
        super().__init__(folder)
        self.sandbox = f"http://127.0.0.1:{free_port()}"
        demo = {
            "MPP_DEMO": "yes",
            "MPP_STATE_DIR": str(folder),
            "MPP_LISTEN": f"127.0.0.1:{self.port}",
            "MPP_PUBLIC_URL": f"http://127.0.0.1:{self.port}",
            "MPP_SANDBOX_URL": self.sandbox,
            "MPP_SMTP_URL": f"smtp://127.0.0.1:{free_port()}",
        }
        others = {name: value for name, value in os.environ.items() if not name.startswith(("MPP_", "DATABASE_"))}
        self.environ = others | demo
        self.sessions = {}
        self.codes = defaultdict(list)

    def unused_code(self, nik):
        """Return a code of the officer's authenticator: each serves once, and none before it afterwards."""
        used = self.codes[nik]
        for _ in range(60):
            told = httpx.get(f"{self.sandbox}/authenticator/codes/{nik}").json()
            code = told["next"] if told["code"] in used else told["code"]
            if code not in used:
                used.append(code)
                return code
            time.sleep(1)
        raise AssertionError("the authenticator shows no new code")

    @property
    def address(self):
        return f"http://127.0.0.1:{self.port}"


@pytest.fixture(scope="module")
def product(tmp_path_factory):
    """The whole product, running."""
    made = Demonstration(tmp_path_factory.mktemp("product") / "state")
    try:
        with made.running():
            yield made
            # Whatever was walked, no table, queue, log or file holds a NIK in clear afterwards.
            command = [sys.executable, "-m", "mpp.config.cli", "scan"]
            scanned = subprocess.run(command, env=made.environ, capture_output=True, text=True, check=False)
            assert scanned.returncode == 0, scanned.stdout + scanned.stderr
    finally:
        made.remove()


@pytest.fixture(scope="module")
def cast():
    """The people of the simulated agencies, by their keys."""
    printed = subprocess.run(
        [sys.executable, "-m", "mpp_sandbox", "cast", "--json", "--all"], capture_output=True, text=True, check=True
    )
    return {
        each["key"]: Person(each["nik"], each["name"], each.get("passphrase") or "")
        for each in json.loads(printed.stdout)
    }


@pytest.fixture
def people(browser, product):
    """Whoever opens the product in a browser."""
    return support.Visitor(browser, product.address)


def sign_in(page: Page, person: Person, path: str) -> None:
    page.goto(f"/masuk/mulai/ikd?next={path}")
    page.get_by_label("NIK").fill(person.nik)
    follow(page.get_by_role("button", name="Masuk", exact=True))
    follow(page.get_by_role("button", name="Izinkan dan masuk"))


def enters_office(page: Page, officer: Person, product: Demonstration) -> None:
    """Go on in the officer's post: signed in, proven and chosen the first time, by the session of then afterwards."""
    if cookies := product.sessions.get(officer.nik):
        page.context.add_cookies(cookies)
        return
    sign_in(page, officer, f"/{REGION}/petugas/")
    page.locator("input[name=kode]").fill(product.unused_code(officer.nik))
    follow(page.locator("form:has(input[name=kode]) button[type=submit]").first)
    page.locator("input[name=capacity]:not([value=pemohon])").first.check(force=True)
    follow(page.get_by_role("button", name="Lanjutkan"))
    arrived(page, f"/{REGION}/petugas/")
    product.sessions[officer.nik] = page.context.cookies()


def go_on(page: Page) -> None:
    follow(page.get_by_role("button", name="Simpan dan lanjutkan"))


class Looker:
    """Looks at pages: nothing scrolls sideways, axe finds nothing, a picture is kept.

    judges: whether axe, a script of the page, can run     looks: whether anything is looked at
    """

    def __init__(self, name: str, *, judges: bool = False, looks: bool = True):
        self.name, self.judges, self.looks = name, judges, looks

    def at(self, page: Page, what: str, *widths: int) -> None:
        if self.looks:
            looked_at(page, f"main-job-{self.name}-{what}", *widths, javascript=self.judges)


@pytest.mark.parametrize(
    ("who", "service", "words", "width", "javascript"),
    [
        ("neneng", "sip-perawat", "izin praktek suster", PHONE, True),
        ("dokter-first", "sip-dokter", "izin praktik dokter", DESK, False),
    ],
)
def test_from_the_first_question_to_a_licence_that_a_stranger_checks(
    people, product, cast, tmp_path, who, service, words, width, javascript
):
    look = Looker(f"{who}-{width}", judges=javascript)
    the_way(people, product, cast, tmp_path / "sip.pdf", look, who, service, words, width=width, javascript=javascript)


@pytest.mark.parametrize(
    ("who", "service", "words", "width", "javascript"),
    [
        ("bidan-first", "sip-bidan", "surat izin bidan", DESK, True),
        ("apoteker-first", "sip-apoteker", "ijin apoteker", PHONE, False),
    ],
)
def test_other_professions_go_the_same_way_by_definitions_of_their_own(
    people, product, cast, tmp_path, who, service, words, width, javascript
):
    """Their pages are those of the walks above, which look at them."""
    look = Looker(who, looks=False)
    the_way(people, product, cast, tmp_path / "sip.pdf", look, who, service, words, width=width, javascript=javascript)


def the_way(
    people,
    product: Demonstration,
    cast,
    letter: Path,
    look: Looker,
    who: str,
    service: str,
    words: str,
    *,
    width: int,
    javascript: bool,
) -> None:
    """Go it from the first page to two strangers who check the letter. letter: where the applicant keeps it"""
    with people.page(width=width, javascript=javascript) as page:
        finds_the_service(page, words, service, look)
        case = applies(page, cast[who], service, look)
        the_offices_decide(people, product, cast, case, look, width=width, javascript=javascript)
        verification = receives(page, case, letter, look)
    with people.page(width=width, javascript=javascript) as page:
        page.goto(verification)
        expect(page.get_by_text("masih berlaku")).to_be_visible()
        look.at(page, "verified")
        page.goto("/verifikasi")
        page.locator("input[type=file]").set_input_files(letter)
        follow(page.locator("form:has(input[type=file]) button"))
        expect(page.get_by_role("heading", level=1)).to_contain_text("asli")
        look.at(page, "file-verified")


def finds_the_service(page: Page, words: str, service: str, look: Looker) -> None:
    page.goto("/")
    look.at(page, "home")
    page.get_by_role("searchbox").fill(words)
    follow(page.get_by_role("searchbox"), key="Enter")
    look.at(page, "found")
    expect(page.locator(f"main a[href*='{service}']").first).to_be_visible()
    page.goto(f"/{REGION}/layanan/{service}")
    look.at(page, "service")


def applies(page: Page, person: Person, service: str, look: Looker) -> str:
    """Return the path of the application."""
    follow(page.get_by_role("button", name="Ajukan").first)
    follow(page.locator(".mpp-tile").first)
    page.get_by_label("NIK").fill(person.nik)
    follow(page.get_by_role("button", name="Masuk", exact=True))
    follow(page.get_by_role("button", name="Izinkan dan masuk"))
    look.at(page, "start")
    page.locator("input[value=first]").check(force=True)
    follow(page.get_by_role("button", name="Lanjutkan"))
    look.at(page, "tasks")
    case = re.sub(r"^https?://[^/]+", "", page.url)
    page.goto(f"{case}data")
    look.at(page, "known")
    page.goto(case)
    # Some professions practise at facilities only, and are not asked where.
    follow(page.locator("main a[href*='/isi/']").first)
    expect(page.locator("input[name=practice_mode], input[name=cari_fasilitas]").first).to_be_visible()
    if page.locator("input[name=practice_mode][value=facility]").count():
        page.locator("input[name=practice_mode][value=facility]").check(force=True)
        go_on(page)
    page.locator("input[name=cari_fasilitas]").fill("klinik")
    follow(page.get_by_role("button", name="Cari", exact=True))
    look.at(page, "facilities")
    page.locator("input[name=facility]").first.check(force=True)
    go_on(page)
    go_on(page)
    expect(page.get_by_role("alert").first).to_be_visible()
    look.at(page, "schedule-missing")
    page.locator("input[name=schedule-mon-opens]").fill("8")
    page.locator("input[name=schedule-mon-closes]").fill("14.00")
    look.at(page, "schedule")
    go_on(page)
    page.locator("input[name=long_break][value=no]").check(force=True)
    look.at(page, "break")
    go_on(page)
    for statement in ("place_statement", "truth_statement"):
        page.locator(f"input[name={statement}]").check(force=True)
    look.at(page, "declaration")
    go_on(page)
    look.at(page, "check")
    follow(page.get_by_role("button", name="Ajukan permohonan"))
    expect(page.get_by_text("Diputuskan paling lambat")).to_be_visible()
    look.at(page, "submitted")
    page.goto(case)
    look.at(page, "tracking")
    return case


def the_offices_decide(
    people, product: Demonstration, cast, case: str, look: Looker, *, width: int, javascript: bool
) -> None:
    desk = case.replace("/permohonan/", "/petugas/permohonan/")
    officers = {person.nik: person for person in cast.values()}
    for nik, act in (
        ("3279011203840001", "lengkap"),
        ("3279030211820001", "rekomendasi"),
        ("3279017005690001", "tanda-tangan"),
    ):
        with people.page(width=width, javascript=javascript) as page:
            enters_office(page, officers[nik], product)
            page.goto(f"/{REGION}/petugas/")
            look.at(page, f"queue-{act}")
            page.goto(desk)
            look.at(page, f"case-{act}")
            form = page.locator(f"form[action$='/{act}']")
            if act == "rekomendasi":
                form.locator("input[value=positive]").check(force=True)
            if act == "tanda-tangan":
                form.locator("input[type=password]").fill("not-this-one")
                follow(form.get_by_role("button"))
                expect(page.get_by_text("Passphrase salah").first).to_be_visible()
                look.at(page, "wrong-passphrase")
                form = page.locator(f"form[action$='/{act}']")
                form.locator("input[type=password]").fill(officers[nik].passphrase)
            follow(form.get_by_role("button"))
            expect(page.get_by_role("heading", level=1)).to_be_visible()
            # No other journey comes here: judged on both screens.
            look.at(page, f"done-{act}", PHONE, DESK)


def receives(page: Page, case: str, letter: Path, look: Looker) -> str:
    """Download the letter to a path and return the address of its verification."""
    for _ in range(100):
        page.goto(case)
        if page.locator("a[href*='/dokumen/']").count():
            break
        page.wait_for_timeout(200)
    look.at(page, "issued", PHONE, DESK)
    with page.expect_download() as download:
        page.locator("a[href*='/dokumen/']").first.click()
    download.value.save_as(letter)
    address = page.locator("a[href*='/verifikasi/']").first.get_attribute("href")
    follow(page.get_by_role("link", name="Dari mana isi surat ini?"))
    expect(page.get_by_role("heading", name="Asal isi surat")).to_be_visible()
    look.at(page, "provenance")
    page.goto(case)
    follow(page.get_by_role("link", name="Lihat isi permohonan dan asal datanya"))
    look.at(page, "contents")
    page.goto("/akun/pesan")
    look.at(page, "inbox")
    assert address
    return address
