"""When a mandate holds: states, terms, who may do what."""

import re
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from mpp.mandates.rules import (
    LONGEST,
    MOST_ACTS,
    MOVES,
    Act,
    Grant,
    Kind,
    State,
    birthday,
    fits,
    is_in_force,
    is_meaningful,
    last_day_as_child,
    latest_end,
    may_act,
    next_state,
    number_of,
)

DAYS = st.dates(min_value=date(2020, 1, 1), max_value=date(2100, 1, 1))
STATES, ACTS = st.sampled_from(State), st.sampled_from(sorted(MOVES))
SERVICES, KINDS = st.sampled_from(["kia", "sip-perawat", "ktp-el"]), st.sets(st.sampled_from(Kind))
GRANTS = st.builds(
    Grant,
    kind=st.sampled_from(Kind),
    state=STATES,
    ends_on=DAYS,
    acts=st.frozensets(st.sampled_from(Act)),
    services=st.frozensets(SERVICES),
)


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


@given(grant=GRANTS, act=st.sampled_from(Act), service=SERVICES, handed_in_by=KINDS, on=DAYS)
def test_an_agent_does_what_kind_scope_term_and_service_all_allow_and_nothing_else(
    grant, act, service, handed_in_by, on
):
    may = may_act(grant, act, service=service, handed_in_by=handed_in_by, on=on)
    assert may == all(
        (
            grant.state is State.ACTIVE,
            on <= grant.ends_on,
            act in grant.acts,
            grant.kind is not Kind.CLINIC,
            not grant.services or service in grant.services,
            act is not Act.HAND_IN or grant.kind in handed_in_by,
        )
    )


@given(grant=GRANTS, act=st.sampled_from(Act), service=SERVICES, days=st.integers(1, 400))
def test_what_ended_yesterday_gives_nothing_today(grant, act, service, days):
    after = grant.ends_on + timedelta(days=days)
    assert not may_act(grant, act, service=service, handed_in_by=set(Kind), on=after)


@given(kind=st.sampled_from(Kind), acts=st.sets(st.sampled_from(Act)))
def test_a_clinic_s_mandate_holds_no_acts_and_every_other_one_some(kind, acts):
    assert is_meaningful(kind, acts) == (not acts if kind is Kind.CLINIC else bool(acts))
    assert set(acts) <= MOST_ACTS[kind] or not is_meaningful(kind, acts)


@given(born=DAYS)
def test_a_child_is_of_age_on_the_birthday_and_not_a_day_before(born):
    first = last_day_as_child(born) + timedelta(days=1)
    assert first == birthday(born, 18)
    assert (first.year - born.year, first.month) in ((18, born.month), (18, 3))


def test_whoever_was_born_on_a_leap_day_turns_a_year_older_on_the_first_of_march():
    born = date(2012, 2, 29)
    assert birthday(born, 17) == date(2029, 3, 1)
    assert last_day_as_child(born) == date(2030, 2, 28)
    assert birthday(born, 20) == date(2032, 2, 29)


@given(mandate_id=st.uuids())
def test_a_mandate_is_called_by_a_number_that_can_be_read_out(mandate_id):
    assert re.fullmatch(r"KU-[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}", number_of(mandate_id))
