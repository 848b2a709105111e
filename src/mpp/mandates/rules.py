"""When somebody may act for another: kinds, states, terms.

A mandate never acts by itself: what an agent prepares is submitted by the principal's own hand.
"""

from datetime import date, timedelta
from enum import StrEnum


class Kind(StrEnum):
    """Why one acts for the other."""

    CLINIC = "clinic"
    RELATIVE = "relative"
    GUARDIAN = "guardian"


class Side(StrEnum):
    """PRINCIPAL: in whose name it happens. AGENT: who does it."""

    PRINCIPAL = "principal"
    AGENT = "agent"


class State(StrEnum):
    OFFERED = "offered"
    ACTIVE = "active"
    REFUSED = "refused"
    ENDED = "ended"


class PreparedState(StrEnum):
    """OFFERED: the principal has not looked yet. TAKEN: it became a draft of his. DECLINED: he wants none of it."""

    OFFERED = "offered"
    TAKEN = "taken"
    DECLINED = "declined"


#: act -> (states it may start from, state it leads to, whether only the party that was asked may do it)
MOVES: dict[str, tuple[frozenset[State], State, bool]] = {
    "confirm": (frozenset({State.OFFERED}), State.ACTIVE, True),
    "refuse": (frozenset({State.OFFERED}), State.REFUSED, True),
    "end": (frozenset({State.OFFERED, State.ACTIVE}), State.ENDED, False),
}

#: The longest term of each kind; whoever needs longer offers again.
LONGEST: dict[Kind, timedelta] = {
    Kind.CLINIC: timedelta(days=366),
    Kind.RELATIVE: timedelta(days=2 * 366),
    Kind.GUARDIAN: timedelta(days=2 * 366),
}
#: Offers that may wait at once, and preparations of one mandate: nobody is flooded.
MOST_OFFERED = 10
MOST_PREPARED = 20


def next_state(act: str, state: State, *, was_asked: bool) -> State | None:
    """Return the state that `act` leads to, None where it is not allowed.

    was_asked: whoever acts is the party that did not make the offer
    """
    starts, end, asked_only = MOVES[act]
    return end if state in starts and (was_asked or not asked_only) else None


def is_in_force(state: State, ends_on: date, on: date) -> bool:
    """Return whether an agent may act on the local date `on`; the last day still counts."""
    return state is State.ACTIVE and on <= ends_on


def latest_end(kind: Kind, today: date) -> date:
    """Return the last day that a mandate offered today may have."""
    return today + LONGEST[kind]


def fits(kind: Kind, ends_on: date, today: date) -> bool:
    """Return whether a mandate offered today may end on that day."""
    return today <= ends_on <= latest_end(kind, today)
