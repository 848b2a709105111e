"""Who may answer for a facility, and what an answer leads to."""

from datetime import date, timedelta
from enum import StrEnum


class State(StrEnum):
    """WAITING: the facility has been asked. LAPSED: it did not answer in time, nobody answers for it any more, or the
    case needs no answer now."""

    WAITING = "waiting"
    CONFIRMED = "confirmed"
    REFUSED = "refused"
    LAPSED = "lapsed"


#: act -> state it leads to; each starts from WAITING, so that a second answer changes nothing.
MOVES: dict[str, State] = {"confirm": State.CONFIRMED, "refuse": State.REFUSED, "lapse": State.LAPSED}

#: The longest term of a steward; a facility names him anew after it, so that nobody stays by being forgotten.
LONGEST = timedelta(days=2 * 366)
#: Words of a refusal, in characters: a reason, no file.
MOST_WORDS = 500


def next_state(act: str, state: State) -> State | None:
    """Return the state that `act` leads to, None where the request has its answer already."""
    return MOVES[act] if state is State.WAITING else None


def is_in_force(starts_on: date, ends_on: date, on: date) -> bool:
    """Return whether a steward answers for the facility on the local date `on`; both days count."""
    return starts_on <= on <= ends_on


def fits(starts_on: date, ends_on: date) -> bool:
    """Return whether a term may be given: it ends on or after its first day, and not too far away."""
    return starts_on <= ends_on <= starts_on + LONGEST
