"""A person's rights over the own data, and acting for another, in a browser: on a phone and a desk, both languages."""

from datetime import timedelta
from zipfile import ZipFile

from django.core.files.storage import default_storage
from playwright.sync_api import Page, expect

from mpp.applications.tests.builders import (
    ANOTHER_NURSE,
    NURSE,
    a_draft,
    a_nurse,
    a_submitted_case,
    an_issued_case,
    the_case,
)
from mpp.config.listeners import LISTENERS
from mpp.config.scan import scan
from mpp.foundation.clock import local_date, utc_now
from mpp.foundation.outbox import deliver_batch
from mpp.mandates.operations.offer_mandate import ZONE
from mpp.privacy import tasks
from mpp.privacy.queries import copies
from mpp.tenancy.tests.builders import A_NATIONAL_ADMIN, appointed
from tests.support.at_work import office, opened
from tests.support.browser import DESK, PHONE, follow, looked_at

__all__ = ["office", "opened"]

ADMIN, AUDITOR = "3279010101900099", "3171010101800001"


def test_who_looked_a_copy_of_everything_and_a_request_with_its_clock(
    office, opened, cloned_database, tmp_path, settings
):
    nurse = a_nurse(office)
    case = an_issued_case(office, nurse)
    draft = a_draft(office, nurse, facility="327909900", now=utc_now())
    reference = the_case(case, region_id=office.region.id).case.reference
    appointed(office.region, "admin_daerah", nik=ADMIN, name="Yayan Suryana")
    appointed(None, "auditor", nik=AUDITOR, name="Sri Wahyuni", actor=A_NATIONAL_ADMIN)
    clerk, head = office.clerk, office.head
    for officer in (clerk, head):
        with opened(office.niks[officer.officer_id], role=officer.role) as page:
            page.goto(f"/kota-banjar/petugas/permohonan/{case}/")
            expect(page.get_by_role("heading", level=1)).to_be_visible()
    with opened(AUDITOR, role="auditor") as page:
        page.goto("/nasional/pemeriksaan")
        follow(page.get_by_role("button", name="Buka dan catat"))
        looked_at(page, "privacy-inspect-errors")
        page.get_by_label("Pengawasan menurut surat tugas").check()
        page.get_by_label("Nomor dan tanggal surat tugas").fill("ST-12/2026, 3 November 2026")
        page.get_by_label("Daerah").select_option("kota-banjar")
        page.get_by_label("Nomor permohonan").fill(reference)
        follow(page.get_by_role("button", name="Buka dan catat"))
        expect(page.get_by_text("Pemeriksaan ini sudah dicatat")).to_be_visible()
        looked_at(page, "privacy-inspected")

    for width, language in ((PHONE, "id"), (DESK, "en")):
        with opened(NURSE, width=width, language=language) as page:
            for path, name in (
                ("/akun/", "account"),
                ("/akun/siapa-melihat", "who-looked"),
                ("/akun/siapa-melihat?daftar=sumber", "who-looked-sources"),
                ("/akun/data-saya", "own-data"),
                ("/akun/data-saya/salinan", "copy-none"),
                ("/akun/permintaan-data", "requests-none"),
            ):
                page.goto(path)
                looked_at(page, f"privacy-{name}-{width}")

    with opened(NURSE, width=PHONE) as page:
        page.goto("/akun/data-saya/salinan")
        follow(page.get_by_role("button", name="Buat salinan baru"))
        looked_at(page, "privacy-copy-asked")
        [asked] = copies(actor=nurse)
        tasks.make_copy(str(asked.id), str(nurse.person_id))
        page.reload()
        looked_at(page, "privacy-copy-ready")
        with page.expect_download() as download:
            page.locator("a[href^='/akun/data-saya/salinan/']").click()
        download.value.save_as(tmp_path / "mine.zip")
        with ZipFile(tmp_path / "mine.zip") as archive:
            assert "data.json" in archive.namelist()
        (tmp_path / "mine.zip").unlink()

        page.goto("/akun/permintaan-data/baru")
        follow(page.get_by_role("button", name="Kirim permintaan"))
        looked_at(page, "privacy-request-errors")
        page.get_by_label("Perbaikan data").check()
        page.get_by_label(f"Permohonan {reference}").check()
        page.get_by_label("Permintaan Anda").fill("Nama jalan pada alamat praktik keliru: yang benar Jalan Melati 1.")
        follow(page.get_by_role("button", name="Kirim permintaan"))
        expect(page.get_by_text("Permintaan Anda sudah kami terima")).to_be_visible()
        looked_at(page, "privacy-request-made")
        request_page = page.url

    with opened(ADMIN, role="admin_daerah") as page:
        page.goto("/kota-banjar/petugas/permintaan-data")
        looked_at(page, "privacy-office-requests")
        follow(page.get_by_role("link", name="Perbaikan data"))
        follow(page.get_by_role("button", name="Kirim jawaban"))
        looked_at(page, "privacy-office-errors")
        page.get_by_label("Dipenuhi", exact=True).check()
        page.get_by_label("Jawaban kepada yang meminta").fill("Alamat pada permohonan Anda sudah kami perbaiki.")
        follow(page.get_by_role("button", name="Kirim jawaban"))
        expect(page.get_by_text("Jawaban sudah disimpan")).to_be_visible()
        looked_at(page, "privacy-office-answered")

    deliver_batch(LISTENERS, now=utc_now)
    with opened(NURSE, width=PHONE) as page:
        page.goto(request_page)
        expect(page.get_by_text("Alamat pada permohonan Anda sudah kami perbaiki.")).to_be_visible()
        looked_at(page, "privacy-request-answered")
        page.goto("/akun/pesan")
        expect(page.get_by_role("link", name="Baca jawaban")).to_be_visible()
    is_erased_and_told(opened, draft)
    assert default_storage.exists(f"copies/{asked.id}")
    assert scan(cloned_database.owner_url, folder=tmp_path) == 0


