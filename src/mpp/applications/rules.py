"""The life of an application: which act may start from which state, whose turn is next, what a reference looks like.

Legal states are ours and few; the steps inside them belong to the service definition and are data.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    VERIFIED = "verified"
    RECOMMENDED = "recommended"
    SIGNING = "signing"
    ISSUED = "issued"
    AUTO_ISSUED = "auto_issued"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


#: An office still has to decide.
WITH_OFFICE = frozenset({State.SUBMITTED, State.VERIFIED, State.RECOMMENDED, State.SIGNING})
#: The applicant may still change or withdraw it, or an office still has to decide.
OPEN = WITH_OFFICE | {State.DRAFT, State.RETURNED}
#: The applicant may still change what he says.
EDITABLE = frozenset({State.DRAFT, State.RETURNED})
#: Nothing more happens.
CLOSED = frozenset(State) - OPEN

#: A draft that nobody saves for so long is deleted, and its person told so long before. No law says how long: our rule.
DRAFT_KEPT_DAYS, DRAFT_WARNED_DAYS = 90, 14

APPLICANT = "pemohon"
SYSTEM = "sistem"


@dataclass(frozen=True, slots=True)
class Move:
    """One act: the states it may start from, the state it leads to (None: it stays), and who may do it.

    by: `pemohon` the applicant, `turn` the officer whose role the present step names, `sistem` automation
    action: the kind of step it completes, "" for acts that complete none
    """

    starts: frozenset[State]
    end: State | None
    by: str
    action: str = ""


#: act -> move: the whole life of an application.
MOVES: dict[str, Move] = {
    "submit": Move(frozenset({State.DRAFT, State.RETURNED}), State.SUBMITTED, APPLICANT),
    "withdraw": Move(OPEN - {State.DRAFT, State.SIGNING}, State.WITHDRAWN, APPLICANT),
    "take": Move(WITH_OFFICE, None, "turn"),
    "hand_over": Move(WITH_OFFICE, None, "turn"),
    "verify": Move(frozenset({State.SUBMITTED}), State.VERIFIED, "turn", "verify"),
    "recommend": Move(frozenset({State.SUBMITTED, State.VERIFIED}), State.RECOMMENDED, "turn", "recommend"),
    "return_for_correction": Move(
        frozenset({State.SUBMITTED, State.VERIFIED, State.RECOMMENDED}), State.RETURNED, "turn"
    ),
    "return_unconfirmed": Move(frozenset({State.SUBMITTED, State.VERIFIED, State.RECOMMENDED}), State.RETURNED, SYSTEM),
    "approve": Move(frozenset({State.SUBMITTED, State.VERIFIED, State.RECOMMENDED}), State.SIGNING, "turn", "sign"),
    "reject": Move(frozenset({State.SUBMITTED, State.VERIFIED, State.RECOMMENDED}), State.REJECTED, "turn", "sign"),
    "record_issued": Move(frozenset({State.SIGNING}), State.ISSUED, SYSTEM),
    "give_document": Move(frozenset({State.SUBMITTED, State.VERIFIED, State.RECOMMENDED}), None, APPLICANT),
    "confirm_facts": Move(WITH_OFFICE | {State.RETURNED}, None, SYSTEM),
}


def next_state(act: str, state: State) -> State | None:
    """Return the state that `act` leads to, or None where it is not allowed from `state`."""
    move = MOVES[act]
    if state not in move.starts:
        return None
    return move.end or state


def following[S](steps: Sequence[S], key: str, key_of: Callable[[S], str]) -> S | None:
    """Return the step after the one called `key` ("" for the first); None when that was the last.

    A step that no longer applies has no follower by name: the first step not yet taken is then the first of all.
    """
    keys = [key_of(step) for step in steps]
    position = keys.index(key) + 1 if key in keys else 0
    return steps[position] if position < len(steps) else None


def acts_open(*, state: State, step_action: str, is_turn: bool, is_applicant: bool) -> tuple[str, ...]:
    """Return the acts a person may do now, in the order of `MOVES`: what the page offers and the door admits."""
    return tuple(
        act
        for act, move in MOVES.items()
        if state in move.starts
        and (not move.action or move.action == step_action)
        and ((move.by == APPLICANT and is_applicant) or (move.by == "turn" and is_turn))
    )


#: Crockford's base 32: no letter that reads like a digit.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
#: A prime above 32: the check character then catches every single wrong and every swapped character.
MODULUS = 37


def reference(*, region_code: str, service: str, month: str, serial: int) -> str:
    """Return an application number: `{region4}-{service}-{yyyymm}-{serial and check}`.

    region_code: as in the decree, `32.79`     month: six digits, local to the region
    serial: drawn from a sequence, >= 1
    """
    # Numbers whose remainder has no letter in the alphabet are passed over, so the check stays readable.
    number = serial // 32 * MODULUS + serial % 32
    digits, rest = "", number
    while rest:
        rest, digit = divmod(rest, 32)
        digits = ALPHABET[digit] + digits
    return f"{region_code.replace('.', '')}-{service.upper()}-{month}-{digits:0>5}{ALPHABET[number % MODULUS]}"


def is_reference(text: str) -> bool:
    """Return whether `text` has the shape of a reference and its check character holds."""
    head, _, tail = text.upper().rpartition("-")
    if head.count("-") < 2 or len(tail) < 6 or any(character not in ALPHABET for character in tail):
        return False
    number = 0
    for character in tail[:-1]:
        number = number * 32 + ALPHABET.index(character)
    return number % MODULUS == ALPHABET.index(tail[-1])
