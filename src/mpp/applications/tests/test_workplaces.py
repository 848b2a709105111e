"""Where the national index says that one practises: offered to the nurse, shown to the officer, decisive for nobody."""

from dataclasses import replace
from datetime import date

import pytest

from mpp.applications.tests.builders import CLINIC, HOSPITAL, NAMES, NURSE, a_submitted_case
from mpp.applications.tests.walking import FIRST, a_citizen, a_complete_draft, text
from mpp.evidence.rules.values import ExistingLicence, LicenceStatus, Practitioner, Qualification, Workplace
from mpp.foundation.clock import utc_now
from tests.support.signed_in import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("nurse")]

AT_CLINIC = Workplace(
    place_code=CLINIC,
    place_name="Klinik Pratama Melati",
    place_address="Jalan Contoh 1",
    region_code="32.79",
    profession="perawat",
    since=date(2026, 11, 2),
)
AT_HOSPITAL = replace(
    AT_CLINIC, place_code=HOSPITAL, place_name="RSUD Contoh", licence_number="440/1", since=date(2021, 3, 1)
)
A_LICENCE = ExistingLicence(
    number="440/1",
    profession="perawat",
    place_code=HOSPITAL,
    place_name="RSUD Contoh",
    region_code="32.79",
    status=LicenceStatus.ACTIVE,
    valid_until=date(2027, 3, 1),
)
INDEXED = Practitioner(number=f"N{NURSE[-8:]}", name=NAMES[NURSE], workplaces=(AT_CLINIC, AT_HOSPITAL))


@pytest.fixture
def registries(office):
    """They know a nurse with a licence at the hospital, whom the clinic has entered as well."""
    office.registries.practitioners.known[NURSE] = INDEXED
    office.registries.workforce.held[NURSE] = (A_LICENCE,)
    return office.registries


@pytest.fixture
def seen_by_clerk(office, nurse):
    """What the officer reads of a case of hers at the clinic."""

    def read(**given) -> str:
        receipt = a_submitted_case(office, nurse, now=utc_now(), **given)
        clerk = signed_in(office.niks[office.clerk.officer_id], role=office.clerk.role)
        return text(clerk.get(f"/kota-banjar/petugas/permohonan/{receipt.application_id}/"))

    return read


def at_the_place_question(walker) -> str:
    walker.fill("practice_mode", FIRST["practice_mode"])
    return text(walker.get("isi/facility"))


def test_a_place_that_has_entered_the_nurse_is_offered_before_any_search(registries):
    walker = a_citizen()
    walker.begin()
    asked = at_the_place_question(walker)
    assert "Tempat praktik Anda yang sudah tercatat" in asked
    assert "Klinik Pratama Melati Jalan Contoh 1. Tercatat di SATUSEHAT sejak 2 November 2026" in asked
    assert "RSUD Contoh" not in asked, "she has a licence there"
    assert "Klinik Pratama Melati" not in text(walker.get("isi/facility", cari_fasilitas="rsud"))
    assert walker.fill("facility", {"facility": CLINIC})["Location"] == f"{walker.base}/isi/schedule"


def test_her_data_say_where_she_is_on_record_and_so_does_the_receipt(office, registries):
    walker = a_complete_draft(office)
    for page in ("data", "periksa"):
        shown = text(walker.get(page))
        assert "Indeks tenaga kesehatan (SATUSEHAT)" in shown
        assert "Klinik Pratama Melati, sejak 2 November 2026; RSUD Contoh, sejak 1 Maret 2021" in shown
    walker.hand_in()
    assert "Klinik Pratama Melati, sejak 2 November 2026" in text(walker.get("isi"))
    assert walker.get("isi.pdf").status_code == 200


def test_with_the_index_silent_or_empty_everything_goes_on_as_before(office, registries):
    registries.practitioners.is_silent = True
    walker = a_citizen()
    walker.begin()
    assert "sudah tercatat" not in at_the_place_question(walker)
    registries.practitioners.is_silent = False
    registries.practitioners.known.clear()
    other = a_complete_draft(office)
    assert "Indeks tenaga kesehatan" not in text(other.get("data"))
    assert "Permohonan Anda sudah kami terima" in text(other.browser.get(other.hand_in()["Location"]))


def test_the_officer_sees_licences_and_practices_side_by_side(registries, seen_by_clerk):
    shown = seen_by_clerk()
    assert "Praktik menurut SATUSEHAT" in shown
    assert "440/1 RSUD Contoh Berlaku 1 Mar 2027 Praktik sejak 1 Mar 2021" in shown
    assert "Klinik Pratama Melati Tanpa SIP Praktik sejak 2 Nov 2026" in shown
    assert "SATUSEHAT mencatat pemohon di fasilitas ini sejak 2 Nov 2026." in shown
    assert "Sumber tidak sama" not in shown


def test_the_officer_sees_what_is_silent_and_where_registers_differ(registries, seen_by_clerk):
    other = Qualification(profession="perawat", number="PR99")
    registries.practitioners.known[NURSE] = replace(INDEXED, number="N1", workplaces=(), qualifications=(other,))
    shown = seen_by_clerk()
    assert "Nomor tenaga kesehatan: SATUSEHAT N1, SISDMK N" in shown
    assert "Nomor STR: SATUSEHAT PR99, KKI PR79025708940001." in shown
    assert "440/1 RSUD Contoh Berlaku 1 Mar 2027 Tidak tercatat di SATUSEHAT" in shown


def test_what_the_index_owes_is_told_and_nothing_waits_for_it(office, registries, seen_by_clerk):
    registries.practitioners.is_silent = True
    shown = seen_by_clerk()
    assert "440/1 RSUD Contoh Berlaku 1 Mar 2027 SATUSEHAT belum menjawab" in shown
    assert "Belum pasti" not in shown.replace("Belum pasti Fasilitas ini tidak punya", "")
