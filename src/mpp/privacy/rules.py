"""What a person is told about those who looked, how long an office has to answer, and how long a copy is kept.

Legal basis: UU 27/2022 art. 32 (access to one's data and to the record of its processing within 3 x 24 hours)
"""

from datetime import datetime, timedelta
from enum import StrEnum

from mpp.tenancy.rules import ROLES

#: Three times twenty-four hours: they run on holidays too.
CLOCK = timedelta(hours=72)
#: What is left of the clock when an office is reminded: the first time, and when nothing is left.
REMINDED_AT = (timedelta(hours=24), timedelta(0))
#: Requests a person may have waiting at once.
MOST_OPEN = 5
#: How long a copy lies ready.
COPY_KEPT_FOR = timedelta(days=7)
#: A copy is made of everything there is: not again before this time has passed.
COPY_AGAIN_AFTER = timedelta(hours=1)
LONGEST_TEXT = 4000
#: Why somebody may look whose work the case is not; one of them is chosen before the case opens.
INSPECTION_PURPOSES = ("supervision", "complaint", "incident")


class RequestKind(StrEnum):
    """What is asked."""

    EXPLANATION = "explanation"
    CORRECTION = "correction"
    ERASURE = "erasure"
    STOP = "stop"


class RequestState(StrEnum):
    OPEN = "open"
    ANSWERED = "answered"
    WITHDRAWN = "withdrawn"


class Outcome(StrEnum):
    GRANTED = "granted"
    PARTLY = "partly"
    REFUSED = "refused"


class CopyState(StrEnum):
    """ASKED: the worker is at it. READY: it can be fetched. GONE: its time is over and its file deleted."""

    ASKED = "asked"
    READY = "ready"
    GONE = "gone"


def is_named(role: str) -> bool:
    """Return whether a person reads the name of an officer in this post, besides post and office.

    Whoever signs letters acts under his name. Others act for their office: it answers for them, and gives their names
    when a person asks with a reason.
    """
    return role in ROLES and ROLES[role].is_signer


def due_at(made_at: datetime) -> datetime:
    """Return when the answer is due."""
    return made_at + CLOCK


def hours_left(due: datetime, now: datetime) -> int:
    """Return the whole hours until the answer is due, 0 in the last one, negative once it is late."""
    return (due - now) // timedelta(hours=1)


def reminders_due(due: datetime, now: datetime) -> int:
    """Return how many reminders an office should have had by now."""
    return sum(due - now <= left for left in REMINDED_AT)


def request_number(request_hex: str) -> str:
    """Return what a request is called: `PDP-1A2B3C4D`, from the random end of its id."""
    return f"PDP-{request_hex[-8:].upper()}"
