"""Gathering facts: the sources are asked once, silence is borne, and every question stands in the ledger."""

import threading
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from django.db.utils import ProgrammingError

from mpp.evidence.fakes import FakeRegionalRegister, FakeSources
from mpp.evidence.gathering import gather
from mpp.evidence.operations.record_facts import record_facts
from mpp.evidence.queries import calls_about, facts_of
from mpp.evidence.queries.health import source_health
from mpp.evidence.rules.facts import Asked, Key, LegalBasis, Purpose, Source, State, answered, best, pending
from mpp.evidence.rules.needs import still_open
from mpp.evidence.rules.values import ExistingLicence, LicenceStatus
from mpp.evidence.rules.values import PersonStatus as MatchStatus
from mpp.evidence.tests.builders import (
    BANJAR,
    NEEDS,
    NIK,
    NOON,
    REGISTRATION,
    a_nurse,
    an_applicant,
    an_officer,
    the_registries,
)
from mpp.foundation.actor import ANYONE, system
from mpp.foundation.errors import NotFound
from mpp.foundation.ids import uuid7
from mpp.foundation.scope import entered
from mpp.identity.operations.sign_in import sign_in
from mpp.identity.ports import ProvenIdentity
from mpp.identity.queries import known_status
from mpp.identity.rules import Assurance, PersonStatus

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


@pytest.fixture
def registries(settings) -> FakeSources:
    fakes = the_registries()
    settings.EVIDENCE_SOURCES = lambda region_id: fakes.as_sources()
    return fakes


def the_states(facts) -> dict[str, str]:
    return {fact.key.value: fact.state.value for fact in facts}


def test_everything_a_service_needs_comes_with_its_origin(registries):
    nurse = a_nurse()
    facts = gather(NEEDS, an_applicant(nurse.person_id), purpose=Purpose.PREFILL, actor=nurse, now=NOON)
    assert {fact.key for fact in facts} == NEEDS.keys
    assert {fact.state for fact in facts} == {State.KNOWN}
    name, registration = best(facts, Key.NAME), best(facts, Key.REGISTRATIONS)
    assert (name.source, name.value, name.reference) == (Source.IKD, "NENENG SITI ROHAENI", "ikd")
    assert (registration.source, registration.value[0]["number"]) == (Source.KKI, REGISTRATION)
    assert best(facts, Key.CREDITS).reference == REGISTRATION


def test_what_is_fresh_is_not_asked_again_and_what_decides_is(registries):
    nurse = a_nurse()
    applicant = an_applicant(nurse.person_id)
    gather(NEEDS, applicant, purpose=Purpose.PREFILL, actor=nurse, now=NOON)
    asked_before = registries.registration.asked, registries.workforce.asked
    gather(NEEDS, applicant, purpose=Purpose.PREFILL, actor=nurse, now=NOON + timedelta(minutes=5))
    assert (registries.registration.asked, registries.workforce.asked) == asked_before
    gather(NEEDS, applicant, purpose=Purpose.SUBMISSION, actor=nurse, now=NOON + 2 * HOUR)
    assert registries.registration.asked == asked_before[0] + 1


@pytest.mark.parametrize(
    ("door", "source", "basis"),
    [
        ("ikd", Source.IKD, LegalBasis.CONSENT),
        ("inapas", Source.INAPAS, LegalBasis.CONSENT),
        ("nik", Source.DUKCAPIL, LegalBasis.PUBLIC_TASK),
        ("counter", Source.DUKCAPIL, LegalBasis.PUBLIC_TASK),
    ],
)
@pytest.mark.usefixtures("registries")
def test_what_is_known_of_a_person_names_the_door_it_came_by(door, source, basis):
    nurse = a_nurse()
    came = replace(an_applicant(nurse.person_id), reference=door)
    name = best(gather(NEEDS, came, purpose=Purpose.PREFILL, actor=nurse, now=NOON), Key.NAME)
    assert (name.source, name.legal_basis, name.reference) == (source, basis, door)


