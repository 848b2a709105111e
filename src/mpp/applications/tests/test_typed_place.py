"""A facility that is typed because its list is silent: nobody is stopped, and nothing is signed unconfirmed."""

from dataclasses import replace

import pytest
from procrastinate import testing
from procrastinate.contrib.django import app as jobs

from mpp.applications import issuing, naming
from mpp.applications.content import Verdict
from mpp.applications.events import ApplicationSubmitted
from mpp.applications.listeners import look_up_place
from mpp.applications.operations.approve import FactsOpen, approve
from mpp.applications.operations.recommend import recommend
from mpp.applications.operations.verify import verify
from mpp.applications.situation import place
from mpp.applications.tests.builders import CLINIC, the_case
from mpp.applications.tests.walking import FIRST, a_citizen, a_complete_draft, text
from mpp.foundation.actor import system
from mpp.foundation.clock import utc_now
from mpp.foundation.errors import Unavailable
from tests.support.signed_in import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("nurse")]

TYPED = {
    "facility": "typed",
    "facility_name": "klinik pratama  MELATI",
    "facility_address": "Jalan Contoh 1",
    "facility_district": "Pataruman",
}


@pytest.fixture
def walker(office):
    """Somebody whose draft is complete, the place typed."""
    office.registries.facilities.is_silent = True
    walker = a_citizen()
    walker.begin()
    walker.fill("practice_mode", FIRST["practice_mode"])
    walker.fill("facility", {"facility": "typed"})
    walker.fill("facility", TYPED)
    walker.fill_all({page: FIRST[page] for page in ("schedule", "break", "declaration")})
    return walker


def case_of(walker, office):
    return the_case(walker.id, region_id=office.region.id).case


def confirmed(walker, office) -> bool:
    return naming.confirm_place(walker.id, actor=system(office.region.id), now=utc_now())


def test_only_a_silent_list_lets_a_place_be_typed(office):
    walker = a_citizen()
    walker.begin()
    words = "Tulis sendiri nama dan alamatnya"
    assert words not in text(walker.get("isi/facility", cari_fasilitas="melati"))
    office.registries.facilities.is_silent = True
    silent = text(walker.get("isi/facility", cari_fasilitas="melati"))
    assert "Daftar fasilitas kesehatan sedang tidak menjawab" in silent
    assert words in silent
    assert "Nama fasilitas" not in silent
    chosen = walker.fill("facility", {"facility": "typed"})
    assert chosen["Location"] == f"{walker.base}/isi/facility#facility_name"
    assert "Seperti tertulis di papan namanya" in text(walker.get("isi/facility"))


def test_name_and_address_are_asked_for(office):
    office.registries.facilities.is_silent = True
    walker = a_citizen()
    walker.begin()
    walker.fill("facility", {"facility": "typed"})
    refused = walker.fill("facility", {"facility": "typed", "facility_name": "Klinik Melati"})
    assert refused.status_code == 422
    assert 'value="Klinik Melati"' in refused.content.decode()


def test_the_citizen_goes_on_and_everybody_sees_what_is_not_confirmed(office, walker):
    checked = text(walker.get("periksa"))
    assert "Tempat praktik Anda belum dicocokkan" in checked
    assert "Belum dikonfirmasi daftar fasilitas kesehatan" in checked
    assert walker.hand_in()["Location"].endswith("/terkirim")
    assert "Sebagian data masih menunggu" in text(walker.get("terkirim"))
    case = case_of(walker, office)
    assert (case.place_name, case.open_facts) == ("klinik pratama MELATI", 1)
    officer = signed_in(office.niks[office.clerk.officer_id], role=office.clerk.role)
    seen = text(officer.get(walker.base.replace("/permohonan/", "/petugas/permohonan/") + "/"))
    assert "Belum dikonfirmasi daftar fasilitas kesehatan" in seen


def test_the_worker_names_the_place_once_the_list_answers(office, walker):
    walker.hand_in()
    with pytest.raises(Unavailable):
        confirmed(walker, office)
    office.registries.facilities.is_silent = False
    assert confirmed(walker, office)
    case = case_of(walker, office)
    assert (case.place, case.place_name, case.open_facts) == (CLINIC, "Klinik Pratama Melati", 0)
    assert place(case.opened()).is_confirmed
    assert not confirmed(walker, office), "asked again, it has nothing to do"


def test_a_name_that_nobody_or_that_several_bear_is_left_to_the_officer(office, walker):
    walker.hand_in()
    register = office.registries.facilities
    register.is_silent = False
    known = register.facilities
    for facilities in ((), (*known, replace(known[0], code="327901099"))):
        register.facilities = facilities
        assert not confirmed(walker, office)
    assert case_of(walker, office).open_facts == 1


def test_nothing_is_signed_for_a_place_that_no_register_has_named(office, walker):
    walker.hand_in()
    now = utc_now()
    case = case_of(walker, office)
    verify(application_id=case.id, version=case.version, actor=office.clerk, now=now)
    case = case_of(walker, office)
    recommend(
        application_id=case.id,
        version=case.version,
        verdict=Verdict.POSITIVE,
        text="",
        actor=office.health_officer,
        now=now,
    )
    case = case_of(walker, office)
    issuing.confirm_for_decision(case, office.offer, actor=office.head, now=now)
    case = case_of(walker, office)
    with pytest.raises(FactsOpen):
        approve(application_id=case.id, version=case.version, actor=office.head, now=now)


def test_a_place_that_another_case_holds_stays_unconfirmed(office, walker):
    walker.hand_in()
    office.registries.facilities.is_silent = False
    assert a_complete_draft(office).hand_in()["Location"].endswith("/terkirim")
    assert not confirmed(walker, office)


def test_whoever_finds_the_list_awake_again_chooses_after_all(office, walker):
    office.registries.facilities.is_silent = False
    found = walker.get("isi/facility", cari_fasilitas="melati").content.decode()
    assert f'value="{CLINIC}"' in found
    assert "Tempat yang Anda tulis sendiri" in found
    walker.fill("facility", {"facility": CLINIC})
    assert "Nama fasilitas klinik pratama MELATI" not in text(walker.get("periksa"))
    assert walker.hand_in()["Location"].endswith("/terkirim")
    assert case_of(walker, office).open_facts == 0


def test_the_worker_is_told_of_typed_places_only(office, walker):
    walker.hand_in()
    chosen = a_complete_draft(office)
    office.registries.facilities.is_silent = False
    chosen.fill("facility", {"facility": CLINIC})
    with jobs.replace_connector(testing.InMemoryConnector()) as told:
        for each in (walker, chosen):
            case = case_of(each, office)
            event = ApplicationSubmitted(
                region_id=case.region_id,
                application_id=case.id,
                person_id=case.person_id,
                service_slug=case.service_slug,
                reference=case.reference,
            )
            look_up_place(event=event, actor=system(case.region_id), now=utc_now())
        deferred = list(told.connector.jobs.values())
    assert [job["args"]["application_id"] for job in deferred] == [walker.id]
