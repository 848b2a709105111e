"""The own account in a browser: being reached, being told, a draft deleted, the account closed and come back to."""

import pytest
from playwright.sync_api import expect

from mpp.applications.tests.builders import NURSE, a_draft, a_nurse, a_submitted_case
from mpp.identity.tests.fakes import Couriers
from tests.support.at_work import office, opened
from tests.support.browser import DESK, PHONE, follow, looked_at

__all__ = ["office", "opened"]


@pytest.fixture
def couriers(settings) -> Couriers:
    """What was sent, instead of sending it."""
    settings.IDENTITY_COURIERS = carriers = Couriers()
    settings.NOTIFICATIONS_TEXTER = lambda: carriers.carry
    return carriers


def test_pages_of_the_account_fit_every_screen_in_both_languages(office, opened, couriers):
    nurse = a_nurse(office)
    a_submitted_case(office, nurse)
    draft = a_draft(office, nurse, facility="327909900")
    for width, language in ((PHONE, "id"), (DESK, "en")):
        with opened(NURSE, width=width, language=language) as page:
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
                looked_at(page, f"account-{name}-{width}")


@pytest.mark.parametrize("javascript", [True, False], ids=["with scripts", "without scripts"])
def test_a_person_is_reached_elsewhere_told_otherwise_deletes_a_draft_and_closes_the_account(
    office, opened, couriers, javascript
):
    a_draft(office, a_nurse(office))
    with opened(NURSE, width=PHONE, javascript=javascript) as page:
        page.goto("/akun/kontak")
        follow(page.locator("a[href='/akun/kontak/surel']"))
        follow(page.get_by_role("button", name="Kirim kode"))
        expect(page.get_by_text("Isi alamat surel Anda.").first).to_be_visible()
        if javascript:
            looked_at(page, "account-contact-errors")
        page.locator("input[name=ke]").fill("baru@contoh.example")
        follow(page.get_by_role("button", name="Kirim kode"))
        expect(page.get_by_text("Kode sudah dikirim ke baru@contoh.example")).to_be_visible()
        follow(page.get_by_role("button", name="Kirim kode baru"))
        expect(page.get_by_text("Kode sebelumnya tidak berlaku lagi")).to_be_visible()
        if javascript:
            looked_at(page, "account-contact-code")
        page.locator("input[name=kode]").fill(couriers.code)
        follow(page.get_by_role("button", name="Simpan"))
        expect(page.get_by_text("Alamat surel Anda sudah diganti.")).to_be_visible()
        if javascript:
            looked_at(page, "account-contact-changed")

        page.goto("/akun/pemberitahuan")
        expect(page.locator("input[name=security]").first).to_be_attached()
        for box in page.locator("input[name=security]").all():
            box.uncheck(force=True)
        follow(page.get_by_role("button", name="Simpan pilihan"))
        expect(page.get_by_text("Peringatan keamanan tidak dapat dimatikan.").first).to_be_visible()
        page.locator("input[name=security][value=sms]").check(force=True)
        follow(page.get_by_role("button", name="Simpan pilihan"))
        expect(page.get_by_text("Pilihan Anda sudah disimpan.")).to_be_visible()

        page.goto("/akun/permohonan")
        follow(page.locator(".mpp-cases__title a").first)
        follow(page.get_by_role("link", name="Hapus draf ini"))
        follow(page.get_by_role("button", name="Ya, hapus draf"))
        expect(page.get_by_text("Draf sudah dihapus.")).to_be_visible()

        page.goto("/akun/data-saya")
        follow(page.locator("a[href='/akun/tutup']"))
        if javascript:
            looked_at(page, "account-close")
        follow(page.get_by_role("button", name="Tutup akun saya"))
        expect(page.get_by_text("Centang bila Anda sudah membaca").first).to_be_visible()
        page.locator("input[name=yakin]").check(force=True)
        follow(page.get_by_role("button", name="Tutup akun saya"))
        expect(page.get_by_role("heading", name="Akun Anda sedang ditutup")).to_be_visible()
        page.goto("/akun/")
        page.wait_for_url("**/masuk**")
    with opened(NURSE, width=PHONE) as page:
        page.goto("/akun/kontak")
        expect(page.get_by_text("baru@contoh.example")).to_be_visible()
