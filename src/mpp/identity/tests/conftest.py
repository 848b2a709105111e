from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from mpp.foundation import ratelimit
from mpp.identity import watch as watching
from mpp.identity.tests.fakes import Couriers, FakeIdentityProvider, Posts, Registry
from mpp.ui import middleware

NOON = datetime(2026, 11, 20, 5, tzinfo=UTC)
#: What browsers of these tests say they are.
AGENT = {"User-Agent": "Mozilla/5.0 (Linux; Android 15) Chrome/140.0"}


class Now:
    """The clock of all requests of a test."""

    def __init__(self):
        self.at = NOON

    def __call__(self):
        return self.at

    def later(self, **units):
        self.at += timedelta(**units)


@pytest.fixture
def now(monkeypatch):
    clock = Now()
    monkeypatch.setattr(middleware, "utc_now", clock)
    return clock


@pytest.fixture
def browser():
    return Client(headers=AGENT)


@pytest.fixture
def provider(settings):
    fake = FakeIdentityProvider()
    settings.IDENTITY_DOORS = lambda: {"ikd": fake.door()}
    return fake


@pytest.fixture(autouse=True)
def couriers(settings):
    """What was sent, instead of sending it."""
    settings.IDENTITY_COURIERS = carriers = Couriers()
    return carriers


@pytest.fixture(autouse=True)
def registry(settings):
    settings.IDENTITY_STANDING = silent = Registry()
    return silent


@pytest.fixture
def posts(settings):
    held = Posts()
    settings.IDENTITY_CAPACITIES = held
    return held


@pytest.fixture(autouse=True)
def fresh_process():
    """Forget what a process remembers between requests: buckets and known sessions."""
    ratelimit.buckets.forget()
    watching.watch.forget()
