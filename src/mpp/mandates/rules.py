"""When somebody may act for another: kinds, acts, states, terms.

Terms and ages are our rule, not a law's.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID


class Kind(StrEnum):
    """Why one acts for the other."""

    CLINIC = "clinic"
    RELATIVE = "relative"
    GUARDIAN = "guardian"
    PARENT = "parent"


class Act(StrEnum):
    """What an agent may do in the name of the other.

    PREPARE: fill in, attach     HAND_IN: hand in, correct, withdraw
    FOLLOW: see how it stands     RECEIVE: the letter
    """

    PREPARE = "prepare"
    HAND_IN = "hand_in"
    FOLLOW = "follow"
    RECEIVE = "receive"


class Proof(StrEnum):
    """Why we believe it: both agreed in their accounts, an officer saw the principal agree, or the registry said so."""

    AGREED = "agreed"
    WITNESSED = "witnessed"
    REGISTRY = "registry"


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

#: The longest term of each kind; whoever needs longer offers again. A parent's ends when the child is of age.
LONGEST: dict[Kind, timedelta] = {
    Kind.CLINIC: timedelta(days=366),
    Kind.RELATIVE: timedelta(days=2 * 366),
    Kind.GUARDIAN: timedelta(days=2 * 366),
    Kind.PARENT: timedelta(days=18 * 366),
}
#: What each kind may let an agent do. A clinic lays before its people what it has prepared, and sees nothing of theirs.
MOST_ACTS: Mapping[Kind, frozenset[Act]] = {
    Kind.CLINIC: frozenset(),
    Kind.RELATIVE: frozenset(Act),
    Kind.GUARDIAN: frozenset(Act),
    Kind.PARENT: frozenset(Act),
}
#: The kinds that two people agree on; a parent's is proven by the family card.
AGREED_KINDS = (Kind.CLINIC, Kind.RELATIVE, Kind.GUARDIAN)
#: Years at which a parent's mandate ends. Our rule: 18, as child protection counts; at 17, with an identity card of the
#: own, the child may already look into and end it in an account of the own.
OF_AGE = 18
#: How long an answer of the registry about a family card is relied upon.
PROOF_LASTS = timedelta(hours=24)
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """What a mandate gives. services: slugs, empty for every service     ends_on: its last day"""

    kind: Kind
    state: State
    ends_on: date
    acts: frozenset[Act]
    services: frozenset[str] = frozenset()


def may_act(grant: Grant, act: Act, *, service: str, handed_in_by: Collection[str], on: date) -> bool:
    """Return whether an agent may do something in a service on the local date `on`.

    handed_in_by: the kinds of mandates by which the service takes applications
    """
    return (
        is_in_force(grant.state, grant.ends_on, on)
        and act in grant.acts & MOST_ACTS[grant.kind]
        and (not grant.services or service in grant.services)
        and (act is not Act.HAND_IN or grant.kind in handed_in_by)
    )


def is_meaningful(kind: Kind, acts: Collection[Act]) -> bool:
    """Return whether a mandate of the kind may hold these acts: a clinic's none, every other at least one."""
    return set(acts) <= MOST_ACTS[kind] and bool(acts) == bool(MOST_ACTS[kind])


def birthday(born: date, years: int) -> date:
    """Return the day on which somebody turns `years`; who was born on 29 February, on 1 March of other years."""
    try:
        return born.replace(year=born.year + years)
    except ValueError:
        return date(born.year + years, 3, 1)


def last_day_as_child(born: date) -> date:
    """Return the last day on which a parent acts for a child."""
    return birthday(born, OF_AGE) - timedelta(days=1)


#: Digits and capitals without those that look alike.
_NUMBER = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"


def number_of(mandate_id: UUID) -> str:
    """Return how people call a mandate: `KU-7F3K-9CX2`, drawn from the random end of its id."""
    drawn = "".join(_NUMBER[mandate_id.int >> shift & 31] for shift in range(35, -1, -5))
    return f"KU-{drawn[:4]}-{drawn[4:]}"


def latest_end(kind: Kind, today: date) -> date:
    """Return the last day that a mandate offered today may have."""
    return today + LONGEST[kind]


def fits(kind: Kind, ends_on: date, today: date) -> bool:
    """Return whether a mandate offered today may end on that day."""
    return today <= ends_on <= latest_end(kind, today)
