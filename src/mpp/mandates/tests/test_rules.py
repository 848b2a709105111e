"""When a mandate holds: states, terms, who may do what."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from mpp.mandates.rules import LONGEST, MOVES, Kind, State, fits, is_in_force, latest_end, next_state

DAYS = st.dates(min_value=date(2020, 1, 1), max_value=date(2100, 1, 1))
STATES, ACTS = st.sampled_from(State), st.sampled_from(sorted(MOVES))


@given(state=STATES, act=ACTS, was_asked=st.booleans())
def test_what_is_over_stays_over(state, act, was_asked):
    if state in (State.REFUSED, State.ENDED):
        assert next_state(act, state, was_asked=was_asked) is None


@given(state=STATES, was_asked=st.booleans())
def test_only_the_party_that_was_asked_makes_a_mandate_hold(state, was_asked):
    assert (next_state("confirm", state, was_asked=was_asked) is State.ACTIVE) == (state is State.OFFERED and was_asked)


@given(state=st.sampled_from([State.OFFERED, State.ACTIVE]), was_asked=st.booleans())
def test_either_party_ends_it_at_any_time(state, was_asked):
    assert next_state("end", state, was_asked=was_asked) is State.ENDED


@given(state=STATES, ends_on=DAYS, on=DAYS)
def test_it_holds_through_its_last_day_and_only_while_it_is_active(state, ends_on, on):
    assert is_in_force(state, ends_on, on) == (state is State.ACTIVE and on <= ends_on)


@given(kind=st.sampled_from(Kind), today=DAYS, days=st.integers(-800, 1600))
def test_a_term_lies_ahead_and_within_the_longest_of_its_kind(kind, today, days):
    assert fits(kind, today + timedelta(days=days), today) == (0 <= days <= LONGEST[kind].days)
    assert latest_end(kind, today) == today + LONGEST[kind]
