"""The contract of each registry port, held against the fake and against the adapter over HTTP."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from mpp.adapters.line import Reason
from mpp.evidence.ports import LicenceReport, Sources
from mpp.evidence.rules.eligibility import registration_is_active
from mpp.evidence.rules.values import CreditsVerdict, LicenceStatus, PersonStatus, RegistrationStatus
from mpp.evidence.words import SILENCE_REASONS
from mpp.foundation.errors import Unavailable
from mpp_sandbox.testing import Sandbox


def test_the_population_register_gives_verdicts_on_stated_elements(sources: Sources, outside: Sandbox):
    neneng = outside.person("neneng")
    verdict = sources.population.match(neneng.nik, {"name": neneng.name.upper(), "birth_date": neneng.born.isoformat()})
    assert verdict.status is PersonStatus.FOUND
    assert {name: match.matched for name, match in verdict.elements.items()} == {"name": True, "birth_date": True}

    another_day = (neneng.born + timedelta(days=1)).isoformat()
    verdict = sources.population.match(neneng.nik, {"birth_date": another_day})
    assert not verdict.elements["birth_date"].matched


@pytest.mark.parametrize(
    ("key", "status"),
    [
        ("deceased", PersonStatus.DECEASED),
        ("duplicate", PersonStatus.DUPLICATE),
        ("unknown", PersonStatus.NOT_FOUND),
        ("inactive", PersonStatus.INACTIVE),
        ("malformed", PersonStatus.MALFORMED),
    ],
)
def test_the_population_register_says_who_is_not_a_living_active_and_single_person(sources, outside, key, status):
    verdict = sources.population.match(outside.person(key).nik, {"name": "Siapa Saja"})
    assert (verdict.status, verdict.elements) == (status, {})


@pytest.mark.parametrize(
    ("key", "status", "is_dated"),
    [
        ("neneng", RegistrationStatus.ACTIVE, False),
        ("lia", RegistrationStatus.EXPIRED, True),
        ("ade", RegistrationStatus.DEACTIVATED, False),
        ("cucu", RegistrationStatus.REVOKED, False),
    ],
)
def test_the_council_tells_registrations_in_force_or_not(sources, outside, key, status, is_dated):
    (registration, *_) = sources.registration.registrations(outside.person(key).nik)
    assert (registration.status, registration.valid_until is not None) == (status, is_dated)


def test_somebody_without_registration_has_none(sources, outside):
    assert sources.registration.registrations(outside.person("dede").nik) == ()
    assert sources.registration.registrations("3279019912990099") == ()


def test_the_demo_nurse_is_registered_for_life(sources, outside):
    registrations = sources.registration.registrations(outside.person("neneng").nik)
    verdict = registration_is_active(registrations, profession="perawat", on=date(2027, 1, 1))
    assert verdict.outcome == "ok"


def test_the_workforce_register_knows_profile_licences_and_credits(sources, outside):
    nunung, tatang = outside.person("nunung"), outside.person("tatang")
    worker = sources.workforce.health_worker(nunung.nik)
    assert worker is not None
    assert (worker.name, bool(worker.number), bool(worker.qualification)) == (nunung.name, True, True)
    licences = sources.workforce.licences(nunung.nik)
    assert len({licence.place_code for licence in licences}) == 3
    assert {licence.status for licence in licences} == {LicenceStatus.ACTIVE}
    (registration, *_) = sources.registration.registrations(tatang.nik)
    assert sources.workforce.credits_verdict(registration.number) is CreditsVerdict.INSUFFICIENT


def test_the_workforce_register_knows_nothing_of_strangers(sources):
    assert sources.workforce.health_worker("3279019912990099") is None
    assert sources.workforce.licences("3279019912990099") == ()
    assert sources.workforce.credits_verdict("XX99999999999999") is CreditsVerdict.UNKNOWN


def a_report(nik: str) -> LicenceReport:
    return LicenceReport(
        reference="contract/1",
        nik=nik,
        number="503/0001/SIP-PR/DPMPTSP/2026",
        profession="perawat",
        registration_number="PR00000000000001",
        place_code="327901001",
        place_name="Puskesmas Contoh",
        region_code="32.79",
        status=LicenceStatus.ACTIVE,
        issued_on=date(2026, 11, 20),
        valid_until=date(2031, 11, 20),
    )


def test_a_licence_may_be_reported_twice(sources, outside):
    report = a_report(outside.person("neneng").nik)
    sources.workforce.report(report)
    sources.workforce.report(report)
    sources.workforce.report(replace(report, reference="contract/2", status=LicenceStatus.REVOKED))


def test_facilities_are_found_by_words_of_name_or_district_in_their_region_only(sources, outside):
    found = sources.facilities.search("puskesmas", "32.79", 3)
    assert len(found) == 3
    assert all("puskesmas" in facility.name.casefold() for facility in found)
    assert {facility.region_code for facility in found} == {"32.79"}
    by_district = sources.facilities.search(found[0].district, "32.79", 50)
    assert found[0].code in {facility.code for facility in by_district}
    assert sources.facilities.search("tidak ada tempat begini", "32.79", 10) == ()


def test_a_facility_is_found_again_by_its_code(sources):
    (facility, *_) = sources.facilities.search("rsud", "51.06", 10)
    assert sources.facilities.facility(facility.code) == facility
    assert sources.facilities.facility("000000000") is None


def test_a_region_s_archive_knows_the_licences_that_it_issued(sources, outside):
    nunung = outside.person("nunung")
    held = sources.regional.licences(nunung.nik)
    assert {licence.region_code for licence in held} == {"32.79"}
    in_force = {licence.number for licence in held if licence.status is LicenceStatus.ACTIVE}
    assert in_force == {each.number for each in sources.workforce.licences(nunung.nik) if each.region_code == "32.79"}
    assert sources.regional.licences("3279019912990099") == ()


def test_the_index_tells_who_somebody_is_and_where_facilities_have_entered_him(sources, outside):
    entin = outside.person("entin")
    known = sources.practitioners.practitioner(entin.nik)
    assert known is not None
    assert (known.name, known.number) == (entin.name, sources.workforce.health_worker(entin.nik).number)
    (registration,) = sources.registration.registrations(entin.nik)
    assert [(each.profession, each.number) for each in known.qualifications] == [("perawat", registration.number)]
    (licence,) = sources.workforce.licences(entin.nik)
    licensed, waiting, left = known.workplaces
    assert (licensed.place_code, licensed.licence_number) == (licence.place_code, licence.number)
    assert (waiting.licence_number, waiting.until, left.until is not None) == ("", None, True)
    place = sources.facilities.facility(waiting.place_code)
    assert (waiting.place_name, waiting.place_address, waiting.region_code) == (place.name, place.address, "32.79")


def test_whom_the_index_does_not_know_it_says_nothing_about(sources, outside):
    assert sources.practitioners.practitioner(outside.person("oman").nik) is None
    assert sources.practitioners.practitioner("3279019912990099") is None


#: Each port asked once, with the name of the agency behind it.
QUESTIONS = [
    ("dukcapil", lambda sources, nik: sources.population.match(nik, {"name": "Neneng"})),
    ("kki", lambda sources, nik: sources.registration.registrations(nik)),
    ("sisdmk", lambda sources, nik: sources.workforce.health_worker(nik)),
    ("sisdmk", lambda sources, nik: sources.workforce.licences(nik)),
    ("sicantik", lambda sources, nik: sources.regional.licences(nik)),
    ("satusehat", lambda sources, nik: sources.practitioners.practitioner(nik)),
    ("satusehat", lambda sources, nik: sources.facilities.search("puskesmas", "32.79", 5)),
]


@pytest.mark.parametrize(
    ("trouble", "reasons"),
    [
        ({"down": "closed"}, {"unreachable"}),
        ({"down": "503"}, {"broken"}),
        ({"slow_ms": 2000}, {"slow"}),
        ({"wrong": "html"}, {"not-json"}),
        ({"wrong": "half"}, {"broken", "not-json"}),
        ({"wrong": "redirect"}, {"redirect"}),
    ],
)
@pytest.mark.parametrize(("agency", "ask"), QUESTIONS)
def test_trouble_outside_is_a_refusal_with_its_reason_and_is_over_when_it_is_over(
    adapters, outside, agency, ask, trouble, reasons
):
    nik = outside.person("nunung").nik
    outside.set(agency, **trouble)
    with pytest.raises(Unavailable) as refusal:
        ask(adapters, nik)
    assert refusal.value.facts["reason"] in reasons
    outside.reset()
    assert ask(adapters, nik)


@pytest.mark.parametrize(("agency", "ask"), QUESTIONS)
def test_a_system_that_says_when_to_come_back_is_left_in_peace_until_then(adapters, outside, agency, ask):
    nik = outside.person("nunung").nik
    outside.set(agency, over_quota=True)
    with pytest.raises(Unavailable) as refusal:
        ask(adapters, nik)
    assert refusal.value.facts["reason"] == Reason.OVER_QUOTA
    outside.reset()
    if agency == "dukcapil":  # its answer is a row of verdicts with HTTP 200, and names no time
        assert ask(adapters, nik)
        return
    with pytest.raises(Unavailable) as refusal:
        ask(adapters, nik)
    assert refusal.value.facts["reason"] == Reason.RESTING


@pytest.mark.parametrize(("agency", "ask"), QUESTIONS[:6])
def test_another_person_s_data_is_never_believed(adapters, outside, agency, ask):
    outside.set(agency, wrong="other-person")
    with pytest.raises(Unavailable) as refusal:
        ask(adapters, outside.person("neneng").nik)
    assert refusal.value.facts["reason"] == "other-subject"


def test_facilities_and_practitioners_share_one_line_and_one_token(adapters, outside):
    """What the one has suffered the other need not find out: it is one system behind one credential."""
    outside.set("satusehat", over_quota=True)
    with pytest.raises(Unavailable):
        adapters.facilities.search("puskesmas", "32.79", 5)
    outside.reset()
    with pytest.raises(Unavailable) as refusal:
        adapters.practitioners.practitioner(outside.person("nunung").nik)
    assert refusal.value.facts["reason"] == Reason.RESTING


def test_every_reason_of_an_adapter_has_words():
    assert set(SILENCE_REASONS) == {reason.value for reason in Reason}


def test_a_refusal_holds_nothing_personal(adapters, outside):
    nik = outside.person("neneng").nik
    outside.set("kki", wrong="other-person")
    with pytest.raises(Unavailable) as refusal:
        adapters.registration.registrations(nik)
    assert set(refusal.value.facts) == {"source", "reason"}
