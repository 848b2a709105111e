"""One case as it stands: the frozen snapshot on which an operation decides."""

from dataclasses import dataclass, fields
from datetime import date, datetime
from functools import cached_property
from typing import NamedTuple
from uuid import UUID

from mpp.applications.content import Content
from mpp.applications.rules import APPLICANT, State
from mpp.foundation import hot
from mpp.foundation.actor import Actor
from mpp.foundation.errors import DomainError, Kind


class ApplicationNotFound(DomainError):
    """No such case, or none that is the actor's to know."""

    code, kind, title = "application-not-found", Kind.NOT_FOUND, "There is no such application"


@dataclass(frozen=True, kw_only=True)
class Case:
    """A case. The names are those of `models.Application`, where they are explained; `content` is still sealed."""

    region_id: int
    id: UUID
    person_id: UUID
    service_slug: str
    service_version: int
    region_settings: UUID | None
    variant: str
    state: State
    step: str
    turn_role: str
    assigned_to: UUID | None
    reference: str
    applicant_name: str
    place: str
    place_name: str
    submitted_at: datetime | None
    due_on: date | None
    days_used: int
    decided_at: datetime | None
    open_facts: int
    content: bytes
    version: int
    chain_seq: int
    chain_digest: bytes
    origin: str
    created_at: datetime
    updated_at: datetime

    def opened(self) -> Content:
        """Return what stands inside; it is unsealed once, whoever asks."""
        return self._opened

    @cached_property
    def _opened(self) -> Content:
        return Content.opened(self.content, region_id=self.region_id, application_id=self.id)


CASE_COLUMNS = tuple(field.name for field in fields(Case))
COLUMNS = ", ".join(f"(found).{name}" for name in CASE_COLUMNS)


def case_of(row: tuple[object, ...]) -> Case:
    """Return the case whose columns, in the order of `COLUMNS`, begin `row`."""
    case = object.__new__(Case)
    # A page of the queue reads 25 of them: filled in at once, at a third of what 27 frozen fields one by one cost.
    vars(case).update(zip(CASE_COLUMNS, row, strict=False), state=STATES[row[_STATE]])
    return case


#: Word -> member: faster than calling the enumeration.
STATES: dict[object, State] = {each.value: each for each in State}
_STATE = CASE_COLUMNS.index("state")


class Snapshot(NamedTuple):
    """case: as it stands     kept: (request digest, answer as JSON) when the key came before
    serial: a number drawn for a reference, when one was asked for and the case has none"""

    case: Case
    kept: tuple[bytes, str] | None
    serial: int | None


_SNAPSHOT = (
    f"SELECT {COLUMNS}, kept_request, kept_answer, serial "  # noqa: S608  # names of our own columns
    "FROM mpp.application_snapshot(%s, %s, %s, %s, %s, %s, %s, %s)"
)


def snapshot(
    application_id: UUID, *, actor: Actor, operation: str = "", key: str = "", draw_serial: bool = False
) -> Snapshot:
    """Return the case and the answer kept for `key`.

    Refuses: ApplicationNotFound
    """
    applicant = actor.person_id if actor.role == APPLICANT else None
    owner = actor.person_id or actor.officer_id or UUID(int=0)
    # An actor with neither role nor identity owns nothing: he must not fall through to "any applicant".
    if not actor.role or (actor.role == APPLICANT and applicant is None):
        raise ApplicationNotFound
    rows = hot.write if draw_serial else hot.read
    found = rows(
        _SNAPSHOT,
        [actor.region_id, actor.person_id, application_id, applicant, operation, owner, key, draw_serial],
    )
    if not found:
        raise ApplicationNotFound
    *row, request, answer, serial = found[0]
    case = case_of(tuple(row))
    if not actor.may_know_of(case.service_slug):
        raise ApplicationNotFound
    return Snapshot(case, (bytes(request), answer) if request is not None else None, serial)
