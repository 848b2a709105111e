"""Reads of documents: for the holder, for officers of the region, and for anybody who has the paper in his hand."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any
from uuid import UUID

from mpp.documents import files, rules
from mpp.documents.models import Document, SigningItem, SigningKey
from mpp.documents.rules import ItemState, State
from mpp.foundation import cipher, hot
from mpp.foundation.actor import Actor
from mpp.foundation.clock import local_date
from mpp.foundation.errors import NotFound
from mpp.foundation.scope import query


class DocumentNotFound(NotFound):
    code, title = "document-not-found", "There is no such document"


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentView:
    """A document as its holder and its officers see it. digest: "" until the signed file is recorded"""

    id: UUID
    region_id: int
    application_id: UUID
    person_id: UUID
    kind: str
    title: str
    number: str
    check_code: str
    token: str
    state: State
    reason: str
    issued_on: date
    valid_until: date | None
    digest: str
    size_bytes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """What a stranger may know. state: on the day he asks, in the region's zone"""

    token: str
    document_id: UUID
    kind: str
    title: str
    number: str
    digest: str
    masked_name: str
    office: str
    government: str
    state: State
    issued_on: date
    valid_until: date | None
    ended_at: datetime | None
    zone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A reserved letter, ready to be signed."""

    document_id: UUID
    number: str
    pdf: bytes


@query
def document_of(application_id: UUID, *, actor: Actor, kind: str = "practice_licence") -> DocumentView:
    """Return the document of an application. Refuses: DocumentNotFound, also when it is not the actor's to know."""
    return _view(_readable(actor, application_id=application_id, kind=kind))


@query
def document(document_id: UUID, *, actor: Actor) -> DocumentView:
    """Return a document. Refuses: DocumentNotFound, also when it is not the actor's to know."""
    return _view(_readable(actor, id=document_id))


@query
def documents(document_ids: Collection[UUID], *, actor: Actor) -> dict[UUID, DocumentView]:
    """Return those of the documents that are there for an officer of the region, by id."""
    if actor.role not in rules.OFFICERS:
        return {}
    rows = Document.objects.filter(region_id=actor.region_id, id__in=document_ids)
    return {row.id: _view(row) for row in rows}


@query
def signed_pdf(document_id: UUID, *, actor: Actor) -> bytes:
    """Return the signed file. Refuses: DocumentNotFound, also while nothing is signed."""
    row = _readable(actor, id=document_id)
    if not row.digest:
        raise DocumentNotFound
    return files.load(row.digest, document_id=document_id, region_id=row.region_id)


@query
def draft(document_id: UUID, *, actor: Actor) -> Draft:
    """Return the letter to be signed. Refuses: DocumentNotFound, also when it has been signed already."""
    row = Document.objects.filter(region_id=actor.region_id, id=document_id, state=State.RESERVED).first()
    if row is None or actor.role not in rules.SIGNERS:
        raise DocumentNotFound
    pdf = cipher.open_sealed(bytes(row.draft), table="document", field="draft", row=row.pk, region=row.region_id)
    return Draft(document_id=document_id, number=row.number, pdf=pdf)


def _readable(actor: Actor, **which: object) -> Document:
    """Return the row, if it is the actor's own document, or one of his region and he an officer of its cases."""
    rows = Document.objects.filter(region_id=actor.region_id, **which)
    if actor.role in rules.OFFICERS:
        rows = rows.filter(kind__in=[kind for kind, readers in rules.READERS.items() if actor.role in readers])
    elif actor.role != "sistem":
        # A letter that is not signed yet is the office's own affair.
        rows = rows.filter(person_id=_person(actor)).exclude(state=State.RESERVED)
    row = rows.first()
    if row is None or not actor.may_know_of(row.service_slug):
        raise DocumentNotFound
    return row


def _person(actor: Actor) -> UUID:
    """Return the acting person. Refuses: DocumentNotFound for nobody, who has no documents"""
    if actor.person_id is None:
        raise DocumentNotFound
    return actor.person_id


def _view(row: Document) -> DocumentView:
    values = {field.name: getattr(row, field.name) for field in fields(DocumentView)}
    return DocumentView(**(values | {"state": State(row.state)}))


# Verification: the hot path. One statement over a pooled connection, no region, no person, nothing cached.

_VERIFY = (
    "SELECT token, document_id, kind, title, number, digest, masked_name, office, government, state, issued_on, "
    "valid_until, ended_at, zone FROM verification WHERE "
)


def verification_by_token(token: str, *, now: datetime) -> Verified | None:
    """Return what the QR leads to, None for a token that is none of ours."""
    return _verified(hot.read(_VERIFY + "token = %s", [rules.normal_code(token)]), now)


