"""A storm in one region never takes what another region is due, and what nobody needs is lent."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from mpp.evidence.rules.quota import HOURS, Slot, allowance, alone, is_low, more_at, released, slot_of

REGIONS = (1, 2, 3, 4)


@st.composite
def a_day(draw):
    """A quota, the weights of regions, and who asks in which hour, in any order."""
    limit = draw(st.integers(0, 3000))
    weights = tuple((region, draw(st.integers(1, 5))) for region in REGIONS)
    storms = draw(st.lists(st.tuples(st.integers(0, 23), st.sampled_from(REGIONS), st.integers(1, 800)), max_size=25))
    return limit, weights, sorted(storms, key=lambda each: each[0])


class Day:
    """The counters of one day, as the database keeps them."""

    def __init__(self, limit, weights):
        self.limit, self.weights = limit, weights
        self.own, self.lent = {}, {}

    def used(self, hour=24):
        return sum(n for (at, _), n in (*self.own.items(), *self.lent.items()) if at < hour)

    def allowance(self, hour, region):
        return allowance(self.limit, hour=hour, region=region, weights=self.weights, used_before=self.used(hour))

    def ask(self, hour, region, wanted):
        may = self.allowance(hour, region)
        own = min(wanted, may.guaranteed - self.own.get((hour, region), 0))
        borrowed = sum(n for (at, _), n in self.lent.items() if at == hour)
        lent = min(wanted - own, max(may.pool - borrowed, 0))
        self.own[hour, region] = self.own.get((hour, region), 0) + own
        self.lent[hour, region] = self.lent.get((hour, region), 0) + lent
        return own + lent


@given(a_day())
def test_all_regions_together_never_ask_more_than_the_quota(day):
    limit, weights, storms = day
    it = Day(limit, weights)
    for hour, region, wanted in storms:
        it.ask(hour, region, wanted)
        assert it.used(hour + 1) <= released(limit, hour) <= limit


@given(a_day(), st.sampled_from(REGIONS), st.integers(0, 23))
def test_whatever_the_others_do_a_region_gets_its_share_of_the_hour(day, quiet, hour):
    limit, weights, storms = day
    it = Day(limit, weights)
    for at, region, wanted in storms:
        if region != quiet and at <= hour:
            it.ask(at, region, wanted)
    due = limit * HOURS[hour] // sum(HOURS) * dict(weights)[quiet] // sum(weight for _, weight in weights)
    assert it.ask(hour, quiet, due) == due


@given(st.integers(0, 100_000), st.sampled_from(REGIONS))
def test_what_nobody_else_needs_is_lent_so_that_one_region_can_use_nearly_all(limit, region):
    weights = tuple((each, 1) for each in REGIONS)
    it = Day(limit, weights)
    got = sum(it.ask(hour, region, limit) for hour in range(24))
    last_guarantees = limit * HOURS[23] // sum(HOURS)
    assert limit - last_guarantees <= got <= limit


@given(st.integers(0, 5000), st.integers(0, 6000))
def test_an_own_agreement_is_the_region_s_alone_all_day(limit, used):
    may = alone(limit, used_before=used)
    assert (may.guaranteed, may.pool) == (max(limit - used, 0), 0)


def test_the_day_is_that_of_jakarta_and_more_comes_with_the_next_hour_or_the_next_day():
    late = datetime(2026, 11, 22, 16, 59, 30, tzinfo=UTC)
    assert slot_of(late) == Slot(datetime(2026, 11, 22).date(), 23)  # noqa: DTZ001  a local date
    midnight = datetime(2026, 11, 22, 17, 0, tzinfo=UTC)
    assert more_at(late, is_own=False) == more_at(late, is_own=True) == midnight
    noon = datetime(2026, 11, 22, 5, 10, tzinfo=UTC)
    assert more_at(noon, is_own=False) == datetime(2026, 11, 22, 6, 0, tzinfo=UTC)
    assert more_at(noon, is_own=True) == midnight


def test_the_quota_is_low_when_less_than_a_fifth_is_left():
    assert [is_low(100, used) for used in (0, 80, 81, 100, 101)] == [False, False, True, True, True]
    assert not is_low(0, 500), "no limit, nothing to run out"