def test_a_silent_source_is_pending_and_the_others_are_known(registries):
    registries.workforce.is_silent = True
    nurse = a_nurse()
    facts = gather(NEEDS, an_applicant(nurse.person_id), purpose=Purpose.PREFILL, actor=nurse, now=NOON)
    states = the_states(facts)
    assert {key for key, state in states.items() if state == "pending"} == {"health_worker", "licences", "credits"}
    assert states["registrations"] == "known"


def test_credits_are_not_asked_for_while_the_registration_is_unknown(registries):
    registries.registration.is_silent = True
    nurse = a_nurse()
    facts = gather(NEEDS, an_applicant(nurse.person_id), purpose=Purpose.PREFILL, actor=nurse, now=NOON)
    assert the_states(facts)["credits"] == "pending"
    asked = {call.key for call in calls_about(nurse.person_id, actor=nurse)}
    assert Key.REGISTRATIONS in asked
    assert Key.CREDITS not in asked


def test_without_a_registration_of_the_profession_there_are_no_credits_to_wait_for(registries):
    nurse = a_nurse()
    pharmacist = replace(NEEDS, profession="apoteker")
    facts = gather(pharmacist, an_applicant(nurse.person_id), purpose=Purpose.PREFILL, actor=nurse, now=NOON)
    assert the_states(facts)["credits"] == "absent"


def test_a_slow_source_holds_the_page_up_only_so_long(registries, monkeypatch):
    is_over = threading.Event()
    monkeypatch.setattr(type(registries.facilities), "facility", lambda self, code: is_over.wait(5))
    nurse = a_nurse()
    try:
        facts = gather(
            NEEDS,
            an_applicant(nurse.person_id),
            purpose=Purpose.PREFILL,
            actor=nurse,
            now=NOON,
            patience_s=0.2,
        )
    finally:
        is_over.set()
    assert the_states(facts)["place"] == "pending"
    assert the_states(facts)["registrations"] == "known"
    (call,) = [call for call in calls_about(nurse.person_id, actor=nurse) if call.key is Key.PLACE]
    assert call.reason == "slow"


def test_an_answer_of_yesterday_survives_the_silence_of_today(registries):
    nurse = a_nurse()
    applicant = an_applicant(nurse.person_id)
    gather(NEEDS, applicant, purpose=Purpose.PREFILL, actor=nurse, now=NOON)
    registries.registration.is_silent = True
    facts = gather(NEEDS, applicant, purpose=Purpose.SUBMISSION, actor=nurse, now=NOON + 2 * HOUR)
    kept = best(facts, Key.REGISTRATIONS)
    assert (kept.state, kept.fetched_at) == (State.KNOWN, NOON)
    assert not kept.is_fresh(Purpose.SUBMISSION, NOON + 2 * HOUR)


def test_another_place_and_another_profession_are_asked_for_anew(registries):
    nurse = a_nurse()
    applicant = an_applicant(nurse.person_id)
    gather(NEEDS, applicant, purpose=Purpose.PREFILL, actor=nurse, now=NOON)
    midwife = replace(NEEDS, profession="bidan", place_code="none-such")
    facts = gather(midwife, applicant, purpose=Purpose.PREFILL, actor=nurse, now=NOON + timedelta(minutes=1))
    assert best(facts, Key.PLACE).state is State.ABSENT
    assert (best(facts, Key.CREDITS).value, best(facts, Key.CREDITS).reference) == ("unknown", "BD00000000000002")


def test_nobody_sees_what_is_known_about_another(registries):
    nurse, other = a_nurse(), a_nurse()
    gather(NEEDS, an_applicant(nurse.person_id), purpose=Purpose.PREFILL, actor=nurse, now=NOON)
    assert facts_of(nurse.person_id, NEEDS.keys, actor=nurse)
    assert facts_of(nurse.person_id, NEEDS.keys, actor=other) == ()
    assert calls_about(nurse.person_id, actor=other) == ()
    with pytest.raises(NotFound):
        record_facts(person_id=nurse.person_id, asked=(), needs=NEEDS, case_id=None, actor=other, now=NOON)


def test_an_officer_asks_on_the_account_of_his_agency(registries):
    nurse, officer = a_nurse(), an_officer()
    gather(NEEDS, an_applicant(nurse.person_id), purpose=Purpose.DECISION, actor=officer, now=NOON)
    calls = calls_about(nurse.person_id, actor=nurse)
    assert {(call.region_id, call.agency_id, call.role, call.purpose) for call in calls} == {
        (BANJAR, officer.agency_id, "sistem", Purpose.DECISION)
    }


