"""Terms of stewards and answers, as tables."""

from datetime import date

import pytest

from mpp.facilities.rules import MOVES, State, fits, is_in_force, next_state

FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)


@pytest.mark.parametrize("act", MOVES)
def test_an_answer_is_given_once(act):
    assert next_state(act, State.WAITING) is MOVES[act]
    for answered in set(State) - {State.WAITING}:
        assert next_state(act, answered) is None


def test_a_steward_answers_from_the_first_day_to_the_last():
    assert [is_in_force(FIRST, LAST, day) for day in (date(2025, 12, 31), FIRST, LAST, date(2027, 1, 1))] == [
        False,
        True,
        True,
        False,
    ]


def test_a_term_ends_after_it_begins_and_within_two_years():
    assert fits(FIRST, FIRST)
    assert fits(FIRST, date(2027, 12, 31))
    assert not fits(FIRST, date(2025, 12, 31))
    assert not fits(FIRST, date(2028, 6, 1))
