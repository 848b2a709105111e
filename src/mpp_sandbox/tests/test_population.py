"""The population: valid, varied and the same every day."""

from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest
import yaml

from mpp_sandbox.population import PROFESSIONS, RegistrationState, Sex, Standing, population_on
from mpp_sandbox.population.people import born_from

DEMO = Path(__file__).parents[3] / "seeds" / "demo"
MONDAY = date(2026, 11, 23)
POPULATION = population_on(MONDAY)
OFFICES_OF_A_REGION = Counter(
    verifikator_dpmptsp=2, verifikator_dinkes=2, kepala_dpmptsp=1, kepala_dinkes=1, admin_daerah=1
)


def test_every_nik_agrees_with_its_holder():
    for person in POPULATION.people.values():
        assert len(person.nik) == 16
        assert person.nik.isdigit()
        if person.standing is not Standing.MALFORMED:
            assert born_from(person.nik) == (person.born, person.sex)


def test_the_people_are_the_same_every_day():
    population_on.cache_clear()
    tomorrow = population_on(MONDAY + timedelta(days=1))
    assert tomorrow.people == POPULATION.people
    assert tomorrow.facilities == POPULATION.facilities


def test_keys_and_names_are_as_unlike_as_in_the_country():
    keys = Counter(person.key for person in POPULATION.people.values())
    assert max(keys.values()) == 1
    names = [person.name for person in POPULATION.people.values()]
    assert any(" " not in name for name in names)
    assert any(len(name) > 60 for name in names)
    assert any("'" in name for name in names)


def test_each_profession_has_every_state_of_registration_and_up_to_three_places():
    for code in PROFESSIONS:
        workers = [worker for worker in POPULATION.workers.values() if worker.profession.code == code]
        registrations = [registration for worker in workers for registration in worker.registrations]
        assert {registration.state for registration in registrations} == set(RegistrationState)
        assert {len(worker.licences) for worker in workers} == {0, 1, 2, 3}
        assert any(registration.valid_until is None for registration in registrations)
        assert any(registration.valid_until == MONDAY - timedelta(days=1) for registration in registrations)


def test_nobody_practises_twice_at_one_place():
    for worker in POPULATION.workers.values():
        places = [licence.facility.code for licence in worker.licences]
        assert len(places) == len(set(places))


@pytest.mark.parametrize("region", POPULATION.regions, ids=lambda region: region.slug)
def test_each_demo_region_has_its_offices_and_facilities(region):
    offices = Counter(str(officer.role) for officer in POPULATION.officers if officer.region == region.slug)
    assert offices == OFFICES_OF_A_REGION
    signers = [officer for officer in POPULATION.officers if officer.region == region.slug and officer.passphrase]
    assert {signer.role for signer in signers} == {"kepala_dpmptsp", "kepala_dinkes"}
    places = [place for place in POPULATION.facilities.values() if place.region_code.startswith(region.code)]
    assert len(places) >= 12
    assert len({place.name for place in places}) == len(places)


def test_the_demo_nurse_stands_in_nobodys_way():
    nurse = POPULATION.by_key("neneng")
    worker = POPULATION.workers[nurse.nik]
    assert nurse.sex is Sex.FEMALE
    assert nurse.address.regency == "Kota Banjar"
    assert [(row.profession.code, row.state, row.valid_until) for row in worker.registrations] == [
        ("perawat", RegistrationState.ACTIVE, None)
    ]
    assert worker.licences == ()


def test_a_child_stands_on_the_family_card_of_the_parent():
    mother, son = POPULATION.by_key("neneng"), POPULATION.by_key("raka")
    assert (son.family_card, son.address) == (mother.family_card, mother.address)
    assert (mother.relation, son.relation) == ("KEPALA KELUARGA", "ANAK")
    assert son.born > mother.born


def test_whoever_the_demonstration_lets_answer_for_a_facility_is_somebody_of_the_cast_and_so_is_the_facility():
    seeded = yaml.safe_load((DEMO / "facilities.yaml").read_text("utf-8"))["stewards"]
    assert {each["nik"]: each["facility_name"] for each in seeded} == POPULATION.stewards
    for each in seeded:
        assert POPULATION.people[each["nik"]].name == each["name"]
        assert POPULATION.facilities[each["facility"]].name == each["facility_name"]
