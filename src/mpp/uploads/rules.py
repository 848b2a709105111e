"""What may happen to a document that a citizen sends, how long it is kept, how much anybody may keep.

Legal basis: UU 27/2022 art. 16 and 44: personal data are kept no longer than their purpose, then erased.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo


class State(StrEnum):
    """RECEIVING: bytes are still to come     QUARANTINED: all are there, nobody may open it
    CLEAN: examined; its holder and the officers of a case that rests on it may open it
    REFUSED: it is not what was asked for, its bytes are gone     REMOVED: by its holder or by rule, its bytes are gone
    """

    RECEIVING = "receiving"
    QUARANTINED = "quarantined"
    CLEAN = "clean"
    REFUSED = "refused"
    REMOVED = "removed"


#: act -> (states it may start from, state it leads to): the whole life of an upload.
MOVES = {
    "complete": (frozenset({State.RECEIVING}), State.QUARANTINED),
    "accept": (frozenset({State.QUARANTINED}), State.CLEAN),
    "refuse": (frozenset({State.QUARANTINED}), State.REFUSED),
    "remove": (frozenset({State.RECEIVING, State.QUARANTINED, State.CLEAN, State.REFUSED}), State.REMOVED),
}
#: States in which the bytes lie in the store and count.
STORED = frozenset({State.RECEIVING, State.QUARANTINED, State.CLEAN})
#: States in which an answer may name it: it is there, or will be shortly.
USABLE = frozenset({State.QUARANTINED, State.CLEAN})


def next_state(act: str, state: State) -> State | None:
    """Return the state that `act` leads to, None where it is not allowed from `state`."""
    starts, end = MOVES[act]
    return end if state in starts else None


class Kind(StrEnum):
    """What a document is once it has been examined; HEIC has become JPEG."""

    PDF = "pdf"
    JPEG = "jpeg"
    PNG = "png"


MEDIA_TYPES = {Kind.PDF: "application/pdf", Kind.JPEG: "image/jpeg", Kind.PNG: "image/png"}


class UseState(StrEnum):
    """How a case rests on an upload. DRAFT: not handed in     OPEN: being decided     CLOSED: decided or taken back"""

    DRAFT = "draft"
    OPEN = "open"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Use:
    """One case that rests on an upload. since: when it came into this state     keep_until: of a closed one"""

    state: UseState
    since: datetime
    keep_until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Retention:
    """How long things are kept.

    unfinished: after the last byte that came     unused: without a case     draft: after the draft was last saved
    refused: the line that says why, its bytes go at once     decided, withdrawn: after the case was closed
    """

    unfinished: timedelta = timedelta(hours=24)
    unused: timedelta = timedelta(days=30)
    draft: timedelta = timedelta(days=90)
    refused: timedelta = timedelta(days=30)
    decided: timedelta = timedelta(days=5 * 365)
    withdrawn: timedelta = timedelta(days=30)


def expires_at(state: State, *, touched_at: datetime, uses: Iterable[Use], keep: Retention) -> datetime | None:
    """Return when the rule removes an upload (a refused or removed one: its line); None while a case rests on it.

    touched_at: when it last changed, or bytes last came
    """
    if state is State.RECEIVING:
        return touched_at + keep.unfinished
    if state in (State.REFUSED, State.REMOVED):
        return touched_at + keep.refused
    uses = tuple(uses)
    if any(use.state is UseState.OPEN for use in uses):
        return None
    return max([touched_at + keep.unused, *(_use_ends(use, keep) for use in uses)])


def _use_ends(use: Use, keep: Retention) -> datetime:
    if use.state is UseState.DRAFT or use.keep_until is None:
        return use.since + keep.draft
    # Kept through that day wherever in the country it ends last.
    return datetime.combine(use.keep_until + timedelta(days=1), time(), ZoneInfo("Asia/Jakarta"))


def may_be_removed(uses: Iterable[Use]) -> bool:
    """Return whether its holder may remove it: no case that has been handed in rests on it, decided or not."""
    return all(use.state is UseState.DRAFT for use in uses)


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much is taken, of one document and in all."""

    file_bytes: int = 10 * 2**20
    pages: int = 50
    megapixels: int = 100
    person_bytes: int = 100 * 2**20
    region_bytes: int = 100 * 2**30


#: The longest name that is kept.
LONGEST_NAME = 100
#: Letters that write backwards or are not seen: a name can pretend another ending with them.
_HIDDEN = {"Cc", "Cf", "Co", "Cs"}


def shown_name(given: str) -> str:
    """Return the name a document had on somebody's device, fit to be shown: no folder, nothing unseen; "" for none.

    It is only ever shown: what a document is, its bytes say; where it lies, its digest says.
    """
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", given).replace("\0", ""))[-1]
    seen = "".join(letter for letter in last if unicodedata.category(letter) not in _HIDDEN)
    return " ".join(seen.split()).strip(". ")[:LONGEST_NAME]


class Hint(StrEnum):
    """What makes a picture hard to read; advice, never a refusal."""

    BLURRED = "blurred"
    SMALL = "small"
    DARK = "dark"
