"""The officers' desk in a browser: what waits, one case in each of its states, refused acts, many letters at once."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta

import pytest
from playwright.sync_api import Page, expect

from mpp.applications.content import Gap, Verdict
from mpp.applications.operations.recommend import recommend
from mpp.applications.operations.reject import reject
from mpp.applications.operations.return_for_correction import return_for_correction
from mpp.applications.operations.take import take
from mpp.applications.tests.builders import (
    Office,
    a_nurse,
    a_recommended_case,
    a_submitted_case,
    a_verified_case,
    an_issued_case,
    an_office,
)
from mpp.documents.batch import SigningDesk
from mpp.documents.tests.fakes import FakeSigner
from mpp.evidence.rules.values import ExistingLicence, LicenceStatus, Practitioner, Workplace
from mpp.foundation import ratelimit
from mpp.foundation.clock import utc_now
from mpp.tenancy.queries import forget_regions
from tests.support.browser import DESK, PHONE, assert_fits, follow, looked_at, looked_at_in, picture
from tests.support.signed_in import signed_in

WORDS = "Jam praktik hari Senin tidak sama dengan surat keterangan klinik."


@pytest.fixture
def signer(settings, tmp_path) -> FakeSigner:
    settings.MEDIA_ROOT = tmp_path / "files"
    fake = FakeSigner()
    settings.DOCUMENTS_SIGNER = lambda: fake
    return fake


@pytest.fixture
def office(cloned_database, django_db_blocker, settings, signer) -> Iterator[Office]:
    """Kota Banjar at work, on a database of this test's own."""
    with django_db_blocker.unblock():
        forget_regions()
        ratelimit.buckets.forget()
        made = an_office()
        settings.EVIDENCE_SOURCES = lambda region_id: made.registries.as_sources()
        yield made
        forget_regions()


@pytest.fixture
def desk(office, visitor):
    """Open pages as an officer of the office."""

    @contextmanager
    def opened(officer, *, width=DESK, language="id", javascript=True) -> Iterator[Page]:
        browser = signed_in(office.niks[officer.officer_id], role=officer.role, language=language)
        with visitor.page(width=width, language=language, javascript=javascript) as page:
            page.context.add_cookies(
                [{"name": name, "value": cookie.value, "url": visitor.site} for name, cookie in browser.cookies.items()]
            )
            yield page

    return opened


def on_record(office: Office, number: int) -> None:
    """Let the registers know a nurse: a licence at a hospital, a practice at the clinic, and another index number."""
    hospital = Workplace(
        place_code="327902005", place_name="RSUD Contoh", profession="perawat", since=date(2022, 1, 12)
    )
    clinic = replace(hospital, place_code=office.clinic, place_name="Klinik Pratama Melati", since=date(2026, 11, 2))
    nik = nik_of(number)
    office.registries.practitioners.known[nik] = Practitioner(
        number="N10000777", name=PEOPLE[number], workplaces=(hospital, clinic)
    )
    office.registries.workforce.held[nik] = (
        ExistingLicence(
            number="440/012/SIP-PR/3279/2022",
            profession="perawat",
            place_code=hospital.place_code,
            place_name=hospital.place_name,
            region_code="32.79",
            status=LicenceStatus.ACTIVE,
            valid_until=date(2027, 1, 12),
        ),
    )


def nik_of(number: int) -> str:
    return f"32790257089400{number:02}"


def filed(office: Office, number: int, *, days_ago: int = 1, make=a_submitted_case, **given):
    """A case of a nurse of its own, filed some days ago."""
    nurse = a_nurse(office, nik_of(number), name=f"{PEOPLE[number % len(PEOPLE)]}")
    return make(office, nurse, now=utc_now() - timedelta(days=days_ago), **given)


PEOPLE = (
    "Neneng Siti Rohaeni", "Wawan Hermawan", "Suparmi", "Ni Luh Putu Ayu Kusumawardhani Sastrawan",
    "Muhammad Abdurrahman Wahid Al Ghifari", "Yosephina", "Agus", "Dewi Lestari",
)  # fmt: skip


