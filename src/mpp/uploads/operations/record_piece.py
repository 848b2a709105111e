"""Record bytes that have come and lie in the store; the last ones put the document into quarantine.

Writes:  Upload; announces UploadReceived
Refuses: UploadNotFound, NotInThisState, WrongOffset
"""

from datetime import datetime
from uuid import UUID

from mpp.foundation.actor import Actor
from mpp.foundation.errors import DomainError, Kind
from mpp.foundation.operation import announce, hot_operation
from mpp.foundation.scope import entered
from mpp.uploads.events import UploadReceived
from mpp.uploads.operations._row import NotInThisState, locked, move, save
from mpp.uploads.rules import State


class WrongOffset(DomainError):
    """Another line has brought these bytes already. offset: how many are there"""

    code, kind, title = "upload-wrong-offset", Kind.CONFLICT, "These bytes do not follow those that are there"


@hot_operation("uploads.record_piece", by={"pemohon"}, for_another={"prepare"})
def record_piece(*, upload_id: UUID, offset: int, size_bytes: int, piece: str, actor: Actor, now: datetime) -> int:
    """Return how many bytes are there now.

    No audit line: a piece is no act; the beginning and the examination have theirs.
    """
    with entered(actor, operation="uploads.record_piece"):
        found = locked(upload_id, actor)
        if found.state != State.RECEIVING:
            raise NotInThisState(state=found.state)
        if found.received_bytes != offset or offset + size_bytes > found.declared_bytes:
            raise WrongOffset(offset=found.received_bytes)
        found.received_bytes += size_bytes
        found.pieces = [*found.pieces, piece]
        if found.received_bytes == found.declared_bytes:
            move(found, "complete")
            announce(UploadReceived(region_id=found.region_id, upload_id=found.pk, person_id=found.person_id))
        save(found, now, "received_bytes", "pieces")
        return found.received_bytes