def is_erased_and_told(opened, draft) -> None:
    """The nurse asks to erase a draft; the office erases it and says so, and she reads what came of it."""
    with opened(NURSE, width=PHONE) as page:
        page.goto("/akun/permintaan-data/baru")
        page.get_by_label("Penghapusan data").check()
        page.get_by_label("Permintaan Anda").fill("Hapus draf saya yang lama.")
        page.locator(f"input[name=tentang][value='{draft.id}']").check()
        follow(page.get_by_role("button", name="Kirim permintaan"))
        expect(page.get_by_text("Permintaan Anda sudah kami terima")).to_be_visible()
        request_page = page.url
    with opened(ADMIN, role="admin_daerah") as page:
        page.goto("/kota-banjar/petugas/permintaan-data")
        follow(page.get_by_role("link", name="Penghapusan data"))
        follow(page.get_by_role("link", name="Hapus yang dapat dihapus"))
        expect(page.get_by_role("heading", name="Hapus yang dapat dihapus")).to_be_visible()
        looked_at(page, "privacy-erase")
        follow(page.get_by_role("button", name="Hapus sekarang"))
        expect(page.get_by_text("Yang dapat dihapus sudah dihapus.")).to_be_visible()
        page.get_by_label("Dipenuhi", exact=True).check()
        page.get_by_label("Jawaban kepada yang meminta").fill("Draf Anda sudah kami hapus.")
        follow(page.get_by_role("button", name="Kirim jawaban"))
        expect(page.get_by_text("Jawaban sudah disimpan")).to_be_visible()
    deliver_batch(LISTENERS, now=utc_now)
    with opened(NURSE, width=PHONE) as page:
        page.goto(request_page)
        expect(page.get_by_text("Draf Anda sudah kami hapus.")).to_be_visible()
        page.goto("/akun/permohonan")
        expect(page.locator(f"a[href*='{draft.id}']")).to_have_count(0)
        page.goto("/akun/pesan")
        expect(page.get_by_role("link", name="Baca jawaban")).to_have_count(2)