def verification_by_number(number: str, check_code: str, *, now: datetime) -> Verified | None:
    """Return the document with this number, None unless the check code beside it is right too."""
    asked = [rules.normal_number(number), rules.normal_code(check_code)]
    return _verified(hot.read(_VERIFY + "number_key = %s AND check_code = %s", asked), now)


def verification_by_digest(digests: Sequence[str], *, now: datetime) -> Verified | None:
    """Return the document of which one of these is the recorded file. digests: SHA-256 in hexadecimal"""
    return _verified(hot.read(_VERIFY + "digest = ANY(%s)", [list(digests)]), now)


def verification_by_tokens(tokens: Sequence[str], *, now: datetime) -> Verified | None:
    """Return the first document that one of these tokens belongs to."""
    return _verified(hot.read(_VERIFY + "token = ANY(%s) LIMIT 1", [list(tokens)]), now)


def region_of(document_id: UUID) -> int | None:
    """Return the region that issued a document, None while it is not issued: a holder asks from any page."""
    found = hot.read("SELECT region_id FROM verification WHERE document_id = %s", [document_id])
    return found[0][0] if found else None


def issued_with_number(number: str) -> tuple[tuple[UUID, int], ...]:
    """Return (document, region) of every letter with this number, in whichever region; asked by operators only."""
    found = hot.read(
        "SELECT document_id, region_id FROM verification WHERE number_key = %s", [rules.normal_number(number)]
    )
    return tuple((row[0], row[1]) for row in found)


def issued_under(number: str, *, region_id: int) -> UUID | None:
    """Return the document that a region has issued under this number; other regions may have the same one."""
    found = hot.read(
        "SELECT document_id FROM verification WHERE number_key = %s AND region_id = %s",
        [rules.normal_number(number), region_id],
    )
    return found[0][0] if found else None


def _verified(found: list[tuple[Any, ...]], now: datetime) -> Verified | None:
    if not found:
        return None
    names = (field.name for field in fields(Verified))
    values = dict(zip(names, found[0], strict=True))
    seen = rules.state_on(State(values["state"]), values["valid_until"], local_date(now, values["zone"]))
    return Verified(**(values | {"state": seen}))


# The queue for signing many letters.


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkerKey:
    """The key to seal a passphrase to. public_key: X25519, 32 bytes"""

    id: UUID
    public_key: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class QueuedLetter:
    """A letter in the queue. sealed: the envelope only the worker with `key_id` can open, empty once done"""

    id: UUID
    region_id: int
    batch_id: UUID
    person_id: UUID
    document_id: UUID
    key_id: UUID
    sealed: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchProgress:
    """How far a batch is. must_ask_again: the worker has restarted and forgotten the passphrase

    problems: code of the refusal by document, for those that failed
    """

    waiting: tuple[UUID, ...]
    signed: tuple[UUID, ...]
    problems: Mapping[UUID, str]
    must_ask_again: bool


@query
def signing_key(*, actor: Actor, now: datetime) -> WorkerKey | None:
    """Return the key of a signing worker that lives, None when there is none."""
    row = SigningKey.objects.filter(seen_at__gt=now - rules.WORKER_LIVES).order_by("-seen_at").first()
    return WorkerKey(id=row.id, public_key=bytes(row.public_key)) if row else None


@query
def next_letter(key_id: UUID, *, actor: Actor, after: UUID | None = None) -> QueuedLetter | None:
    """Return the oldest letter that waits for the worker with this key; after: skip up to this one."""
    rows = SigningItem.objects.filter(key_id=key_id, state=ItemState.WAITING).order_by("id")
    row = (rows.filter(id__gt=after) if after else rows).first()
    if row is None:
        return None
    values = {field.name: getattr(row, field.name) for field in fields(QueuedLetter)}
    return QueuedLetter(**(values | {"sealed": bytes(row.sealed)}))


@query
def batch_progress(batch_id: UUID, *, actor: Actor, now: datetime) -> BatchProgress:
    """Return how far the actor's own batch is; empty for a batch that is not his."""
    rows = list(SigningItem.objects.filter(batch_id=batch_id, person_id=_person(actor)).order_by("id"))
    waiting = [row for row in rows if row.state == ItemState.WAITING]
    alive = set(
        SigningKey.objects.filter(
            id__in={row.key_id for row in waiting}, seen_at__gt=now - rules.WORKER_LIVES
        ).values_list("id", flat=True)
    )
    return BatchProgress(
        waiting=tuple(row.document_id for row in waiting),
        signed=tuple(row.document_id for row in rows if row.state == ItemState.SIGNED),
        problems={row.document_id: row.problem for row in rows if row.state == ItemState.FAILED},
        must_ask_again=any(row.key_id not in alive for row in waiting),
    )