def in_both(desk, officer, path, name):
    for language in ("id", "en"):
        with desk(officer, width=PHONE, language=language) as page:
            page.goto(path)
            looked_at_in(page, f"desk-{name}", language)


QUEUE = "/kota-banjar/petugas/"


def test_the_queue_full_late_empty_and_searched(office, desk):
    with desk(office.clerk) as page:
        page.goto(QUEUE)
        expect(page.get_by_text("Antrean kosong")).to_be_visible()
        looked_at(page, "desk-queue-empty")
    for number in range(8):
        filed(office, number, days_ago=(20, 9, 8, 6, 4, 3, 1, 0)[number])
    receipt = filed(office, 10, days_ago=8)
    take(application_id=receipt.application_id, version=receipt.version, actor=office.another_clerk, now=utc_now())
    in_both(desk, office.clerk, QUEUE, "queue-full")
    with desk(office.clerk) as page:
        page.goto(f"{QUEUE}?punya=saya")
        looked_at(page, "desk-queue-mine-empty")
        page.get_by_role("searchbox").fill("kusuma")
        follow(page.get_by_role("searchbox"), key="Enter")
        expect(page.locator("tbody tr")).to_have_count(1)
        looked_at(page, "desk-queue-found")
        page.get_by_role("searchbox").fill("tidak ada yang begini")
        follow(page.get_by_role("searchbox"), key="Enter")
        looked_at(page, "desk-queue-nothing-found")


def test_a_case_in_each_state(office, desk):
    submitted = filed(office, 0, days_ago=8)
    held = filed(office, 1)
    take(application_id=held.application_id, version=held.version, actor=office.another_clerk, now=utc_now())
    on_record(office, 2)
    verified = filed(office, 2, make=a_verified_case)
    conditional = filed(office, 3, make=a_verified_case)
    recommend(
        application_id=conditional.application_id, version=conditional.version, verdict=Verdict.CONDITIONAL,
        text="Hanya untuk tindakan yang tertulis pada sertifikat.", actor=office.health_officer, now=utc_now(),
    )  # fmt: skip
    returned = filed(office, 4)
    return_for_correction(
        application_id=returned.application_id, version=returned.version,
        gaps=(Gap("schedule", WORDS), Gap("", "Lampirkan surat keterangan klinik yang baru.")),
        actor=office.clerk, now=utc_now(),
    )  # fmt: skip
    rejected = filed(office, 5, make=a_recommended_case)
    reject(
        application_id=rejected.application_id, version=rejected.version, reasons="Klinik ini sudah ditutup.",
        legal_basis="Permenkes 13/2025 Pasal 147", actor=office.head, now=utc_now(),
    )  # fmt: skip
    issued = filed(office, 6, make=an_issued_case, days_ago=0)
    for name, officer, case in (
        ("submitted", office.clerk, submitted.application_id),
        ("held", office.clerk, held.application_id),
        ("verified", office.health_officer, verified.application_id),
        ("recommended", office.head, conditional.application_id),
        ("returned", office.clerk, returned.application_id),
        ("rejected", office.clerk, rejected.application_id),
        ("issued", office.clerk, issued),
    ):
        in_both(desk, officer, f"{QUEUE}permohonan/{case}/", f"case-{name}")


