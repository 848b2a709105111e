import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mpp.foundation.actor import system
from mpp.foundation.clock import local_date, utc_now
from mpp.foundation.ids import uuid7
from mpp.tenancy.operations.publish_regions import publish_regions
from mpp.tenancy.queries import agency, posts, region_by_slug
from mpp.tenancy.queries.signing import signer_of
from mpp.tenancy.rules import AgencyKind, Tenure
from mpp.tenancy.tests.builders import A_NATIONAL_ADMIN, NOW, a_region, an_agency, appointed, the_atlas
from mpp.ui.formats import long_date
from tests.support.signed_in import a_browser, signed_in

pytestmark = pytest.mark.django_db

ADMIN_NIK, HEAD_NIK, NATIONAL_NIK = "3279030709910001", "3279021408700001", "3174011104780001"
OFFICES = "/kota-banjar/petugas/kantor"


def text(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def today() -> date:
    return local_date(utc_now(), "Asia/Jakarta")


@pytest.fixture
def nation():
    publish_regions(edition_id=uuid7(), atlas=the_atlas(), actor=system(), now=NOW)


@pytest.fixture
def banjar():
    return a_region()


@pytest.fixture
def admin(banjar):
    """The administrator of Kota Banjar at his desk."""
    appointed(banjar, "admin_daerah", nik=ADMIN_NIK, name="Yayan Mulyana", actor=A_NATIONAL_ADMIN)
    return signed_in(ADMIN_NIK, name="Yayan Mulyana", role="admin_daerah")


@pytest.fixture
def national_admin(banjar):
    appointed(None, "admin_nasional", nik=NATIONAL_NIK, name="Prasetyo Adi", actor=system())
    return signed_in(NATIONAL_NIK, name="Prasetyo Adi", role="admin_nasional")


# Choosing a region


@pytest.mark.parametrize(("language", "question"), [("id", "Di kabupaten atau kota mana?"), ("en", "In which regency")])
def test_the_chooser_asks_one_thing_and_lists_every_province(nation, language, question):
    shown = text(a_browser(language=language).get("/wilayah"))
    assert question in shown
    assert "Papua Barat Daya" in shown


def test_a_region_is_chosen_by_typing_and_remembered(nation):
    browser = a_browser()
    found = browser.get("/wilayah", {"cari": "bnjar", "ke": "layanan/sip-perawat"}).content.decode()
    href = re.search(r'href="(/wilayah/pilih/kota-banjar[^"]*)"', found)[1]
    chosen = browser.get(href)
    assert chosen["Location"] == "/kota-banjar/layanan/sip-perawat"
    again = text(browser.get("/wilayah"))
    assert re.search(r"Pilihan terakhir Anda\s+Kota Banjar", again)


def test_a_region_is_chosen_from_the_list_of_its_province(nation):
    shown = text(a_browser().get("/wilayah", {"provinsi": "93"}))
    assert "Kabupaten Asmat" in shown
    assert "Kabupaten Bogor" not in shown


def test_units_of_jakarta_say_who_serves_them(nation):
    browser = a_browser()
    assert "dilayani oleh Provinsi Daerah Khusus Ibukota Jakarta" in text(browser.get("/wilayah", {"cari": "jaksel"}))
    assert browser.get("/wilayah/pilih/kota-administrasi-jakarta-selatan")["Location"] == "/jakarta/"


def test_regions_that_have_not_joined_say_so(nation):
    browser = a_browser()
    assert "Belum bergabung" in text(browser.get("/wilayah", {"cari": "kota banjar"}))
    an_agency(region_by_slug("kota-banjar"))
    assert "Kota Banjar Jawa Barat Belum" not in text(browser.get("/wilayah", {"cari": "kota banjar"}))


@pytest.mark.parametrize("typed", ["zzzzqqq", "<script>", "\x00\x00", "😀" * 500, "a" * 10_000])
def test_what_is_no_region_gets_an_answer(nation, typed):
    response = a_browser().get("/wilayah", {"cari": typed})
    assert response.status_code == 200
    assert b"<script>alert" not in response.content


@pytest.mark.parametrize("target", ["https://example.org/", "//example.org", "../masuk", "a b", "a%0d%0aX: y"])
def test_a_choice_never_leads_elsewhere(nation, target):
    assert a_browser().get("/wilayah/pilih/kota-banjar", {"ke": target})["Location"] == "/kota-banjar/"


def test_an_unknown_region_is_not_found(nation):
    assert a_browser().get("/wilayah/pilih/kota-atlantis").status_code == 404
    assert a_browser().get("/kota-atlantis/tema.css").status_code == 404


# The theme


def test_the_theme_sets_colours_for_light_and_dark(banjar):
    response = a_browser().get("/kota-banjar/tema.css")
    css = response.content.decode()
    assert response["Content-Type"].startswith("text/css")
    assert "max-age=300" in response["Cache-Control"]
    assert ":root{--mpp-primary:#0F5C5C" in css
    assert "prefers-color-scheme:dark" in css


def test_a_new_look_is_shown_to_everybody(banjar, admin):
    typed = {
        "warna_utama": "#7A1F2B",
        "warna_garis": "#B7791F",
        "motif": "river",
        "pemerintah": "Pemerintah Kota Banjar",
        "pemerintah_en": "Government of Banjar City",
    }
    page = "/kota-banjar/petugas/tampilan"
    assert admin.post(page, typed).status_code == 302
    css = a_browser().get("/kota-banjar/tema.css").content.decode()
    assert "--mpp-primary:#7A1F2B" in css
    assert "motifs/river" in css
    assert "Versi 1." in text(admin.get(page))

    refused = admin.post(page, typed | {"warna_utama": "#FFFF00", "warna_garis": "gold"})
    assert refused.status_code == 422
    assert "Warna ini terlalu terang untuk teks" in text(refused)
    assert "Warna ini terlalu terang untuk garis" in text(refused)


# Offices and officers


def test_the_administrator_sees_vacant_posts_before_work_stops(banjar, admin):
    dinkes = an_agency(banjar)
    shown = text(admin.get(OFFICES))
    assert "Tidak ada yang dapat menandatangani" in shown
    assert "Jabatan kosong: Kepala Dinas Kesehatan" in shown

    appointed(banjar, "kepala_dinkes", agency_id=dinkes, tenure=Tenure.PLT, nik=HEAD_NIK)
    shown = text(admin.get(OFFICES))
    assert "Tidak ada yang dapat menandatangani" not in shown
    assert re.search(r"Ujang Koswara\s+Plt\.", shown)


def test_the_administrator_sees_a_post_that_will_fall_vacant(banjar, admin):
    last = local_date(utc_now(), banjar.timezone) + timedelta(days=9)
    appointed(banjar, "kepala_dinkes", agency_id=an_agency(banjar), nik=HEAD_NIK, ends_on=last)
    shown = text(admin.get(OFFICES))
    assert "Segera tidak ada yang dapat menandatangani" in shown
    assert f"Kepala Dinas Kesehatan mulai {long_date(last + timedelta(days=1))}" in shown


def test_the_page_of_offices_speaks_english_too(banjar):
    an_agency(banjar)
    appointed(banjar, "admin_daerah", nik=ADMIN_NIK, actor=A_NATIONAL_ADMIN)
    browser = signed_in(ADMIN_NIK, role="admin_daerah", language="en")
    shown = text(browser.get(OFFICES))
    assert "Vacant posts: Head of the health office" in shown


def the_form(**typed):
    return {
        "id": str(uuid7()),
        "jabatan": "kepala_dinkes",
        "status": "definitive",
        "nik": "3279 0214 0870 0001",
        "nama": "dr. Ujang Koswara, M.Kes.",
        "nip": "197008141995031003",
        "sk": "800/1/2026",
        "mulai": "2026-01-05",
        "akhir": "",
    } | typed


def test_the_administrator_appoints_an_officer_who_may_sign_from_then_on(banjar, admin):
    an_agency(banjar)
    asked = admin.get(f"{OFFICES}/angkat", {"jabatan": "kepala_dinkes"})
    assert b'value="kepala_dinkes" selected' in asked.content
    sent = the_form()
    assert admin.post(f"{OFFICES}/angkat", sent)["Location"] == f"{OFFICES}?selesai=diangkat"
    assert admin.post(f"{OFFICES}/angkat", sent)["Location"] == f"{OFFICES}?selesai=diangkat", "sent twice"
    signer = signer_of(banjar.id, "kepala_dinkes", on=today())
    assert (signer.name, signer.nik) == ("dr. Ujang Koswara, M.Kes.", HEAD_NIK)
    shown = admin.get(OFFICES, {"selesai": "diangkat"})
    assert "Petugas diangkat." in text(shown)
    assert HEAD_NIK not in shown.content.decode()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"jabatan": ""}, "Pilih jabatan."),
        ({"nik": "123"}, "NIK terdiri dari 16 angka."),
        ({"nama": ""}, "Isi nama petugas dengan gelarnya."),
        ({"nip": "abc"}, "NIP terdiri dari 18 angka"),
        ({"sk": ""}, "Isi nomor surat keputusan."),
        ({"mulai": "32-13-2026"}, "Isi tanggal mulai yang benar."),
        ({"akhir": "2025-01-01"}, "Tanggal akhir tidak boleh sebelum tanggal mulai."),
    ],
)
def test_a_faulty_form_is_given_back_with_what_was_typed(banjar, admin, typed, said):
    an_agency(banjar)
    refused = admin.post(f"{OFFICES}/angkat", the_form(**typed))
    assert refused.status_code == 422
    assert said in text(refused)
    assert typed.get("nama", "dr. Ujang Koswara, M.Kes.") in refused.content.decode()


