"""The officer's desk: a page of the queue, and search by reference or name."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from mpp.applications.models import Application
from mpp.applications.queries.case import CASE_COLUMNS, STATES, Case, case_of
from mpp.applications.rules import State
from mpp.foundation import hot
from mpp.foundation.actor import Actor
from mpp.foundation.scope import query

PAGE_SIZE = 25


# A tuple: a page of the queue reads 25 of them, and a search 50.
class QueueRow(NamedTuple):
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


#: Where a page ends: due date and id of a case.
type Key = tuple[date, UUID]


@dataclass(frozen=True, slots=True)
class QueuePage:
    """rows: overdue first     before, after: keys of the pages on either side, None where there is none"""

    rows: tuple[QueueRow, ...]
    before: Key | None
    after: Key | None


_NAMES = ", ".join(QueueRow._fields)
_STATE = QueueRow._fields.index("state")
_QUEUE = f"SELECT {_NAMES} FROM mpp.work_queue(%s, %s, %s, %s, %s, %s, %s)"  # noqa: S608  # names of our own columns
_SEARCH = f"SELECT {_NAMES} FROM mpp.search_cases(%s, %s, %s, %s)"  # noqa: S608  # as above

#: Before every case.
_START: Key = (date.min, UUID(int=0))


def work_queue(*, actor: Actor, mine: bool = False, after: Key | None = None, before: Key | None = None) -> QueuePage:
    """Return a page of the cases that wait for the actor's role, or of those that he holds himself.

    after, before: the key that the page follows or precedes; neither for the first page
    """
    due_on, last_id = before or after or _START
    officer = actor.officer_id if mine else None
    found = _rows(
        hot.read(_QUEUE, [actor.region_id, actor.role, officer, due_on, last_id, before is not None, PAGE_SIZE + 1])
    )
    shown, has_more = found[:PAGE_SIZE], len(found) > PAGE_SIZE
    if before is not None:
        shown = shown[::-1]
    has_before, has_after = (has_more, True) if before is not None else (after is not None, has_more)
    return QueuePage(
        shown,
        _key(shown[0]) if shown and has_before else None,
        _key(shown[-1]) if shown and has_after else None,
    )


def _key(row: QueueRow) -> Key | None:
    return (row.due_on, row.id) if row.due_on else None


_TO_SIGN = f"SELECT {', '.join(CASE_COLUMNS)} FROM mpp.work_queue(%s, %s, NULL, %s, %s, false, %s)"  # noqa: S608  # as above


def waiting_for_signature(*, actor: Actor) -> tuple[Case, ...]:
    """Return the cases that wait for the actor's signature, overdue first, as many as one sitting takes.

    Those that a colleague has taken are not among them.
    """
    found = hot.read(_TO_SIGN, [actor.region_id, actor.role, *_START, PAGE_SIZE])
    cases = (case_of(row) for row in found)
    return tuple(case for case in cases if case.assigned_to in (None, actor.officer_id))


@query
def applicants(application_ids: Collection[UUID], *, actor: Actor) -> dict[UUID, str]:
    """Return the names of the applicants of cases of the actor's region, by case."""
    rows = Application.objects.filter(region_id=actor.region_id, id__in=application_ids)
    return dict(rows.values_list("id", "applicant_name"))


def search(text: str, *, services: Collection[str], actor: Actor) -> tuple[QueueRow, ...]:
    """Return cases of the actor's region by reference or part of the name, the latest first, at most 50.

    services: slugs whose cases the actor may know     text: at least three characters, else nothing is found
    """
    text = text.strip()
    if len(text) < 3:
        return ()
    return _rows(hot.read(_SEARCH, [actor.region_id, text, list(services), 50]))


def _rows(found: Sequence[tuple[object, ...]]) -> tuple[QueueRow, ...]:
    return tuple(map(_row, found))


def _row(found: tuple[Any, ...]) -> QueueRow:
    return QueueRow._make((*found[:_STATE], STATES[found[_STATE]], *found[_STATE + 1 :]))
