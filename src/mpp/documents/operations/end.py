"""End a document before its term, or stop it for a while; verification shows it at once.

Writes:  Document, Verification; `revoke` announces DocumentRevoked
Refuses: DocumentNotFound, NotInForce
Legal:   a practice licence ends early when the STR is inactive or revoked, the place changes, the holder dies, or the
         authority revokes it; a renewed one supersedes the one before
"""

from datetime import datetime
from uuid import UUID

from mpp.documents import rules
from mpp.documents.events import DocumentRevoked
from mpp.documents.models import Document, Verification
from mpp.documents.queries import DocumentNotFound
from mpp.documents.rules import State, next_state
from mpp.foundation import audit
from mpp.foundation.actor import Actor
from mpp.foundation.errors import DomainError, Kind
from mpp.foundation.operation import announce, operation

#: Who decides that a document no longer holds.
DECIDERS = rules.SIGNERS


class NotInForce(DomainError):
    """The act is not allowed from the state the document is in."""

    code, kind, title = "document-not-in-force", Kind.CONFLICT, "This document is not in force"


@operation("documents.revoke", by=DECIDERS, on="document_id")
def revoke(*, document_id: UUID, reason: str, actor: Actor, now: datetime) -> None:
    """Take the document back for good. reason: code, shown to the holder in words"""
    document = _moved("revoke", document_id, reason, actor, now)
    announce(
        DocumentRevoked(
            region_id=document.region_id,
            document_id=document_id,
            application_id=document.application_id,
            kind=document.kind,
            reason=reason,
        )
    )


@operation("documents.supersede", by=DECIDERS, on="document_id")
def supersede(*, document_id: UUID, actor: Actor, now: datetime) -> None:
    """Let the document end because a newer one took its place."""
    _moved("supersede", document_id, "superseded", actor, now)


@operation("documents.suspend", by=DECIDERS, on="document_id")
def suspend(*, document_id: UUID, reason: str, actor: Actor, now: datetime) -> None:
    """Stop the document until it is reinstated. reason: code"""
    _moved("suspend", document_id, reason, actor, now)


@operation("documents.reinstate", by=DECIDERS, on="document_id")
def reinstate(*, document_id: UUID, actor: Actor, now: datetime) -> None:
    """Let a suspended document hold again."""
    _moved("reinstate", document_id, "", actor, now)


def _moved(act: str, document_id: UUID, reason: str, actor: Actor, now: datetime) -> Document:
    """Return the document after `act`, written together with what the public sees of it."""
    document = (
        Document.objects.select_for_update(of=("self",)).filter(region_id=actor.region_id, id=document_id).first()
    )
    if document is None:
        raise DocumentNotFound
    state = next_state(act, State(document.state))
    if state is None:
        raise NotInForce(state=document.state)
    document.state, document.reason = state, reason
    document.ended_at = None if state == State.ACTIVE else now
    document.save(update_fields=["state", "reason", "ended_at"])
    Verification.objects.filter(token=document.token).update(state=state, ended_at=document.ended_at)
    audit.note(number=document.number, state=state, reason=reason)
    return document
