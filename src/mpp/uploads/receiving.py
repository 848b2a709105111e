"""From bytes at the door to a document in quarantine: the store first, then one operation that says so."""

from datetime import datetime
from uuid import UUID

from mpp.foundation.actor import Actor
from mpp.foundation.errors import DomainError
from mpp.foundation.ids import uuid7
from mpp.uploads import store
from mpp.uploads.examination.sniff import ENOUGH, kind_by_beginning
from mpp.uploads.operations.begin import begin
from mpp.uploads.operations.record_piece import record_piece
from mpp.uploads.queries import Stored, UploadNotFound, stored
from mpp.uploads.rules import State


class UnfitBeginning(DomainError):
    """So begins no document that is taken: the rest need not be sent."""

    code, title = "file-unknown", "This is neither a PDF nor a picture"


def give(data: bytes, *, name: str, actor: Actor, now: datetime) -> UUID:
    """Receive a whole document, as a form sends it, and return its id.

    Refuses: EmptyUpload, TooLarge, QuotaFull, UnfitBeginning
    """
    if data and not kind_by_beginning(data):
        raise UnfitBeginning
    upload_id = uuid7()
    begin(upload_id=upload_id, size_bytes=len(data), name=name, actor=actor, now=now)
    take(data, offset=0, upload_id=upload_id, actor=actor, now=now)
    return upload_id


def take(data: bytes, *, offset: int, upload_id: UUID, actor: Actor, now: datetime) -> int:
    """Receive bytes that follow the first `offset` ones and return how many are there now.

    Refuses: UnfitBeginning, UploadNotFound, NotInThisState, WrongOffset
    """
    found = arriving(upload_id, actor=actor, now=now)
    is_told = len(data) >= min(ENOUGH, found.declared_bytes)
    if offset == 0 and is_told and not kind_by_beginning(data):
        raise UnfitBeginning
    piece = store.keep_piece(data, upload_id=upload_id, key_sealed=found.key_sealed, offset=offset)
    try:
        return record_piece(upload_id=upload_id, offset=offset, size_bytes=len(data), piece=piece, actor=actor, now=now)
    except Exception:
        store.forget_piece(piece, upload_id=upload_id)
        raise


def arriving(upload_id: UUID, *, actor: Actor, now: datetime) -> Stored:
    """Return an upload of the acting person that has not been removed and whose time is not over.

    Refuses: UploadNotFound
    """
    found = stored(upload_id, actor=actor)
    is_over = found.state is State.RECEIVING and found.expires_at is not None and found.expires_at <= now
    if is_over or found.state in (State.REMOVED, State.REFUSED):
        raise UploadNotFound
    return found