def test_a_post_that_is_held_is_refused_at_its_field(banjar, admin):
    dinkes = an_agency(banjar)
    appointed(banjar, "kepala_dinkes", agency_id=dinkes, nik="3279030211820001")
    assert "Jabatan ini sudah terisi" in text(admin.post(f"{OFFICES}/angkat", the_form()))
    appointed(banjar, "verifikator_dinkes", agency_id=dinkes, nik=HEAD_NIK)
    again = the_form(jabatan="verifikator_dinkes")
    assert "sudah memegang jabatan yang sama" in text(admin.post(f"{OFFICES}/angkat", again))


def test_the_administrator_ends_an_appointment(banjar, admin):
    dinkes = an_agency(banjar)
    appointment_id = appointed(banjar, "kepala_dinkes", agency_id=dinkes)
    page = f"{OFFICES}/jabatan/{appointment_id}/akhiri"
    assert "Ujang Koswara, Kepala Dinas Kesehatan, menjabat sejak 5 Januari 2026." in text(admin.get(page))
    assert admin.post(page, {"akhir": ""}).status_code == 422
    early = admin.post(page, {"akhir": "2026-01-04"})
    assert "Hari terakhir tidak boleh sebelum hari pertama menjabat." in text(early)
    assert admin.post(page, {"akhir": today().isoformat()})["Location"] == f"{OFFICES}?selesai=diakhiri"
    (post,) = [post for post in posts(banjar.id, on=today()) if post.role == "kepala_dinkes"]
    assert post.holders[0].ends_on == today()


