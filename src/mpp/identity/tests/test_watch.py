from uuid import uuid4

import pytest

from mpp.identity.watch import KEPT_SECONDS, SessionWatch


class Database:
    def __init__(self):
        self.is_open, self.asked = True, 0

    def __call__(self, _):
        self.asked += 1
        return self.is_open


@pytest.fixture
def clock():
    return [0.0]


@pytest.fixture
def database():
    return Database()


@pytest.fixture
def watch(clock, database):
    return SessionWatch(database, clock=lambda: clock[0], most=3)


def test_the_database_is_asked_once_in_a_few_seconds(watch, clock, database):
    session = uuid4()
    for clock[0] in (0.0, 1.0, KEPT_SECONDS - 0.1):
        assert watch.is_open(session)
    assert database.asked == 1


def test_an_ended_session_is_seen_within_seconds(watch, clock, database):
    session = uuid4()
    assert watch.is_open(session)
    database.is_open = False
    clock[0] += KEPT_SECONDS
    assert not watch.is_open(session)


def test_a_session_ended_here_is_seen_at_once(watch, database):
    session = uuid4()
    assert watch.is_open(session)
    database.is_open = False
    watch.forget(session)
    assert not watch.is_open(session)


def test_memory_is_bounded(watch):
    for _ in range(10):
        watch.is_open(uuid4())
    assert len(watch._known) == 3
