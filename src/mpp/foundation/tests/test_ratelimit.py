from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from mpp.foundation import ratelimit
from mpp.foundation.ratelimit import Buckets, Counted, Rule, TooMany

RULE = Rule(burst=3, per_minute=60, counted=Counted.ACCOUNT, why="a test")


class Clock:
    now = 0.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def fresh(settings, monkeypatch, clock):
    settings.RATE_LIMITS = {
        "by-account": RULE,
        "by-address": Rule(burst=1, per_minute=1, counted=Counted.ADDRESS, why=""),
    }
    settings.TRUSTED_PROXIES = 0
    monkeypatch.setattr(ratelimit, "buckets", Buckets(clock=clock))


def test_a_token_that_is_given_back_can_be_taken_again_and_never_more_than_a_burst(clock):
    buckets = Buckets(clock=clock)
    for _ in range(5):
        assert buckets.take("r", RULE, "a") == 0
        buckets.put("r", RULE, "a")
    buckets.put("r", RULE, "a")
    buckets.put("r", RULE, "nobody")
    assert [buckets.take("r", RULE, "a") for _ in range(4)] == [0, 0, 0, 1]


def test_a_burst_is_served_and_then_the_lasting_rate(clock):
    buckets = Buckets(clock=clock)
    assert [buckets.take("r", RULE, "a") for _ in range(4)] == [0, 0, 0, 1]
    clock.now += 1
    assert buckets.take("r", RULE, "a") == 0
    assert buckets.take("r", RULE, "a") == 1


@given(st.lists(st.floats(0, 10), max_size=200))
def test_nobody_ever_gets_more_than_the_burst_and_the_rate(pauses):
    clock = Clock()
    buckets, served = Buckets(clock=clock), 0
    for pause in pauses:
        clock.now += pause
        served += buckets.take("r", RULE, "a") == 0
    assert served <= RULE.burst + clock.now * RULE.per_minute / 60 + 1e-6


def test_callers_and_rules_do_not_share_buckets(clock):
    buckets = Buckets(clock=clock)
    for _ in range(3):
        buckets.take("r", RULE, "a")
    assert buckets.take("r", RULE, "b") == 0
    assert buckets.take("s", RULE, "a") == 0
    assert buckets.take("r", RULE, "a") > 0


def test_memory_is_bounded_however_many_callers_come(clock):
    buckets = Buckets(most=10, clock=clock)
    for caller in range(1000):
        buckets.take("r", RULE, str(caller))
    assert len(buckets._levels) == 10


@pytest.mark.usefixtures("fresh")
def test_an_account_is_counted_wherever_it_comes_from():
    account = uuid4()
    for host in range(3):
        ratelimit.spend("by-account", address=f"192.0.2.{host}", account=account)
    with pytest.raises(TooMany) as refused:
        ratelimit.spend("by-account", address="192.0.2.9", account=account)
    assert refused.value.facts == {"rule": "by-account", "retry_after_seconds": 2}
    ratelimit.spend("by-account", address="192.0.2.9", account=uuid4())
    ratelimit.spend("by-account", address="192.0.2.9")


@pytest.mark.usefixtures("fresh")
def test_one_household_is_one_caller():
    ratelimit.spend("by-address", address="2001:db8::1", account=uuid4())
    with pytest.raises(TooMany):
        ratelimit.spend("by-address", address="2001:db8::ffff", account=uuid4())
    ratelimit.spend("by-address", address="2001:db8:0:1::1")


@pytest.mark.usefixtures("fresh")
def test_a_view_counts_only_the_methods_that_do_the_work():
    @ratelimit.limited("by-address", methods=("POST",))
    def view(request):
        return request.method

    def ask(method):
        request = RequestFactory().generic(method, "/")
        request.actor = SimpleNamespace(address="192.0.2.1", account_id=None)
        return view(request)

    assert [ask("GET"), ask("POST"), ask("GET")] == ["GET", "POST", "GET"]
    with pytest.raises(TooMany):
        ask("POST")


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, "203.0.113.7", "192.0.2.1"),
        (1, "198.51.100.1, 203.0.113.7", "203.0.113.7"),
        (2, "invented, 198.51.100.1, 203.0.113.7", "198.51.100.1"),
        (2, "203.0.113.7", "192.0.2.1"),
        (1, "", "192.0.2.1"),
        (1, "<script>", "192.0.2.1"),
        (1, "2001:DB8::0001", "2001:db8::1"),
    ],
)
def test_only_our_own_proxies_are_believed(settings, proxies, forwarded, address):
    settings.TRUSTED_PROXIES = proxies
    request = RequestFactory().get("/", REMOTE_ADDR="192.0.2.1", headers={"X-Forwarded-For": forwarded})
    assert ratelimit.client_address(request) == address