def test_the_page_costs_the_same_queries_for_one_officer_and_for_three(banjar, admin):
    dinkes = an_agency(banjar)
    an_agency(banjar, AgencyKind.DPMPTSP)
    admin.get(OFFICES)
    counts = []
    for nik in ("3279030211820001", "3279045901900001", "3279021408700001"):
        appointed(banjar, "verifikator_dinkes", agency_id=dinkes, nik=nik)
        with CaptureQueriesContext(connection) as captured:
            admin.get(OFFICES)
        counts.append(len(captured))
    assert counts[0] == counts[2]


def an_office(**typed):
    return {
        "id": str(uuid7()),
        "jenis": "dinkes",
        "nama": "Dinas Kesehatan Kota Banjar",
        "nama_en": "Banjar City Health Office",
        "alamat": "Jalan Contoh Nomor 1",
        "kota": "Banjar",
        "kode_pos": "46311",
    } | typed


def test_the_administrator_founds_an_office_and_amends_it(banjar, admin):
    sent = an_office()
    page = f"{OFFICES}/dirikan"
    assert b'value="dinkes"' in admin.get(page).content
    assert admin.post(page, sent)["Location"] == f"{OFFICES}?selesai=kantor"
    assert admin.post(page, sent)["Location"] == f"{OFFICES}?selesai=kantor", "sent twice"
    assert b'value="dinkes"' not in admin.get(page).content, "the region has it now"
    assert "Daerah ini sudah mempunyai kantor itu." in text(admin.post(page, an_office()))

    amend = f"{OFFICES}/{sent['id']}/ubah"
    assert b"Jalan Contoh Nomor 1" in admin.get(amend).content
    admin.post(amend, an_office(alamat="Jalan Baru Nomor 2"))
    assert agency(banjar.id, AgencyKind.DINKES).address == "Jalan Baru Nomor 2"


def test_a_faulty_office_is_given_back(banjar, admin):
    refused = admin.post(f"{OFFICES}/dirikan", an_office(kode_pos="46", nama="", surel="x"))
    assert refused.status_code == 422
    for said in ("Kode pos terdiri dari 5 angka.", "Isi nama kantor.", "Isi alamat surel yang benar."):
        assert said in text(refused)


