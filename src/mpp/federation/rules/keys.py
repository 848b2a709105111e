"""The signing keys of the provider: one signs, its follower is shown before it signs, its forerunner after.

Applications keep our keys for a while; whoever looks once a day never meets a token signed with a key it cannot know.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

#: A new key is shown for so long before it signs.
SHOWN_BEFORE = timedelta(days=1)
#: An old key is shown for so long after the last token it has signed may be looked at.
SHOWN_AFTER = timedelta(days=2)
#: A key signs for so long; then the worker makes the next one.
SIGNS_FOR = timedelta(days=90)


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """signs_from: it signs from then until the next key does"""

    kid: str
    signs_from: datetime


def signing(terms: Iterable[Term], *, now: datetime) -> Term | None:
    """Return the key that signs at `now`, None before the first one does."""
    begun = [term for term in terms if term.signs_from <= now]
    return max(begun, key=lambda term: term.signs_from, default=None)


def shown(terms: Iterable[Term], *, now: datetime) -> tuple[Term, ...]:
    """Return the keys that applications are told of, the newest first."""
    ordered = sorted(terms, key=lambda term: term.signs_from, reverse=True)
    ends = [now + SHOWN_AFTER, *(term.signs_from for term in ordered)]
    return tuple(term for term, end in zip(ordered, ends, strict=False) if now < end + SHOWN_AFTER)


def next_signs_from(terms: Iterable[Term], *, now: datetime) -> datetime | None:
    """Return when the next key is to sign, were it made now; None while it is not due."""
    latest = max((term.signs_from for term in terms), default=None)
    if latest is None:
        return now
    return now + SHOWN_BEFORE if now >= latest + SIGNS_FOR - SHOWN_BEFORE else None
