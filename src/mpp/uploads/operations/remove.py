"""Remove a document: its holder's own act, or the rule's. Its key is gone with this commit, so nothing reads it again.

Writes:  Upload, UploadRoom; announces UploadRemoved
Refuses: UploadNotFound, NotInThisState, CaseRestsOnIt
Legal:   UU 27/2022 art. 8 and 44 (erasure); what a decision rests on is kept for the time its archive asks
"""

from datetime import datetime
from uuid import UUID

from mpp.foundation import audit
from mpp.foundation.actor import Actor
from mpp.foundation.errors import DomainError, Kind
from mpp.foundation.operation import announce, hot_operation, operation
from mpp.foundation.scope import entered
from mpp.uploads.events import UploadRemoved
from mpp.uploads.models import Upload
from mpp.uploads.operations._row import NotInThisState, give_room_back, locked, move, save
from mpp.uploads.queries import uses_of
from mpp.uploads.rules import STORED, State, may_be_removed


class CaseRestsOnIt(DomainError):
    code, kind, title = "upload-in-use", Kind.CONFLICT, "An application rests on this document"


@operation("uploads.remove", by={"pemohon", "sistem"}, on="upload_id", kind="upload")
def remove(*, upload_id: UUID, actor: Actor, now: datetime) -> None:
    """Remove it. The automation removes what is due; the holder whatever no case has been handed in with."""
    found = locked(upload_id, actor)
    is_due = found.expires_at is not None and found.expires_at <= now
    if not (is_due if actor.role == "sistem" else may_be_removed(uses_of(found))):
        raise CaseRestsOnIt
    _remove(found, now)


@operation("uploads.give_up", by={"pemohon"}, on="upload_id", kind="upload", for_another={"prepare"})
def give_up(*, upload_id: UUID, actor: Actor, now: datetime) -> None:
    """Give up what is not all there yet, as whoever sends it may, also for another; its room is free at once."""
    found = locked(upload_id, actor)
    if found.state != State.RECEIVING:
        raise NotInThisState(state=found.state)
    _remove(found, now)


def _remove(found: Upload, now: datetime) -> None:
    held = found.state in STORED
    audit.note(state=found.state)
    move(found, "remove")
    if held:
        give_room_back(found.region_id, found.declared_bytes)
    found.key_sealed, found.pieces = b"", []
    save(found, now, "key_sealed", "pieces")
    announce(UploadRemoved(region_id=found.region_id, upload_id=found.pk, person_id=found.person_id))


@hot_operation("uploads.forget_line", by={"sistem"})
def forget_line(*, upload_id: UUID, actor: Actor, now: datetime) -> None:
    """Delete the line of a document that is long gone. No audit line: the removal has its own."""
    with entered(actor, operation="uploads.forget_line"):
        Upload.objects.filter(pk=upload_id, state__in=[State.REMOVED, State.REFUSED], expires_at__lte=now).delete()
