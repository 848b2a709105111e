"""Uploads as pages, cases and the worker see them; frozen, narrowed to the holder."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

import orjson
from django.db import connection
from django.db.models import QuerySet, Sum

from mpp.foundation.actor import Actor
from mpp.foundation.cipher import open_sealed
from mpp.foundation.errors import NotFound
from mpp.foundation.scope import entered, query
from mpp.uploads import store
from mpp.uploads.models import Upload, UploadRoom, UploadUse
from mpp.uploads.rules import STORED, Hint, Kind, State, Use, UseState


class UploadNotFound(NotFound):
    """No such document, or none that is the actor's to know."""

    code, title = "upload-not-found", "There is no such document"


@dataclass(frozen=True, slots=True, kw_only=True)
class UseView:
    """One case that an upload was given for."""

    region_id: int
    application_id: UUID
    service_slug: str
    field_key: str
    state: UseState
    since: datetime
    keep_until: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class UploadView:
    """One upload. The names are those of `models.Upload`, where they are explained; the name is opened."""

    id: UUID
    person_id: UUID
    region_id: int
    state: State
    reason: str
    name: str
    kind: Kind | None
    digest: str
    size_bytes: int
    declared_bytes: int
    received_bytes: int
    pages: int
    hints: tuple[Hint, ...]
    created_at: datetime
    expires_at: datetime | None
    uses: tuple[UseView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """What the worker and the server's doors need to reach the bytes. key_sealed: empty once they are gone"""

    id: UUID
    person_id: UUID
    region_id: int
    state: State
    key_sealed: bytes
    declared_bytes: int
    received_bytes: int
    pieces: tuple[str, ...]
    kind: Kind | None
    digest: str
    expires_at: datetime | None


@query
def upload(upload_id: UUID, *, actor: Actor) -> UploadView:
    """Return an upload of the acting person.

    Refuses: UploadNotFound
    """
    found = _own(actor).filter(pk=upload_id).first()
    if found is None:
        raise UploadNotFound
    return _view(found)


@query
def own_uploads(*, actor: Actor) -> tuple[UploadView, ...]:
    """Return what the acting person has given and what is still arriving, the latest first; removed ones are gone."""
    return tuple(map(_view, _own(actor).exclude(state=State.REMOVED).order_by("-id")))


@query
def earlier(*, actor: Actor) -> tuple[UploadView, ...]:
    """Return the documents that the acting person may give again: examined, and given for some case before.

    An agent is shown none: what his principal gave for other cases is not his to know.
    """
    if actor.authority is not None:
        return ()
    found = _own(actor).filter(state=State.CLEAN, uses__isnull=False).distinct().order_by("-id")[:20]
    return tuple(map(_view, found))


@query
def named(upload_ids: Iterable[UUID], *, actor: Actor) -> dict[UUID, UploadView]:
    """Return those of the ids that are uploads of the acting person."""
    return {found.pk: _view(found) for found in _own(actor).filter(pk__in=list(upload_ids))}


def of_case(application_id: UUID, *, holder: UUID, actor: Actor) -> dict[str, UploadView]:
    """Return the uploads that a case rests on, by field, for whoever has been let see the case.

    holder: the applicant     actor: in the region of the case
    """
    with entered(replace(actor, person_id=holder)):
        found = UploadUse.objects.filter(application_id=application_id, region_id=actor.region_id)
        return {use.field_key: _view(use.upload) for use in found.select_related("upload")}


def stored(upload_id: UUID, *, actor: Actor) -> Stored:
    """Return how the bytes of an upload of the acting person are reached.

    Refuses: UploadNotFound
    """
    with entered(actor):
        found = _own(actor).filter(pk=upload_id).first()
    if found is None:
        raise UploadNotFound
    return Stored(
        id=found.pk,
        person_id=found.person_id,
        region_id=found.region_id,
        state=State(found.state),
        key_sealed=bytes(found.key_sealed),
        declared_bytes=found.declared_bytes,
        received_bytes=found.received_bytes,
        pieces=tuple(found.pieces),
        kind=Kind(found.kind) if found.kind else None,
        digest=found.digest,
        expires_at=found.expires_at,
    )


def content(upload: Stored) -> bytes:
    """Return the bytes of an examined upload.

    Refuses: UploadNotFound, for one that nobody may open
    """
    if upload.state is not State.CLEAN:
        raise UploadNotFound
    return store.load(upload_id=upload.id, key_sealed=upload.key_sealed, digest=upload.digest)


@query
def bytes_of_person(*, actor: Actor) -> int:
    """Return how many bytes the acting person keeps."""
    sums = _own(actor).filter(state__in=STORED).aggregate(declared=Sum("declared_bytes"))
    return sums["declared"] or 0


@query
def bytes_of_region(region_id: int, *, actor: Actor) -> int:
    """Return how many bytes the citizens of a region keep there."""
    return UploadRoom.objects.filter(pk=region_id).values_list("bytes", flat=True).first() or 0


@dataclass(frozen=True, slots=True)
class Heap:
    """Documents of one state, kind and reason in the acting region. kind, reason: "" where there is none"""

    state: State
    kind: str
    reason: str
    documents: int
    size_bytes: int


@query
def heaps_here(*, actor: Actor) -> tuple[Heap, ...]:
    """Return what citizens keep in the acting region, in sums."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM mpp.uploads_here()")
        return tuple(Heap(State(state), *rest) for state, *rest in cursor.fetchall())


@dataclass(frozen=True, slots=True)
class Due:
    upload_id: UUID
    person_id: UUID
    region_id: int
    state: State


def due(now: datetime, *, actor: Actor, limit: int = 200) -> tuple[Due, ...]:
    """Return uploads of all people that the rule removes now, or whose line it deletes; for the worker."""
    with entered(actor), connection.cursor() as cursor:
        cursor.execute("SELECT upload_id, person_id, region_id, state FROM mpp.uploads_due(%s, %s)", [now, limit])
        return tuple(Due(found, person, region, State(state)) for found, person, region, state in cursor.fetchall())


def uses_of(found: Upload) -> tuple[Use, ...]:
    """Return what rests on a row, as the rules take it."""
    return tuple(Use(UseState(use.state), use.since, use.keep_until) for use in found.uses.all())


def holder_of(actor: Actor) -> UUID:
    """Return the acting person. Refuses: UploadNotFound, for whoever is none"""
    if actor.person_id is None:
        raise UploadNotFound
    return actor.person_id


def _own(actor: Actor) -> QuerySet[Upload]:
    # Row security says the same; this keeps the index of the person in use.
    return Upload.objects.filter(person_id=holder_of(actor)).prefetch_related("uses")


def _view(found: Upload) -> UploadView:
    return UploadView(
        id=found.pk,
        person_id=found.person_id,
        region_id=found.region_id,
        state=State(found.state),
        reason=found.reason,
        name=orjson.loads(open_sealed(found.name_sealed, table=store.TABLE, field="name", row=found.pk)),
        kind=Kind(found.kind) if found.kind else None,
        digest=found.digest,
        size_bytes=found.size_bytes or found.declared_bytes,
        declared_bytes=found.declared_bytes,
        received_bytes=found.received_bytes,
        pages=found.pages,
        hints=tuple(map(Hint, found.hints)),
        created_at=found.created_at,
        expires_at=found.expires_at,
        uses=tuple(
            UseView(
                region_id=use.region_id,
                application_id=use.application_id,
                service_slug=use.service_slug,
                field_key=use.field_key,
                state=UseState(use.state),
                since=use.since,
                keep_until=use.keep_until,
            )
            for use in sorted(found.uses.all(), key=lambda use: use.since, reverse=True)
        ),
    )
