"""Requests as their person and their office see them, and the copies a person may fetch."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from mpp.foundation import hot
from mpp.foundation.actor import Actor
from mpp.foundation.cipher import open_sealed
from mpp.foundation.errors import DomainError, Kind
from mpp.foundation.scope import query
from mpp.identity.queries import acting_person
from mpp.privacy.models import DataCopy, DataRequest, PersonRequest
from mpp.privacy.rules import REMINDED_AT, CopyState, Outcome, RequestKind, RequestState, request_number

TABLE, TEXT, ANSWER = "data_request", "text", "answer"
#: Longest list on one page; whoever has more sees the latest.
MOST_SHOWN = 100


class RequestNotFound(DomainError):
    """No such request, or none that is the actor's to know."""

    code, kind, title = "data-request-not-found", Kind.NOT_FOUND, "There is no such request"


class CopyNotFound(DomainError):
    """No such copy, none of the actor's, or none any more."""

    code, kind, title = "data-copy-not-found", Kind.NOT_FOUND, "There is no such copy"


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnRequest:
    """A line of a person's own list."""

    id: UUID
    region_id: int
    kind: RequestKind
    state: RequestState
    made_at: datetime
    due_at: datetime

    @property
    def number(self) -> str:
        return request_number(self.id.hex)


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A request with its words. answer: "" until there is one     outcome, answered_at: None until then"""

    id: UUID
    region_id: int
    person_id: UUID
    application_id: UUID | None
    kind: RequestKind
    state: RequestState
    text: str
    made_at: datetime
    due_at: datetime
    outcome: Outcome | None
    answer: str
    answered_at: datetime | None

    @property
    def number(self) -> str:
        return request_number(self.id.hex)


@query
def own_requests(*, actor: Actor) -> tuple[OwnRequest, ...]:
    """Return the requests of the acting person, in all regions, the latest first."""
    rows = PersonRequest.objects.filter(person_id=acting_person(actor)).order_by("-id")[:MOST_SHOWN]
    return tuple(
        OwnRequest(
            id=row.id,
            region_id=row.region_id,
            kind=RequestKind(row.kind),
            state=RequestState(row.state),
            made_at=row.made_at,
            due_at=row.due_at,
        )
        for row in rows
    )


def own_request(request_id: UUID, *, actor: Actor) -> Request:
    """Return a request of the acting person, wherever it lies.

    Refuses: RequestNotFound
    """
    where = next((each.region_id for each in own_requests(actor=actor) if each.id == request_id), None)
    if where is None:
        raise RequestNotFound
    found = _request(request_id, actor=actor.acting_in(where))
    if found.person_id != actor.person_id:
        raise RequestNotFound
    return found


@query
def office_requests(*, actor: Actor) -> tuple[OwnRequest, ...]:
    """Return the requests that the actor's office has to answer or has answered: the most urgent first."""
    rows = DataRequest.objects.filter(region_id=actor.region_id).exclude(state=RequestState.WITHDRAWN)
    waiting = list(rows.filter(state=RequestState.OPEN).order_by("due_at", "id")[:MOST_SHOWN])
    answered = list(rows.filter(state=RequestState.ANSWERED).order_by("-due_at", "-id")[:MOST_SHOWN])
    return tuple(
        OwnRequest(
            id=row.id,
            region_id=row.region_id,
            kind=RequestKind(row.kind),
            state=RequestState(row.state),
            made_at=row.made_at,
            due_at=row.due_at,
        )
        for row in (*waiting, *answered)
    )


def office_request(request_id: UUID, *, actor: Actor) -> Request:
    """Return a request that the actor's office answers.

    Refuses: RequestNotFound
    """
    found = _request(request_id, actor=actor)
    if found.state is RequestState.WITHDRAWN:
        raise RequestNotFound
    return found


def offices_with_requests(*, now: datetime) -> tuple[int, ...]:
    """Return the keys of the regions that have a request to answer of which they may have to be reminded."""
    return tuple(
        region for (region,) in hot.read("SELECT * FROM mpp.data_request_regions(%s)", [now + max(REMINDED_AT)])
    )


@query
def _request(request_id: UUID, *, actor: Actor) -> Request:
    row = DataRequest.objects.filter(region_id=actor.region_id, id=request_id).first()
    if row is None:
        raise RequestNotFound
    return Request(
        id=row.id,
        region_id=row.region_id,
        person_id=row.person_id,
        application_id=row.application_id,
        kind=RequestKind(row.kind),
        state=RequestState(row.state),
        text=_opened(row, row.text_sealed, TEXT),
        made_at=row.made_at,
        due_at=row.due_at,
        outcome=Outcome(row.outcome) if row.outcome else None,
        answer=_opened(row, row.answer_sealed, ANSWER) if row.answer_sealed else "",
        answered_at=row.answered_at,
    )


def _opened(row: DataRequest, sealed: bytes | memoryview, field: str) -> str:
    return open_sealed(sealed, table=TABLE, field=field, row=row.id, region=row.region_id).decode()


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """A copy of all data of a person. expires_at: None until it is ready"""

    id: UUID
    state: CopyState
    language: str
    asked_at: datetime
    expires_at: datetime | None
    digest: str
    size_bytes: int


@query
def copies(*, actor: Actor) -> tuple[Copy, ...]:
    """Return the copies the acting person has asked for, the latest first."""
    rows = DataCopy.objects.filter(person_id=acting_person(actor)).order_by("-id")[:10]
    return tuple(map(_copy, rows))


@query
def copy(copy_id: UUID, *, actor: Actor) -> Copy:
    """Return a copy of the acting person. Refuses: CopyNotFound"""
    row = DataCopy.objects.filter(person_id=acting_person(actor), id=copy_id).first()
    if row is None:
        raise CopyNotFound
    return _copy(row)


def _copy(row: DataCopy) -> Copy:
    return Copy(
        id=row.id,
        state=CopyState(row.state),
        language=row.language,
        asked_at=row.asked_at,
        expires_at=row.expires_at,
        digest=row.digest,
        size_bytes=row.size_bytes,
    )
