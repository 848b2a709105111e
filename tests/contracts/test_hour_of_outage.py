"""An hour of outage in the middle of a busy day: nothing is lost, nothing doubled, and the way back is no stampede.

The agencies are the sandbox over real HTTP; the hours are simulated: each job comes when its own pause says so.
"""

import heapq
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from uuid import UUID

import pytest
from django.db import connection

from mpp.evidence.asking import Applicant
from mpp.evidence.gathering import gathered
from mpp.evidence.queries import calls_about, facts_of
from mpp.evidence.rules.facts import Key, Purpose, State
from mpp.evidence.rules.needs import Needs
from mpp.evidence.tasks import LONGEST_PAUSE_S, Patience, StillSilent, pause_s
from mpp.foundation.actor import Actor, system
from mpp.foundation.ids import uuid7
from mpp.foundation.scope import entered
from tests.contracts.conftest import over_http

pytestmark = pytest.mark.django_db

BANJAR = 7
NEEDS = Needs(keys=frozenset({Key.REGISTRATIONS}), profession="perawat")
BEGIN = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)  # Monday, ten in Jakarta
OUTAGE = timedelta(hours=1)

#: Through the real agencies and the database, and in the simulation of pauses alone.
FEW, MANY = 24, 20_000


class Day:
    """People who hand in while the council is down, and the worker that asks again."""

    def __init__(self, outside, settings) -> None:
        self.adapters = over_http(outside)
        settings.EVIDENCE_SOURCES = lambda region_id: self.adapters
        self.people = list(outside.its.desk.population.workers)
        self.cases: dict[UUID, Applicant] = {}

    def hand_in(self, number: int, at: datetime) -> UUID:
        person_id, case_id = uuid7(), uuid7()
        self.cases[case_id] = Applicant(person_id=person_id, nik=self.people[number], released={}, released_at=at)
        assert not self.ask(case_id, at, Purpose.SUBMISSION)
        return case_id

    def ask(self, case_id: UUID, at: datetime, purpose: Purpose) -> bool:
        """Return whether everything is answered now."""
        applicant = self.cases[case_id]
        role = "pemohon" if purpose is Purpose.SUBMISSION else "sistem"
        actor = Actor(role=role, region_id=BANJAR, person_id=applicant.person_id)
        found = gathered(NEEDS, applicant, purpose=purpose, actor=actor, now=at, case_id=case_id)
        return all(fact.state is not State.PENDING for fact in found.facts)


def told() -> Counter[tuple[str, str]]:
    with entered(system()), connection.cursor() as cursor:
        cursor.execute("SELECT event, payload::json ->> 'case_id' FROM outbox")
        return Counter(cursor.fetchall())


def next_pause(attempts: int) -> timedelta:
    decision = Patience().get_retry_decision(exception=StillSilent(), job=SimpleNamespace(attempts=attempts))
    return decision.retry_at - datetime.now(UTC)


def test_an_hour_without_the_council_loses_nothing_and_doubles_nothing(outside, settings):
    day = Day(outside, settings)
    waiting: list[tuple[datetime, UUID, int]] = []
    outside.set("kki", down="503")
    for number in range(FEW):
        at = BEGIN + OUTAGE * number / FEW
        case_id = day.hand_in(number, at)
        heapq.heappush(waiting, (at + timedelta(seconds=pause_s(0)), case_id, 1))
    silent = told()
    assert Counter(event for event, _ in silent) == {"FactsPending": FEW}, "each waits, and is told once"

    is_down = True
    while waiting:
        at, case_id, attempts = heapq.heappop(waiting)
        if is_down and at >= BEGIN + OUTAGE:
            outside.reset()
            day.adapters = over_http(outside)
            is_down = False
        if not day.ask(case_id, at, Purpose.CONFIRMATION):
            heapq.heappush(waiting, (at + next_pause(attempts), case_id, attempts + 1))

    assert Counter(event for event, _ in told()) == {"FactsPending": FEW, "FactsConfirmed": FEW}
    assert set(told().values()) == {1}, "nothing is told twice"
    for applicant in day.cases.values():
        actor = replace(system(BANJAR), person_id=applicant.person_id)
        (kept,) = facts_of(applicant.person_id, [Key.REGISTRATIONS], actor=actor)
        assert kept.state is not State.PENDING
        assert sum(not call.reason for call in calls_about(applicant.person_id, actor=actor)) == 1


def test_the_way_back_is_no_stampede():
    """Twenty thousand cases wait when the agency returns; its calls stay few, and spread evenly."""
    back, arrivals = BEGIN + OUTAGE, []
    for number in range(MANY):
        at, attempts = BEGIN + OUTAGE * number / MANY, 0
        while at < back:
            at += timedelta(seconds=pause_s(attempts))
            attempts += 1
        arrivals.append((at - back).total_seconds())
    usual = MANY / OUTAGE.total_seconds()
    a_second, ten_seconds = Counter(int(at) for at in arrivals), Counter(int(at / 10) for at in arrivals)
    assert max(a_second.values()) <= 12 * usual
    assert max(ten_seconds.values()) / 10 <= 7 * usual, "while the hour's questions are caught up"
    assert sum(at < 60 for at in arrivals) < MANY / 10, "the first minute is not the whole hour at once"
    assert max(arrivals) <= LONGEST_PAUSE_S * 1.5, "everybody is through within an hour and a half"
