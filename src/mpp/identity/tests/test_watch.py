"""When a process knows that a session has ended, whatever the clocks say and whoever ended it."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from threading import Event
from uuid import uuid4

import psycopg
import pytest

from mpp.foundation.actor import system
from mpp.foundation.ids import uuid7
from mpp.foundation.scope import entered
from mpp.identity.models import Session
from mpp.identity.operations.end_session import end_session
from mpp.identity.operations.record_status import record_status
from mpp.identity.rules import CITIZEN_LIMITS, PersonStatus
from mpp.identity.tests.conftest import NOON
from mpp.identity.tests.test_sign_in import citizen, comes
from mpp.identity.watch import KNOWN_FOR, MATTERS_FOR, READ_ANEW_AFTER, READ_EVERY, SessionWatch, _read_database

NOW = datetime(2026, 11, 2, 8, tzinfo=UTC)


class Feed:
    """A feed that a test fills. asked: since which transaction it was read each time"""

    def __init__(self):
        self.ended, self.asked, self.is_silent = set(), [], False

    def __call__(self, since, after):
        self.asked.append(since)
        if self.is_silent:
            raise psycopg.OperationalError
        return len(self.asked), set(self.ended)


@pytest.fixture
def clock():
    return [1_000.0]


@pytest.fixture
def feed():
    return Feed()


@pytest.fixture
def watch(clock, feed):
    return SessionWatch(feed, clock=lambda: clock[0])


def test_one_statement_every_other_second_serves_all_sessions(watch, clock, feed):
    for _ in range(3):
        assert watch.is_open(uuid4(), now=NOW)
    assert feed.asked == [None]
    clock[0] += READ_EVERY
    assert watch.is_open(uuid4(), now=NOW)
    assert watch.is_open(uuid4(), now=NOW)
    assert feed.asked == [None, 1]


def test_a_session_ended_elsewhere_is_refused_here_within_seconds(watch, clock, feed):
    session = uuid4()
    assert watch.is_open(session, now=NOW)
    feed.ended.add(session)
    clock[0] += READ_EVERY
    assert not watch.is_open(session, now=NOW)
    feed.ended.clear()
    clock[0] += READ_EVERY
    assert not watch.is_open(session, now=NOW)


def test_a_session_ended_here_is_refused_at_once_with_all_that_ended_in_the_same_act(watch, feed):
    session = uuid4()
    assert watch.is_open(session, now=NOW)
    with_it = uuid4()
    watch.ended(session)
    feed.ended.add(with_it)
    assert not watch.is_open(session, now=NOW)
    assert not watch.is_open(with_it, now=NOW)


def test_whoever_cannot_read_the_feed_lets_nobody_in_and_then_reads_all(watch, clock, feed):
    session = uuid4()
    feed.is_silent = True
    with pytest.raises(psycopg.OperationalError):
        watch.is_open(session, now=NOW)
    feed.is_silent = False
    assert watch.is_open(session, now=NOW)
    clock[0] += KNOWN_FOR
    feed.is_silent = True
    for _ in range(2):
        with pytest.raises(psycopg.OperationalError):
            watch.is_open(session, now=NOW)
    feed.is_silent = False
    assert watch.is_open(session, now=NOW)
    assert feed.asked == [None, None, 2, None, None]


def test_what_has_run_out_is_forgotten(watch, clock, feed):
    session = uuid4()
    feed.ended.add(session)
    assert not watch.is_open(session, now=NOW)
    feed.ended.clear()
    clock[0] += READ_ANEW_AFTER
    watch.is_open(session, now=NOW)
    assert not watch._ended
    assert timedelta(0) < MATTERS_FOR - CITIZEN_LIMITS.idle


def test_while_one_thread_reads_the_others_go_on_until_what_they_know_is_too_old(clock):
    session, reading, may_end = uuid4(), Event(), Event()

    def feed(since, after):
        if since is not None:
            reading.set()
            may_end.wait(10)
            return 2, [session]
        return 1, []

    watch = SessionWatch(feed, clock=lambda: clock[0])
    assert watch.is_open(session, now=NOW)
    clock[0] += READ_EVERY
    with ThreadPoolExecutor(2) as threads:
        slow = threads.submit(watch.is_open, session, now=NOW)
        assert reading.wait(10)
        assert watch.is_open(session, now=NOW)
        clock[0] += KNOWN_FOR
        late = threads.submit(watch.is_open, session, now=NOW)
        may_end.set()
        assert (slow.result(10), late.result(10)) == (False, False)


def test_the_feed_leaves_out_no_transaction_that_commits_late(cloned_database):
    """It began first and ends last; by its own clock it ended the session an hour ago."""
    begun = comes()
    watch_again = [0.0]
    watch = SessionWatch(_read_database, clock=lambda: watch_again[0])
    with psycopg.connect(cloned_database.owner_url) as late:
        late.execute("SELECT set_config('mpp.operation', 'tests.late', true)")
        late.execute(
            "UPDATE identity_session SET ended_at = %s, end_reason = 'by-owner' WHERE id = %s",
            [NOON - timedelta(hours=1), begun.session_id],
        )
        for _ in range(2):
            assert watch.is_open(begun.session_id, now=NOON)
            comes()
            watch_again[0] += READ_EVERY
        late.commit()
    assert not watch.is_open(begun.session_id, now=NOON)


@pytest.mark.django_db
def test_a_process_that_starts_knows_what_has_ended_before():
    begun = comes()
    assert SessionWatch(_read_database).is_open(begun.session_id, now=NOON)
    end_session(session_id=begun.session_id, reason="by-owner", actor=citizen(begun), now=NOON)
    assert not SessionWatch(_read_database).is_open(begun.session_id, now=NOON + CITIZEN_LIMITS.idle)


@pytest.mark.django_db
def test_a_session_that_begins_while_a_death_is_entered_ends_as_it_begins():
    """The door was asked before, so nothing but the row says it."""
    known = comes()
    record_status(
        person_id=known.person_id,
        status=PersonStatus.DECEASED,
        actor=replace(system(), person_id=known.person_id),
        now=NOON,
    )
    with entered(citizen(known), operation="tests.begin"):
        Session.objects.create(
            id=uuid7(),
            person_id=known.person_id,
            account_id=known.account_id,
            assurance=1,
            role="pemohon",
            created_at=NOON,
            seen_at=NOON,
        )
        begun = Session.objects.order_by("-id")[0]
    assert (begun.ended_at, begun.end_reason) == (NOON, "registry")
    assert not SessionWatch(_read_database).is_open(begun.id, now=NOON)
