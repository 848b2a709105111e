"""What acts on an upload share: the locked row, its move, the room it takes in its region."""

from datetime import datetime
from uuid import UUID

from django.db.models import F

from mpp.foundation.actor import Actor
from mpp.foundation.errors import DomainError, Kind
from mpp.uploads import wired
from mpp.uploads.models import Upload, UploadRoom
from mpp.uploads.queries import UploadNotFound, holder_of, uses_of
from mpp.uploads.rules import State, expires_at, next_state


class NotInThisState(DomainError):
    """The document is not in a state from which this may be done. state: the one it is in"""

    code, kind, title = "upload-not-now", Kind.CONFLICT, "This cannot be done with the document as it stands"


def locked(upload_id: UUID, actor: Actor) -> Upload:
    """Return the acting person's upload, locked. Refuses: UploadNotFound"""
    found = Upload.objects.select_for_update(of=("self",)).filter(pk=upload_id, person_id=holder_of(actor)).first()
    if found is None:
        raise UploadNotFound
    return found


def move(found: Upload, act: str) -> None:
    """Bring the row into the state that `act` leads to. Refuses: NotInThisState"""
    state = next_state(act, State(found.state))
    if state is None:
        raise NotInThisState(state=found.state)
    found.state = state


def save(found: Upload, now: datetime, *names: str) -> None:
    """Write the row's `names`, its state, and when the rule removes it."""
    found.touched_at = now
    found.expires_at = expires_at(State(found.state), touched_at=now, uses=uses_of(found), keep=wired.retention())
    found.save(update_fields=["state", "touched_at", "expires_at", *names])


def take_room(region_id: int, size_bytes: int, *, most: int) -> bool:
    """Take room in a region and return whether there was any."""
    UploadRoom.objects.bulk_create([UploadRoom(region_id=region_id)], ignore_conflicts=True)
    rows = UploadRoom.objects.filter(pk=region_id, bytes__lte=most - size_bytes)
    return rows.update(bytes=F("bytes") + size_bytes) == 1


def give_room_back(region_id: int, size_bytes: int) -> None:
    """Give back room in a region; a negative size takes it, whatever the quota says."""
    UploadRoom.objects.filter(pk=region_id).update(bytes=F("bytes") - size_bytes)