def test_a_clinic_prepares_and_the_nurse_checks_and_submits_herself(office, opened):
    a_nurse(office)
    a_nurse(office, ANOTHER_NURSE)
    with opened(ANOTHER_NURSE) as page:
        page.goto("/akun/kuasa")
        looked_at(page, "mandates-none")
        follow(page.locator("a[href='/akun/kuasa/baru']"))
        follow(page.get_by_role("button", name="Kirim tawaran"))
        looked_at(page, "mandates-offer-errors")
        page.get_by_label("Saya bertindak untuk orang itu").check()
        page.get_by_label("Klinik atau fasilitas untuk tenaga kesehatannya").check()
        page.get_by_label("Nama klinik, atau penetapan pengadilan").fill("Klinik Pratama Melati")
        page.get_by_label("Nama orang itu").fill("Neneng")
        page.get_by_label("NIK orang itu").fill(NURSE)
        page.get_by_label("Berlaku sampai").fill(str(local_date(utc_now(), ZONE) + timedelta(days=90)))
        follow(page.get_by_role("button", name="Kirim tawaran"))
        expect(page.get_by_text("Tawaran sudah dikirim")).to_be_visible()
    with opened(NURSE, width=PHONE) as page:
        page.goto("/akun/kuasa")
        looked_at(page, "mandates-asked")
        follow(page.get_by_role("button", name="Setujui"))
        expect(page.get_by_text("Kuasa ini sekarang berlaku.")).to_be_visible()
    with opened(ANOTHER_NURSE, width=PHONE) as page:
        page.goto("/akun/kuasa")
        looked_at(page, "mandates-held")
        follow(page.locator("a[href$='/siapkan']"))
        page.get_by_label("Daerah tempat praktik").select_option("kota-banjar")
        page.get_by_label("Nama fasilitas").fill("melati")
        follow(page.get_by_role("button", name="Cari tempat"))
        looked_at(page, "mandates-prepare")
        page.get_by_label("Klinik Pratama Melati").check()
        page.get_by_label("Izin untuk profesi apa?").select_option("sip-perawat")
        page.get_by_label("Senin").check()
        page.get_by_label("Mulai").fill("08:00")
        page.get_by_label("Selesai").fill("14:00")
        follow(page.get_by_role("button", name="Serahkan kepada orangnya"))
        expect(page.get_by_text("Permohonan sudah disiapkan")).to_be_visible()
    with opened(NURSE, width=PHONE) as page:
        page.goto("/akun/kuasa")
        looked_at(page, "mandates-prepared")
        follow(page.get_by_role("link", name="Klinik Pratama Melati"))
        looked_at(page, "mandates-prepared-one")
        follow(page.get_by_role("button", name="Lanjutkan sebagai draf saya"))
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        looked_at(page, "mandates-draft")
        submits(page)
        page.goto("/akun/kuasa")
        follow(page.get_by_role("button", name="Akhiri kuasa"))
        expect(page.get_by_text("Kuasa ini sudah berakhir.")).to_be_visible()
        looked_at(page, "mandates-ended")


def submits(page: Page) -> None:
    """Answer what is left of the draft and hand it in."""
    base = page.url
    page.goto(f"{base}isi/break")
    page.locator("input[name=long_break][value=no]").check(force=True)
    follow(page.get_by_role("button", name="Lanjutkan"))
    for statement in ("place_statement", "truth_statement"):
        page.locator(f"input[name={statement}]").check(force=True)
    follow(page.get_by_role("button", name="Lanjutkan"))
    expect(page.get_by_text("Klinik Pratama Melati").first).to_be_visible()
    looked_at(page, "mandates-check")
    follow(page.get_by_role("button", name="Ajukan permohonan"))
    expect(page.get_by_text("Diputuskan paling lambat")).to_be_visible()


def test_a_consent_is_withdrawn_and_given_again(office, opened, django_db_blocker):
    nurse = a_nurse(office)
    with django_db_blocker.unblock():
        a_submitted_case(office, nurse)
        a_draft(office, nurse, facility="327909900")
    for width, language, stop, agree in (
        (PHONE, "id", "Tarik dan hapus sekarang", "Setuju lagi"),
        (DESK, "en", "Withdraw and erase now", "Agree again"),
    ):
        with opened(NURSE, width=width, language=language) as page:
            page.goto("/akun/data-saya")
            follow(page.locator("main a[href='/akun/persetujuan']").first)
            looked_at(page, f"privacy-consents-{width}")
            follow(page.locator("main a[href='/akun/persetujuan/identitas']"))
            looked_at(page, f"privacy-consent-withdraw-{width}")
            follow(page.get_by_role("button", name=stop))
            expect(page.get_by_role("button", name=agree)).to_be_visible()
            looked_at(page, f"privacy-consent-withdrawn-{width}")
            follow(page.get_by_role("button", name=agree))
            expect(page.locator("main a[href='/akun/persetujuan/identitas']")).to_be_visible()
            looked_at(page, f"privacy-consent-again-{width}")
