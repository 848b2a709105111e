"""A head goes away and comes back, in a browser: names the Plh., who signs in that capacity; the post is taken back."""

from dataclasses import replace
from datetime import timedelta

from playwright.sync_api import expect

from mpp.applications.tests.builders import a_recommended_case
from mpp.documents.tests.fakes import FakeSigner
from mpp.foundation.clock import local_date, utc_now
from mpp.identity.seeding import seed_office_factor
from tests.journeys.test_desk import desk, filed, office, signer
from tests.support.browser import DESK, PHONE, follow, looked_at

__all__ = ["desk", "office", "signer"]

DESK_OF_BANJAR = "/kota-banjar/petugas/"


def test_a_head_names_the_plh_who_signs_and_takes_the_post_back(office, desk):
    seed_office_factor(office.niks[office.clerk.officer_id], "Dadan Ramdani", now=utc_now())
    filed(office, 1, make=a_recommended_case)
    filed(office, 2, make=a_recommended_case)
    today = local_date(utc_now(), office.region.timezone)
    with desk(office.head, width=PHONE) as page:
        page.goto(DESK_OF_BANJAR)
        follow(page.get_by_role("link", name="Saya berhalangan"))
        looked_at(page, "berhalangan", PHONE, DESK)
        follow(page.get_by_role("button", name="Tunjuk Plh."))
        expect(page.locator(".govuk-error-summary")).to_contain_text("Pilih siapa yang menggantikan Anda.")
        looked_at(page, "berhalangan-kosong", PHONE, DESK)
        page.get_by_label("Siapa yang menggantikan Anda").select_option(label="Dadan Ramdani")
        page.get_by_label("Hari terakhir").fill((today + timedelta(days=3)).isoformat())
        page.get_by_label("Perjalanan dinas").check()
        page.get_by_label("Menolak", exact=True).uncheck()
        follow(page.get_by_role("button", name="Tunjuk Plh."))
        expect(page.get_by_text("Hari ini bertindak")).to_be_visible()
        looked_at(page, "berhalangan-ditunjuk", PHONE, DESK)
        page.goto(DESK_OF_BANJAR)
        expect(page.get_by_text("bertindak sebagai Plh. Kepala").first).to_be_visible()
        looked_at(page, "antrean-berhalangan", PHONE, DESK)
    with desk(replace(office.clerk, role="kepala_dpmptsp"), width=PHONE) as page:
        page.goto(DESK_OF_BANJAR)
        follow(page.locator(".mpp-queue__who a").first)
        looked_at(page, "plh-permohonan", PHONE, DESK)
        expect(page.get_by_text("Tolak permohonan")).to_have_count(0)
        page.get_by_label("Passphrase tanda tangan elektronik").fill(FakeSigner.PASSPHRASE)
        follow(page.get_by_role("button", name="Setujui dan tanda tangani"))
        expect(page.get_by_text("Surat ditandatangani dan segera terbit.")).to_be_visible()
        page.goto(f"{DESK_OF_BANJAR}berhalangan")
        expect(page.get_by_text("Hanya pejabat definitif atau Plt.")).to_be_visible()
    with desk(office.head, width=PHONE, language="en") as page:
        page.goto(f"{DESK_OF_BANJAR}berhalangan")
        looked_at(page, "berhalangan-en", PHONE, DESK)
        follow(page.get_by_role("button", name="Take back now"))
        expect(page.get_by_text("From now on you act yourself.")).to_be_visible()
        page.goto(DESK_OF_BANJAR)
        expect(page.get_by_text("today: Dadan Ramdani")).to_have_count(0)
