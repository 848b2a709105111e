"""The officer's desk: a page of the queue, and search by reference or name."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from uuid import UUID

from mpp.applications.rules import State
from mpp.foundation import hot
from mpp.foundation.actor import Actor

PAGE_SIZE = 25


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueRow:
    """One case in a list of the desk; names as in `models.Application`."""

    id: UUID
    reference: str
    service_slug: str
    variant: str
    applicant_name: str
    place_name: str
    state: State
    step: str
    turn_role: str
    assigned_to: UUID | None
    submitted_at: datetime | None
    due_on: date | None
    open_facts: int
    version: int


@dataclass(frozen=True, slots=True)
class QueuePage:
    """rows: overdue first     next: where the next page begins, None after the last"""

    rows: tuple[QueueRow, ...]
    next: tuple[date, UUID] | None


_NAMES = ", ".join(field.name for field in fields(QueueRow))
_QUEUE = f"SELECT {_NAMES} FROM mpp.work_queue(%s, %s, %s, %s, %s, %s)"  # noqa: S608  # names of our own columns
_SEARCH = f"SELECT {_NAMES} FROM mpp.search_cases(%s, %s, %s, %s)"  # noqa: S608  # as above


def work_queue(*, actor: Actor, mine: bool = False, after: tuple[date, UUID] | None = None) -> QueuePage:
    """Return a page of the cases that wait for the actor's role, or of those he has taken himself."""
    after_due, after_id = after or (None, None)
    officer = actor.officer_id if mine else None
    found = hot.read(_QUEUE, [actor.region_id, actor.role, officer, after_due, after_id, PAGE_SIZE + 1])
    rows = _rows(found)
    shown = rows[:PAGE_SIZE]
    last = shown[-1] if len(rows) > PAGE_SIZE else None
    return QueuePage(shown, (last.due_on, last.id) if last and last.due_on else None)


def search(text: str, *, services: Collection[str], actor: Actor) -> tuple[QueueRow, ...]:
    """Return cases of the actor's region by reference or part of the name, the latest first, at most 50.

    services: slugs whose cases the actor may know     text: at least three characters, else nothing is found
    """
    text = text.strip()
    if len(text) < 3:
        return ()
    return _rows(hot.read(_SEARCH, [actor.region_id, text, list(services), 50]))


def _rows(found: Sequence[tuple[object, ...]]) -> tuple[QueueRow, ...]:
    names = [field.name for field in fields(QueueRow)]
    rows = (dict(zip(names, row, strict=True)) for row in found)
    return tuple(QueueRow(**{**row, "state": State(str(row["state"]))}) for row in rows)  # type: ignore[arg-type]  # typed by the function