def test_the_person_can_tell_what_was_fetched_about_him_by_whom_when_and_why(registries):
    registries.population.is_silent = True
    nurse = a_nurse()
    gather(NEEDS, an_applicant(nurse.person_id), purpose=Purpose.SUBMISSION, actor=nurse, now=NOON)
    calls = {call.key: call for call in calls_about(nurse.person_id, actor=nurse)}
    assert set(calls) == NEEDS.keys - {Key.NAME}
    silent, told = calls[Key.PERSON_STATUS], calls[Key.REGISTRATIONS]
    assert (silent.source, silent.reason) == (Source.DUKCAPIL, "unreachable")
    assert (told.source, told.reason, told.asked_at, told.purpose) == (Source.KKI, "", NOON, Purpose.SUBMISSION)


def test_what_is_kept_is_sealed(registries):
    nurse = a_nurse()
    gather(NEEDS, an_applicant(nurse.person_id), purpose=Purpose.PREFILL, actor=nurse, now=NOON)
    with entered(nurse), connection.cursor() as cursor:
        cursor.execute("SELECT count(*), string_agg(row_to_json(row)::text, '') FROM evidence_attribute row")
        count, text = cursor.fetchone()
    assert count == len(NEEDS.keys) - 1
    assert REGISTRATION.encode().hex() not in text
    assert b"Puskesmas".hex() not in text
    assert NIK not in text


def test_the_ledger_is_only_added_to(registries):
    nurse = a_nurse()
    gather(NEEDS, an_applicant(nurse.person_id), purpose=Purpose.PREFILL, actor=nurse, now=NOON)
    with (
        pytest.raises(ProgrammingError, match="permission denied"),
        entered(nurse, operation="tests.tamper"),
        connection.cursor() as cursor,
    ):
        cursor.execute("DELETE FROM evidence_source_call")


def an_outbox() -> list[tuple[str, dict]]:
    with entered(system()), connection.cursor() as cursor:
        cursor.execute("SELECT event, payload FROM outbox ORDER BY id")
        return cursor.fetchall()


def test_what_stays_silent_for_a_case_is_told_once_and_without_personal_values(registries):
    registries.registration.is_silent = True
    nurse, case_id = a_nurse(), uuid7()
    applicant = an_applicant(nurse.person_id)
    gather(NEEDS, applicant, purpose=Purpose.SUBMISSION, actor=nurse, now=NOON, case_id=case_id)
    ((event, payload),) = an_outbox()
    assert event == "FactsPending"
    assert '"credits", "registrations"' in payload
    assert NIK not in payload

    gather(NEEDS, applicant, purpose=Purpose.CONFIRMATION, actor=system(BANJAR), now=NOON + HOUR, case_id=case_id)
    registries.registration.is_silent = False
    gather(NEEDS, applicant, purpose=Purpose.CONFIRMATION, actor=system(BANJAR), now=NOON + 2 * HOUR, case_id=case_id)
    assert next(event for event, _ in an_outbox()) == "FactsPending"
    assert {event for event, _ in an_outbox()[1:]} == {"FactsConfirmed"}


def test_a_late_record_never_replaces_a_newer_answer():
    nurse = a_nurse()

    def record(value: str, at) -> None:
        fact = answered(Key.CREDITS, value, purpose=Purpose.PREFILL, at=at)
        record_facts(
            person_id=nurse.person_id,
            asked=(Asked(fact=fact, took_ms=3),),
            needs=NEEDS,
            case_id=None,
            actor=nurse,
            now=NOON,
        )

    record("sufficient", NOON + HOUR)
    record("insufficient", NOON)
    (kept,) = facts_of(nurse.person_id, [Key.CREDITS], actor=nurse)
    assert (kept.value, kept.fetched_at) == ("sufficient", NOON + HOUR)


