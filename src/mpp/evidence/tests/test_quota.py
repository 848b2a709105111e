"""Quotas are counted before a question is put, in one place for all processes; what is not asked is asked later."""

import threading
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.db import connection

from mpp.evidence.budget import SPENT, affordable
from mpp.evidence.gathering import gathered
from mpp.evidence.operations.connect_source import Access, connect_source
from mpp.evidence.operations.set_quota import set_quota
from mpp.evidence.operations.take_quota import take_quota
from mpp.evidence.queries import calls_about
from mpp.evidence.queries.quota import limits, used_today, weights
from mpp.evidence.rules.facts import Key, Purpose, Source, State
from mpp.evidence.rules.quota import HOURS, released, slot_of
from mpp.evidence.tasks import SPREAD, Patience, QuotaSpent
from mpp.evidence.tests.builders import NEEDS, NOON, a_nurse, an_applicant, the_registries
from mpp.foundation.actor import system
from mpp.foundation.errors import Forbidden
from mpp.foundation.ids import uuid7
from mpp.tenancy.tests.builders import A_NATIONAL_ADMIN, a_region, an_admin, an_agency

HOUR = timedelta(hours=1)


def a_quota(daily: int, source: Source = Source.KKI) -> None:
    set_quota(change_id=uuid7(), source=source, daily_limit=daily, actor=A_NATIONAL_ADMIN, now=NOON)


@pytest.fixture
def regions(db):
    """Banjar and Bangli at work; they share the nation's credentials."""
    banjar, bangli = a_region("kota-banjar"), a_region("kabupaten-bangli")
    an_agency(banjar)
    an_agency(bangli)
    return banjar, bangli


def storm(region, *, now=NOON, wanted: int = 1000) -> int:
    limit = limits(actor=system(region.id))[Source.KKI]
    return take_quota(limit=limit, wanted=wanted, actor=system(region.id), now=now)


def test_without_a_limit_nothing_is_counted(regions):
    assert affordable(frozenset({Key.REGISTRATIONS}), actor=system(regions[0].id), now=NOON) == {Key.REGISTRATIONS}
    assert limits(actor=system(regions[0].id)) == {}


def test_a_storm_in_one_region_leaves_the_other_its_share(regions):
    banjar, bangli = regions
    a_quota(790)
    taken = storm(banjar)
    assert 0 < taken < 790
    assert storm(banjar) == 0
    share = dict(weights())
    due = 790 * HOURS[12] // sum(HOURS) * share[bangli.id] // sum(share.values())
    assert due > 0
    assert storm(bangli, wanted=due) == due


def test_what_was_left_over_is_lent_with_the_next_hour(regions):
    banjar, _ = regions
    a_quota(790)
    storm(banjar)
    more = storm(banjar, now=NOON + HOUR)
    assert more > 0
    limit = limits(actor=system(banjar.id))[Source.KKI]
    assert used_today(limit, slot_of(NOON), actor=system(banjar.id)) < 790


def test_a_region_with_its_own_agreement_counts_on_that_alone(regions):
    banjar, bangli = regions
    a_quota(10, Source.DUKCAPIL)
    own = {"customer": "c", "user": "u", "password": "p", "sender": "10.0.0.1"}
    access = Access(address="https://dukcapil.kemendagri.go.id", details=own, daily_limit=5)
    connect_source(connection_id=uuid7(), source=Source.DUKCAPIL, access=access, actor=an_admin(banjar), now=NOON)
    limit = limits(actor=system(banjar.id))[Source.DUKCAPIL]
    assert (limit.daily, limit.owner) == (5, banjar.id)
    assert take_quota(limit=limit, wanted=9, actor=system(banjar.id), now=NOON) == 5
    assert take_quota(limit=limit, wanted=9, actor=system(banjar.id), now=NOON + HOUR) == 0
    assert take_quota(limit=limit, wanted=9, actor=system(banjar.id), now=NOON + 24 * HOUR) == 5
    assert limits(actor=system(bangli.id))[Source.DUKCAPIL].daily == 10


def test_what_is_not_asked_for_want_of_quota_is_to_be_confirmed_and_stands_in_no_ledger(regions, settings):
    banjar, _ = regions
    a_quota(1)
    registries = the_registries()
    settings.EVIDENCE_SOURCES = lambda region_id: registries.as_sources()
    nurse = a_nurse(region_id=banjar.id)
    late = NOON.replace(hour=17)  # midnight in Jakarta: one question a day has not been released yet
    found = gathered(NEEDS, an_applicant(nurse.person_id), purpose=Purpose.SUBMISSION, actor=nurse, now=late)
    assert found.unpaid == {Key.REGISTRATIONS}
    (fact,) = [each for each in found.facts if each.key is Key.REGISTRATIONS]
    assert fact.state is State.PENDING
    assert registries.registration.asked == 0
    assert Key.REGISTRATIONS not in {call.key for call in calls_about(nurse.person_id, actor=nurse)}
    assert SPENT not in {call.reason for call in calls_about(nurse.person_id, actor=nurse)}


def test_an_answer_that_this_process_remembers_is_taken_without_counting(regions, settings):
    banjar, _ = regions
    a_quota(790)
    registries = the_registries()
    registries.registration.is_fresh = True
    settings.EVIDENCE_SOURCES = lambda region_id: registries.as_sources()
    nurse = a_nurse(region_id=banjar.id)
    found = gathered(NEEDS, an_applicant(nurse.person_id), purpose=Purpose.SUBMISSION, actor=nurse, now=NOON)
    (fact,) = [each for each in found.facts if each.key is Key.REGISTRATIONS]
    assert fact.state is State.KNOWN
    limit = limits(actor=system(banjar.id))[Source.KKI]
    assert used_today(limit, slot_of(NOON), actor=system(banjar.id)) == 0


def test_the_worker_comes_again_when_there_is_more_and_who_waited_longest_first():
    again_at = NOON + HOUR
    decide = Patience().get_retry_decision
    decisions = [
        decide(exception=QuotaSpent(["registrations"], again_at), job=SimpleNamespace(attempts=attempts))
        for attempts in (1, 5, 5, 5)
    ]
    assert all(again_at <= each.retry_at <= again_at + SPREAD for each in decisions)
    assert len({each.retry_at for each in decisions}) == len(decisions), "they do not come at the same moment"
    assert decisions[0].priority < decisions[1].priority


def test_only_the_nation_sets_its_quotas(regions):
    with pytest.raises(Forbidden):
        set_quota(change_id=uuid7(), source=Source.KKI, daily_limit=1, actor=an_admin(regions[0]), now=NOON)


def test_processes_that_ask_at_the_same_moment_never_take_more_than_there_is(cloned_database):
    banjar = a_region("kota-banjar")
    an_agency(banjar)
    a_quota(790)
    taken: list[int] = []

    def ask() -> None:
        try:
            taken.extend(storm(banjar, wanted=7) for _ in range(15))
        finally:
            connection.close()

    threads = [threading.Thread(target=ask) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    limit = limits(actor=system(banjar.id))[Source.KKI]
    assert sum(taken) == used_today(limit, slot_of(NOON), actor=system(banjar.id)) <= released(790, 12)
    assert storm(banjar) == 0
