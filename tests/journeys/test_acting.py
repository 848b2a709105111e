"""Acting for another, in a browser: a relative hands in, a mother for her son, an officer hears it at the counter."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from mpp.applications.tests.acting import a_mandate, a_service_for_agents
from mpp.applications.tests.builders import ANOTHER_NURSE, NAMES, NURSE, a_draft, a_nurse
from mpp.foundation.clock import local_date, utc_now
from mpp.identity.tests.fakes import Elements
from mpp.mandates.operations.offer_mandate import ZONE
from mpp.tenancy.queries import agency
from mpp.tenancy.rules import AgencyKind
from mpp.tenancy.tests.builders import appointed
from tests.support.at_work import office, opened
from tests.support.browser import PHONE, follow, looked_at, picture

__all__ = ["office", "opened"]

OFFICER, SON, CARD = "3279010101900099", "3279020503170001", "3279021205160007"


@pytest.fixture(autouse=True)
def family_card(settings):
    """The registry knows a mother and her son by one family card."""
    settings.IDENTITY_ELEMENTS = Elements(
        {
            NURSE: {"family_card": CARD, "relation": "head"},
            SON: {"family_card": CARD, "relation": "child", "name": "Raka Pratama", "birth_date": "2017-03-05"},
        }
    )


def test_a_relative_hands_in_and_everybody_reads_by_whom_and_for_whom(office, opened):
    nurse, relative = a_nurse(office), a_nurse(office, ANOTHER_NURSE)
    a_service_for_agents("relative")
    case, mandate_id = a_draft(office, nurse, now=utc_now()), a_mandate(relative, nurse)
    address = f"/kota-banjar/permohonan/{case.id}/"
    with opened(ANOTHER_NURSE, width=PHONE, javascript=False) as page:
        page.goto("/akun/kuasa")
        picture(page, "acting-held")
        follow(page.get_by_role("button", name=f"Bertindak untuk {NAMES[NURSE]}"))
        expect(page.get_by_text(f"Anda bertindak untuk {NAMES[NURSE]}.")).to_be_visible()
        picture(page, "acting-cases")
        page.goto(f"{address}periksa")
        follow(page.get_by_role("button", name="Ajukan permohonan"))
        expect(page.get_by_text("Diputuskan paling lambat")).to_be_visible()
    with opened(ANOTHER_NURSE, width=PHONE) as page:
        page.goto("/akun/kuasa")
        looked_at(page, "acting-held")
        follow(page.get_by_role("button", name=f"Bertindak untuk {NAMES[NURSE]}"))
        looked_at(page, "acting-cases")
        page.goto(address)
        looked_at(page, "acting-tracking")
        page.goto("/akun/")
        expect(page.get_by_text("Halaman ini tentang Anda sendiri.")).to_be_visible()
        looked_at(page, "acting-own-account")
        follow(page.get_by_role("button", name="Kembali sebagai diri sendiri"))
        expect(page.get_by_role("region", name="Bertindak untuk orang lain")).to_have_count(0)
    said = f"{NAMES[ANOTHER_NURSE]} untuk {NAMES[NURSE]}"
    with opened(NURSE) as page:
        page.goto(address)
        expect(page.get_by_text(said).first).to_be_visible()
        page.goto(f"{address}isi")
        looked_at(page, "acting-contents")
        page.goto(f"/akun/kuasa/{mandate_id}")
        expect(page.get_by_text("Mengajukan permohonan")).to_be_visible()
        looked_at(page, "acting-uses")
        page.goto("/akun/siapa-melihat")
        expect(page.get_by_text("Untuk Anda, dengan kuasa.").first).to_be_visible()
    with opened(office.niks[office.clerk.officer_id], role="verifikator_dpmptsp") as page:
        page.goto(f"/kota-banjar/petugas/permohonan/{case.id}/")
        expect(page.get_by_text(said).first).to_be_visible()
        looked_at(page, "acting-desk")


def test_a_mother_proves_her_son_by_the_family_card_and_acts_for_him(office, opened):
    with opened(NURSE, width=PHONE) as page:
        page.goto("/akun/kuasa")
        follow(page.locator("a[href='/akun/kuasa/anak']"))
        follow(page.get_by_role("button", name="Cocokkan dengan Dukcapil"))
        looked_at(page, "child-errors")
        page.get_by_label("NIK anak").fill(SON)
        page.get_by_label("Nama lengkap anak").fill("Raka Pratama")
        page.get_by_label("Tanggal lahir anak").fill("2017-03-05")
        page.get_by_label("Nomor kartu keluarga").fill("3279021205160008")
        follow(page.get_by_role("button", name="Cocokkan dengan Dukcapil"))
        expect(page.get_by_text("tidak cocok dengan kartu keluarga Anda")).to_be_visible()
        page.get_by_label("Nomor kartu keluarga").fill(CARD)
        follow(page.get_by_role("button", name="Cocokkan dengan Dukcapil"))
        expect(page.get_by_text("Kartu keluarga cocok.")).to_be_visible()
        looked_at(page, "child-proven")
        follow(page.get_by_role("button", name="Bertindak untuk Raka Pratama"))
        expect(page.get_by_text("Anda bertindak untuk Raka Pratama.")).to_be_visible()
    with opened(NURSE, language="en") as page:
        page.goto("/akun/kuasa/anak")
        looked_at(page, "child-en")


def test_an_officer_hears_it_at_the_counter(office, opened):
    a_nurse(office), a_nurse(office, ANOTHER_NURSE)
    appointed(
        office.region,
        "petugas_mpp",
        agency_id=agency(office.region.id, AgencyKind.DPMPTSP).id,
        nik=OFFICER,
        name="Siti Rohmah",
    )
    with opened(OFFICER, role="petugas_mpp") as page:
        page.goto("/kota-banjar/petugas/identitas")
        follow(page.get_by_role("link", name="Saksikan kuasa"))
        follow(page.get_by_role("button", name="Catat kuasa"))
        looked_at(page, "witness-errors")
        page.get_by_label("NIK pemberi kuasa").fill(NURSE)
        page.get_by_label("NIK penerima kuasa").fill(ANOTHER_NURSE)
        page.get_by_label("Keluarga yang membantu").check()
        page.get_by_label("Menyiapkan permohonan").check()
        page.get_by_label("Surat atau dokumen yang Anda lihat").fill("KTP-el keduanya")
        page.get_by_label("Berlaku sampai").fill(str(local_date(utc_now(), ZONE) + timedelta(days=90)))
        page.get_by_label("Saya mendengar sendiri").check()
        follow(page.get_by_role("button", name="Catat kuasa"))
        expect(page.get_by_text("sekarang dapat bertindak untuk")).to_be_visible()
        looked_at(page, "witness-done")