def test_the_status_page_knows_how_each_source_does_in_this_region_only():
    def record(actor, took_ms: int, reason: str, at) -> None:
        fact = (
            pending(Key.REGISTRATIONS, purpose=Purpose.PREFILL, at=at)
            if reason
            else answered(Key.REGISTRATIONS, (), purpose=Purpose.PREFILL, at=at)
        )
        record_facts(
            person_id=actor.person_id,
            asked=(Asked(fact=fact, took_ms=took_ms, reason=reason),),
            needs=NEEDS,
            case_id=None,
            actor=actor,
            now=at,
        )

    record(a_nurse(), 100, "", NOON - 3 * HOUR)
    record(a_nurse(), 300, "", NOON - 2 * HOUR)
    record(a_nurse(), 2200, "slow", NOON - HOUR)
    record(a_nurse(), 1, "", NOON - 30 * HOUR)
    record(a_nurse(region_id=BANJAR + 1), 1, "", NOON)
    (health,) = source_health(actor=an_officer(), now=NOON)
    assert (health.source, health.asked, health.silent, health.median_ms) == (Source.KKI, 3, 1, 300)
    assert (health.last_answer_at, health.last_silence_at, health.last_reason) == (
        NOON - 2 * HOUR,
        NOON - HOUR,
        "slow",
    )
    assert not health.is_answering


def test_whom_the_registry_does_not_let_act_is_no_longer_signed_in(registries):
    proven = ProvenIdentity(provider="ikd", subject="neneng", nik=NIK, name="Neneng", assurance=Assurance.SUBSTANTIAL)
    begun = sign_in(proven=proven, language="id", actor=ANYONE, now=NOON)
    nurse = replace(a_nurse(), person_id=begun.person_id)
    gather(NEEDS, an_applicant(nurse.person_id), purpose=Purpose.PREFILL, actor=nurse, now=NOON)
    assert known_status(NIK) is PersonStatus.ACTIVE
    registries.population.statuses[NIK] = MatchStatus.DECEASED
    gather(NEEDS, an_applicant(nurse.person_id), purpose=Purpose.SUBMISSION, actor=nurse, now=NOON + HOUR)
    assert known_status(NIK) is PersonStatus.DECEASED


AN_OLD_ONE = ExistingLicence(
    number="503/017/ARSIP/2019",
    profession="perawat",
    place_code="327902005",
    place_name="RSUD Kota Banjar",
    region_code="32.79",
    status=LicenceStatus.EXPIRED,
)


def test_a_region_s_own_archive_is_asked_where_there_is_one(settings):
    nurse, registries = a_nurse(), the_registries()
    needs = replace(NEEDS, keys=NEEDS.keys | {Key.REGIONAL_LICENCES})
    settings.EVIDENCE_SOURCES = lambda region_id: registries.as_sources()
    known = gather(needs, an_applicant(nurse.person_id), purpose=Purpose.PREFILL, actor=nurse, now=NOON)
    assert Key.REGIONAL_LICENCES not in {fact.key for fact in known}

    archive = FakeRegionalRegister(held={NIK: (AN_OLD_ONE,)})
    with_archive = replace(registries, regional=archive)
    settings.EVIDENCE_SOURCES = lambda region_id: with_archive.as_sources()
    known = gather(needs, an_applicant(nurse.person_id), purpose=Purpose.PREFILL, actor=nurse, now=NOON)
    (told,) = [fact for fact in known if fact.key is Key.REGIONAL_LICENCES]
    assert (told.source, told.value[0]["number"]) == (Source.REGION, AN_OLD_ONE.number)
    gather(needs, an_applicant(nurse.person_id), purpose=Purpose.PREFILL, actor=nurse, now=NOON)
    assert archive.asked == 1


def test_an_archive_that_is_silent_stops_nobody_and_leaves_nothing_open(settings):
    nurse = a_nurse()
    needs = replace(NEEDS, keys=NEEDS.keys | {Key.REGIONAL_LICENCES})
    registries = replace(the_registries(), regional=FakeRegionalRegister(is_silent=True))
    settings.EVIDENCE_SOURCES = lambda region_id: registries.as_sources()
    known = gather(needs, an_applicant(nurse.person_id), purpose=Purpose.SUBMISSION, actor=nurse, now=NOON)
    assert still_open(known, needs, purpose=Purpose.SUBMISSION, at=NOON) == set()