@pytest.mark.parametrize(("width", "javascript"), [(PHONE, True), (DESK, False)])
def test_a_gap_is_marked_refused_acts_keep_what_was_typed_and_the_next_case_is_offered(office, desk, width, javascript):
    first, _second = filed(office, 0, days_ago=2), filed(office, 1)
    with desk(office.clerk, width=width, javascript=javascript) as page:
        page.goto(f"{QUEUE}permohonan/{first.application_id}/")
        take(application_id=first.application_id, version=first.version, actor=office.clerk, now=utc_now())
        page.get_by_text("Kembalikan untuk diperbaiki").click()
        page.locator("textarea[name=gap-schedule]").fill(WORDS)
        follow(page.get_by_role("button", name="Kembalikan", exact=True))
        expect(page.get_by_text("sudah berubah sejak Anda membukanya")).to_be_visible()
        expect(page.locator("textarea[name=gap-schedule]")).to_have_value(WORDS)
        picture(page, f"desk-refused-stale-{width}")
        page.locator("textarea[name=gap-schedule]").fill("")
        follow(page.get_by_role("button", name="Kembalikan", exact=True))
        expect(page.get_by_text("Tulis paling sedikit satu kekurangan.").first).to_be_visible()
        assert_fits(page)
        picture(page, f"desk-refused-gaps-{width}")
        page.locator("textarea[name=gap-schedule]").fill(WORDS)
        follow(page.get_by_role("button", name="Kembalikan", exact=True))
        expect(page.get_by_text("Dikembalikan kepada pemohon.")).to_be_visible()
        picture(page, f"desk-done-{width}")


def test_refused_acts_are_accessible(office, desk):
    verified = filed(office, 0, make=a_verified_case)
    recommended = filed(office, 1, make=a_recommended_case)
    with desk(office.health_officer) as page:
        page.goto(f"{QUEUE}permohonan/{verified.application_id}/")
        page.get_by_label("Catatan atau alasan").fill("Sudah saya kunjungi kemarin.")
        follow(page.get_by_role("button", name="Kirim rekomendasi"))
        expect(page.get_by_label("Catatan atau alasan")).to_have_value("Sudah saya kunjungi kemarin.")
        looked_at(page, "desk-refused-choice")
    with desk(office.head) as page:
        page.goto(f"{QUEUE}permohonan/{recommended.application_id}/")
        page.get_by_label("Passphrase").fill("salah")
        follow(page.get_by_role("button", name="Setujui dan tanda tangani"))
        expect(page.get_by_text("Passphrase salah.").first).to_be_visible()
        expect(page.get_by_label("Passphrase")).to_have_value("")
        looked_at(page, "desk-refused-passphrase")


def test_the_queue_is_walked_by_keys(office, desk):
    filed(office, 0)
    filed(office, 1, days_ago=0)
    with desk(office.clerk) as page:
        page.goto(QUEUE)
        page.wait_for_load_state("networkidle")
        for key, name in (("j", PEOPLE[0]), ("j", PEOPLE[1]), ("k", PEOPLE[0])):
            page.keyboard.press(key)
            expect(page.get_by_role("link", name=name)).to_be_focused()
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", level=1)).to_have_text(PEOPLE[0])


@pytest.mark.parametrize(("width", "javascript"), [(PHONE, True), (DESK, True), (DESK, False)])
def test_many_letters_are_signed_with_one_passphrase(office, desk, signer, width, javascript):
    for number in range(3):
        filed(office, number, make=a_recommended_case, days_ago=0)
    worker = SigningDesk(lambda: signer, clock=utc_now)
    worker.work()
    with desk(office.head, width=width, javascript=javascript) as page:
        page.goto(f"{QUEUE}tanda-tangan")
        assert_fits(page)
        if javascript:
            looked_at(page, f"desk-signing-{width}")
        page.get_by_label("Passphrase").fill("salah")
        follow(page.get_by_role("button", name="Setujui dan tanda tangani yang dipilih"))
        expect(page.get_by_text("Masih berjalan.")).to_be_visible()
        picture(page, f"desk-signing-running-{width}")
        while worker.work():
            pass
        # By itself: every second with scripts, every four seconds without.
        expect(page.get_by_text("Tulis passphrase sekali lagi")).to_be_visible()
        picture(page, f"desk-signing-failed-{width}")
        page.get_by_label("Passphrase").fill(FakeSigner.PASSPHRASE)
        follow(page.get_by_role("button", name="Tanda tangani yang tersisa"))
        expect(page.get_by_text("Masih berjalan.")).to_be_visible()
        while worker.work():
            pass
        expect(page.get_by_text("Semua surat sudah ditandatangani")).to_be_visible()
        assert_fits(page)
        if javascript:
            looked_at(page, f"desk-signing-done-{width}")