def test_another_regions_office_is_not_found(banjar, admin):
    agency_id = an_agency(a_region("kabupaten-bangli"))
    assert admin.get(f"{OFFICES}/{agency_id}/ubah").status_code == 404
    assert admin.post(f"{OFFICES}/{agency_id}/ubah", an_office()).status_code == 404


# Who may


@pytest.mark.parametrize("path", [OFFICES, f"{OFFICES}/angkat", f"{OFFICES}/dirikan", "/kota-banjar/petugas/tampilan"])
def test_only_the_administrator_of_the_region_sees_its_desk(banjar, admin, path):
    bangli = a_region("kabupaten-bangli")
    appointed(bangli, "admin_daerah", nik="5106031605920001", actor=A_NATIONAL_ADMIN)
    assert admin.get(path).status_code == 200
    assert a_browser().get(path)["Location"].startswith("/masuk?next=")
    assert signed_in("3279025708940001").get(path).status_code == 404
    assert signed_in("5106031605920001", role="admin_daerah").get(path).status_code == 404


def test_another_regions_appointment_is_not_found(banjar, admin):
    bangli = a_region("kabupaten-bangli")
    appointment_id = appointed(bangli, "admin_daerah", nik="5106031605920001", actor=A_NATIONAL_ADMIN)
    assert admin.get(f"{OFFICES}/jabatan/{appointment_id}/akhiri").status_code == 404


# The nation


def test_the_nation_finds_a_region_and_amends_its_mark(nation, national_admin):
    listed = text(national_admin.get("/nasional/wilayah"))
    assert "509" in listed, "508 that govern themselves, and Jakarta"
    assert "Kabupaten Asmat" in listed, "without a question the marked ones are shown"
    assert "Kota Banjar" not in listed
    assert "Kota Banjar" in text(national_admin.get("/nasional/wilayah", {"cari": "banjar"}))
    assert "Kota Cimahi" in text(national_admin.get("/nasional/wilayah", {"provinsi": "32"}))

    page = "/nasional/wilayah/kota-banjar"
    assert national_admin.post(page, {"zona": "Asia/Jakarta", "tertinggal": "ya", "dasar": ""}).status_code == 422
    amended = national_admin.post(page, {"zona": "Asia/Jakarta", "tertinggal": "ya", "dasar": "Perpres contoh"})
    assert amended.status_code == 302
    assert region_by_slug("kota-banjar").is_3t
    assert "Terakhir diubah berdasarkan Perpres contoh" in text(national_admin.get(amended["Location"]))
    assert national_admin.get("/nasional/wilayah/kota-atlantis").status_code == 404


def test_the_nation_appoints_the_first_administrator_of_a_region(nation, national_admin):
    region = "/nasional/wilayah/kota-banjar"
    assert "Belum ada. Tanpa administrator" in text(national_admin.get(region))
    asked = national_admin.get(f"{region}/admin").content
    assert b'value="admin_daerah" selected' in asked
    sent = the_form(jabatan="admin_daerah", nik=ADMIN_NIK, nama="Yayan Mulyana")
    appointed_now = national_admin.post(f"{region}/admin", sent)
    assert appointed_now["Location"] == f"{region}?selesai=diangkat"
    assert "Administrator daerah Yayan Mulyana" in text(national_admin.get(region))
    assert national_admin.post(f"{region}/admin", the_form(jabatan="kepala_dinkes")).status_code == 422
    served = "/nasional/wilayah/kota-administrasi-jakarta-selatan/admin"
    assert national_admin.get(served).status_code == 404


def test_only_the_nation_sees_its_list(banjar, admin):
    for path in ("/nasional/wilayah", "/nasional/wilayah/kota-banjar", "/nasional/wilayah/kota-banjar/admin"):
        assert admin.get(path).status_code == 404
        assert a_browser().get(path).status_code == 302


def test_a_national_evaluator_sees_the_list_and_amends_nothing(nation):
    appointed(None, "pengawas_nasional", nik=NATIONAL_NIK, actor=system())
    evaluator = signed_in(NATIONAL_NIK, role="pengawas_nasional")
    assert evaluator.get("/nasional/")["Location"] == "/nasional/wilayah"
    listed = evaluator.get("/nasional/wilayah")
    assert "Kabupaten Asmat" in text(listed)
    assert b"/nasional/wilayah/kabupaten-asmat" not in listed.content
    assert evaluator.get("/nasional/wilayah/kabupaten-asmat").status_code == 404


def test_an_administrator_has_no_cases_and_comes_to_the_offices(banjar, admin):
    assert admin.get("/kota-banjar/petugas/")["Location"] == OFFICES
    assert b'href="/kota-banjar/petugas/"' in admin.get(OFFICES).content
