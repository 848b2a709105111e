"""Documents, and what stands in their place, in a browser: a facility confirms, a page of a document, the room."""

from playwright.sync_api import Page, expect

from mpp.applications.tests.builders import HOSPITAL, NURSE, a_nurse, a_submitted_case
from mpp.facilities.tests.builders import NAME, STEWARD, a_steward
from mpp.foundation.clock import utc_now
from mpp.tenancy.tests.builders import A_NATIONAL_ADMIN, appointed
from mpp.uploads.tests.builders import a_clean_one, a_pdf
from tests.support.at_work import office, opened
from tests.support.browser import DESK, PHONE, follow, looked_at
from tests.support.working import the_worker_works

__all__ = ["office", "opened"]

ADMIN = "3279010101900099"


def drawn(page: Page) -> None:
    """Wait until the page of the document is there as a picture."""
    expect(page.locator(".mpp-viewer__page")).to_have_js_property("complete", True)
    assert page.locator(".mpp-viewer__page").evaluate("picture => picture.naturalWidth") > 0


def test_a_first_licence_at_a_facility_needs_no_upload_because_the_facility_confirms(office, opened):
    nurse = a_nurse(office)
    a_steward(office.region, (HOSPITAL, "RSUD Contoh"))
    receipt = a_submitted_case(office, nurse, facility=HOSPITAL, now=utc_now())
    the_worker_works("facilities.")
    case = f"/kota-banjar/permohonan/{receipt.application_id}/"
    with opened(NURSE, width=PHONE) as page:
        page.goto(case)
        expect(page.get_by_text("RSUD Contoh diminta mengonfirmasi")).to_be_visible()
        looked_at(page, "papers-asked", PHONE, DESK)
    with opened(STEWARD, NAME, width=PHONE) as page:
        page.goto("/akun/fasilitas")
        looked_at(page, "papers-duties", PHONE, DESK)
        follow(page.get_by_role("link", name="RSUD Contoh"))
        looked_at(page, "papers-requests", PHONE, DESK)
        follow(page.get_by_role("link", name="Tidak, orang ini tidak akan berpraktik di sini"))
        looked_at(page, "papers-refuse", PHONE, DESK)
        follow(page.get_by_role("link", name="Kembali"))
        page.get_by_role("checkbox").check()
        follow(page.get_by_role("button", name="Konfirmasi yang dicentang"))
        expect(page.get_by_text("Sudah dikonfirmasi: 1 orang.")).to_be_visible()
        looked_at(page, "papers-confirmed", PHONE, DESK)
    the_worker_works("facilities.")
    with opened(NURSE, width=PHONE) as page:
        page.goto(case)
        expect(page.get_by_text("RSUD Contoh sudah mengonfirmasi")).to_be_visible()
        page.goto(f"{case}isi")
        expect(page.get_by_text(NAME)).to_be_visible()
        looked_at(page, "papers-provenance", PHONE, DESK)
        expect(page.locator("input[type=file]")).to_have_count(0)  # nothing was uploaded, and nothing is asked for


def test_the_administrator_names_a_steward_and_reads_how_full_the_room_is(office, opened):
    appointed(office.region, "admin_daerah", nik=ADMIN, name="Yayan", actor=A_NATIONAL_ADMIN)
    a_clean_one(a_nurse(office), a_pdf(pages=2))
    with opened(ADMIN, "Yayan", role="admin_daerah", width=DESK) as page:
        page.goto("/kota-banjar/petugas/fasilitas")
        looked_at(page, "papers-stewards-none", PHONE, DESK)
        follow(page.get_by_role("button", name="Tunjuk penanggung jawab"))
        page.get_by_label("Cari fasilitas").fill("rsud")
        follow(page.get_by_label("Cari fasilitas"), key="Enter")
        page.get_by_role("radio", name="RSUD Contoh").check()
        page.get_by_label("Nama penanggung jawab").fill(NAME)
        page.get_by_label("NIK").fill(STEWARD)
        page.get_by_label("Nomor surat penunjukan").fill("12/RS/2026")
        looked_at(page, "papers-naming", PHONE, DESK)
        follow(page.get_by_role("button", name="Tunjuk", exact=True))
        expect(page.get_by_text("Penanggung jawab sudah dicatat.")).to_be_visible()
        looked_at(page, "papers-stewards", PHONE, DESK)
        page.goto("/kota-banjar/petugas/dokumen-warga")
        looked_at(page, "papers-room", PHONE, DESK)


def test_a_document_is_looked_at_page_by_page(office, opened):
    nurse = a_nurse(office)
    with opened(NURSE, width=PHONE) as page:
        page.goto("/akun/dokumen")
        looked_at(page, "papers-documents-none", PHONE, DESK)
        a_clean_one(nurse, a_pdf(pages=2), name="ijazah.pdf")
        page.goto("/akun/dokumen")
        looked_at(page, "papers-documents", PHONE, DESK)
        follow(page.get_by_role("link", name="ijazah.pdf"))
        drawn(page)
        looked_at(page, "papers-viewer", PHONE, DESK)
        follow(page.get_by_role("link", name="Berikutnya"))
        expect(page.get_by_alt_text("Halaman 2 dari 2: ijazah.pdf")).to_be_visible()
        follow(page.get_by_role("button", name="Perbesar"))
        expect(page.get_by_role("button", name="Perkecil")).to_be_visible()
        drawn(page)
        looked_at(page, "papers-viewer-large", PHONE, DESK)
