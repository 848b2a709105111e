"""The own account in a browser: being reached, being told, a draft deleted, the account closed and come back to."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Page, expect

from mpp.applications.tests.builders import NAMES, NURSE, Office, a_draft, a_nurse, a_submitted_case, an_office
from mpp.documents.tests.fakes import FakeSigner
from mpp.foundation import ratelimit
from mpp.identity.tests.fakes import Couriers
from mpp.tenancy.queries import forget_regions
from tests.support.browser import DESK, PHONE, assert_accessible, assert_fits, picture
from tests.support.signed_in import USER_AGENT, signed_in

CONTACT = {"phone": "+6281200000000", "email": "nurse@contoh.example"}


@pytest.fixture
def couriers(settings) -> Couriers:
    """What was sent, instead of sending it."""
    settings.IDENTITY_COURIERS = carriers = Couriers()
    settings.NOTIFICATIONS_TEXTER = lambda: carriers.carry
    return carriers


@pytest.fixture
def office(cloned_database, django_db_blocker, settings, tmp_path) -> Iterator[Office]:
    """Kota Banjar at work, on a database of this test's own."""
    settings.MEDIA_ROOT = tmp_path / "files"
    settings.DOCUMENTS_SIGNER = FakeSigner
    with django_db_blocker.unblock():
        forget_regions()
        ratelimit.buckets.forget()
        made = an_office()
        settings.EVIDENCE_SOURCES = lambda region_id: made.registries.as_sources()
        yield made
        forget_regions()


@pytest.fixture
def as_nurse(visitor):
    """Open pages as the nurse."""

    @contextmanager
    def opened(*, width=DESK, language="id", javascript=True) -> Iterator[Page]:
        browser = signed_in(NURSE, name=NAMES[NURSE], language=language, **CONTACT)
        with visitor.page(width=width, language=language, javascript=javascript, user_agent=USER_AGENT) as page:
            page.context.add_cookies(
                [{"name": name, "value": cookie.value, "url": visitor.site} for name, cookie in browser.cookies.items()]
            )
            yield page

    return opened


def looked_at(page: Page, name: str) -> None:
    picture(page, f"account-{name}")
    assert_fits(page)
    assert_accessible(page)


def test_pages_of_the_account_fit_every_screen_in_both_languages(office, as_nurse, couriers):
    nurse = a_nurse(office)
    a_submitted_case(office, nurse)
    draft = a_draft(office, nurse, facility="327909900")
    for width, language in ((PHONE, "id"), (DESK, "en")):
        with as_nurse(width=width, language=language) as page:
            for path, name in (
                ("/akun/", "front"),
                ("/akun/kontak", "contacts"),
                ("/akun/kontak/ponsel", "number"),
                ("/akun/kontak/surel/lepas", "drop"),
                ("/akun/pemberitahuan", "channels"),
                ("/akun/tutup", "close-hindered"),
                (f"/kota-banjar/permohonan/{draft.id}/hapus", "delete-draft"),
                ("/akun/tutup/diterima", "closing"),
            ):
                page.goto(path)
                looked_at(page, f"{name}-{width}")


@pytest.mark.parametrize("javascript", [True, False], ids=["with scripts", "without scripts"])
def test_a_person_is_reached_elsewhere_told_otherwise_deletes_a_draft_and_closes_the_account(
    office, as_nurse, couriers, javascript
):
    a_draft(office, a_nurse(office))
    with as_nurse(width=PHONE, javascript=javascript) as page:
        page.goto("/akun/kontak")
        page.locator("a[href='/akun/kontak/surel']").click()
        page.get_by_role("button", name="Kirim kode").click()
        expect(page.get_by_text("Isi alamat surel Anda.").first).to_be_visible()
        if javascript:
            looked_at(page, "contact-errors")
        page.locator("input[name=ke]").fill("baru@contoh.example")
        page.get_by_role("button", name="Kirim kode").click()
        expect(page.get_by_text("Kode sudah dikirim ke baru@contoh.example")).to_be_visible()
        page.get_by_role("button", name="Kirim kode baru").click()
        expect(page.get_by_text("Kode sebelumnya tidak berlaku lagi")).to_be_visible()
        if javascript:
            looked_at(page, "contact-code")
        page.locator("input[name=kode]").fill(couriers.code)
        page.get_by_role("button", name="Simpan").click()
        expect(page.get_by_text("Alamat surel Anda sudah diganti.")).to_be_visible()
        if javascript:
            looked_at(page, "contact-changed")

        page.goto("/akun/pemberitahuan")
        expect(page.locator("input[name=security]").first).to_be_attached()
        for box in page.locator("input[name=security]").all():
            box.uncheck(force=True)
        page.get_by_role("button", name="Simpan pilihan").click()
        expect(page.get_by_text("Peringatan keamanan tidak dapat dimatikan.").first).to_be_visible()
        page.locator("input[name=security][value=sms]").check(force=True)
        page.get_by_role("button", name="Simpan pilihan").click()
        expect(page.get_by_text("Pilihan Anda sudah disimpan.")).to_be_visible()

        page.goto("/akun/permohonan")
        page.locator(".mpp-cases__title a").first.click()
        page.get_by_role("link", name="Hapus draf ini").click()
        page.get_by_role("button", name="Ya, hapus draf").click()
        expect(page.get_by_text("Draf sudah dihapus.")).to_be_visible()

        page.goto("/akun/data-saya")
        page.locator("a[href='/akun/tutup']").click()
        if javascript:
            looked_at(page, "close")
        page.get_by_role("button", name="Tutup akun saya").click()
        expect(page.get_by_text("Centang bila Anda sudah membaca").first).to_be_visible()
        page.locator("input[name=yakin]").check(force=True)
        page.get_by_role("button", name="Tutup akun saya").click()
        expect(page.get_by_role("heading", name="Akun Anda sedang ditutup")).to_be_visible()
        page.goto("/akun/")
        page.wait_for_url("**/masuk**")
    with as_nurse(width=PHONE) as page:
        page.goto("/akun/kontak")
        expect(page.get_by_text("baru@contoh.example")).to_be_visible()
