"""A registry fails while people apply: nobody is stopped, nothing is lost or doubled, and it recovers by itself."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from mpp.config.wiring import evidence_sources
from mpp.evidence.asking import Applicant
from mpp.evidence.gathering import gather
from mpp.evidence.queries import calls_about
from mpp.evidence.rules.eligibility import Mode, Outcome, Request, eligibility, may_submit, situation_of, to_confirm
from mpp.evidence.rules.facts import Fact, Key, Purpose
from mpp.evidence.rules.needs import needs_of
from mpp.foundation.actor import Actor, system
from mpp.foundation.clock import local_date
from mpp.foundation.ids import uuid7
from mpp.foundation.scope import entered
from mpp_sandbox.testing import Sandbox
from tests.contracts.conftest import over_http

pytestmark = pytest.mark.django_db

BANJAR = 7

#: More than a page has, so that on a busy machine it is the answer that is judged and not its time.
PATIENCE_S = 15.0
REQUIREMENTS = ["identity", "registration", "health_worker", "licences", "credits", "place", "workplaces"]


@pytest.fixture
def nurse(outside: Sandbox, settings) -> tuple[Actor, Applicant]:
    adapters = over_http(outside)
    settings.EVIDENCE_SOURCES = lambda region_id: adapters
    neneng = outside.person("neneng")
    actor = Actor(role="pemohon", region_id=BANJAR, person_id=uuid7(), account_id=uuid7())
    applicant = Applicant(
        person_id=actor.person_id,
        nik=neneng.nik,
        released={Key.NAME: neneng.name, Key.BIRTH_DATE: neneng.born.isoformat()},
        released_at=datetime.now(UTC),
        reference="ikd",
    )
    return actor, applicant


def a_place(outside: Sandbox) -> str:
    return next(code for code, place in outside.its.desk.population.facilities.items() if place.region_code == "32.79")


def verdicts(facts: tuple[Fact, ...], now: datetime):
    return eligibility(
        situation_of(
            facts,
            request=Request.FIRST,
            profession="perawat",
            mode=Mode.FACILITY,
            allowed_modes=frozenset(Mode),
            on=local_date(now, "Asia/Jakarta"),
            purpose=Purpose.SUBMISSION,
            now=now,
        )
    )


def told() -> list[str]:
    with entered(system()), connection.cursor() as cursor:
        cursor.execute("SELECT event FROM outbox ORDER BY id")
        return [event for (event,) in cursor.fetchall()]


def test_on_a_good_day_everything_is_known_and_nothing_is_asked_of_the_nurse(outside, nurse):
    actor, applicant = nurse
    now = datetime.now(UTC)
    needs = needs_of(REQUIREMENTS, profession="perawat", place_code=a_place(outside))
    facts = gather(
        needs, applicant, purpose=Purpose.SUBMISSION, actor=actor, now=now, case_id=uuid7(), patience_s=PATIENCE_S
    )
    assert {fact.key for fact in facts} >= {Key.NAME, Key.REGISTRATIONS, Key.LICENCES, Key.CREDITS, Key.PLACE}
    assert {verdict.outcome for verdict in verdicts(facts, now)} == {Outcome.OK}
    assert told() == []


def test_an_outage_stops_nobody_and_is_caught_up_once(outside, nurse):
    actor, applicant = nurse
    now, case_id = datetime.now(UTC), uuid7()
    needs = needs_of(REQUIREMENTS, profession="perawat", place_code=a_place(outside))
    for agency in ("kki", "sisdmk", "dukcapil", "satusehat"):
        outside.set(agency, down="503")
    facts = gather(
        needs, applicant, purpose=Purpose.SUBMISSION, actor=actor, now=now, case_id=case_id, patience_s=PATIENCE_S
    )
    assert may_submit(verdicts(facts, now))
    assert len(to_confirm(verdicts(facts, now))) == 5
    assert told() == ["FactsPending"]

    outside.reset()
    later = now + timedelta(minutes=2)
    worker = replace(system(BANJAR), person_id=actor.person_id)
    facts = gather(
        needs, applicant, purpose=Purpose.CONFIRMATION, actor=worker, now=later, case_id=case_id, patience_s=PATIENCE_S
    )
    assert {verdict.outcome for verdict in verdicts(facts, later)} == {Outcome.OK}
    assert told() == ["FactsPending", "FactsConfirmed"]
    silent = [call for call in calls_about(actor.person_id, actor=actor) if call.reason]
    assert {call.reason for call in silent} == {"broken"}


def test_a_system_that_keeps_failing_is_left_in_peace(outside, nurse):
    actor, applicant = nurse
    now = datetime.now(UTC)
    outside.set("kki", down="503")
    needs = needs_of(["registration"], profession="perawat")
    for minute in range(5):
        gather(needs, applicant, purpose=Purpose.PREFILL, actor=actor, now=now + timedelta(minutes=minute))
    reasons = [call.reason for call in reversed(calls_about(actor.person_id, actor=actor))]
    assert reasons[0] == "broken"
    assert reasons[-1] == "resting"


def test_each_region_has_lines_of_its_own():
    assert evidence_sources(BANJAR) is evidence_sources(BANJAR)
    assert evidence_sources(BANJAR).registration is not evidence_sources(BANJAR + 1).registration
