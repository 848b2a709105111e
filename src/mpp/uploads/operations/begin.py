"""Begin to receive a document.

Writes:  Upload, UploadRoom
Refuses: EmptyUpload, TooLarge, QuotaFull
Legal:   UU 27/2022 art. 16: no more is collected than the purpose needs; what is taken is counted and limited
"""

from datetime import datetime
from uuid import UUID

from mpp.foundation import audit
from mpp.foundation.actor import Actor
from mpp.foundation.cipher import seal_json
from mpp.foundation.errors import DomainError, Kind
from mpp.foundation.operation import operation
from mpp.uploads import store, wired
from mpp.uploads.models import Upload
from mpp.uploads.operations._row import take_room
from mpp.uploads.queries import bytes_of_person, holder_of
from mpp.uploads.rules import State, expires_at, shown_name


class EmptyUpload(DomainError):
    code, title = "file-empty", "The document is empty"


class TooLarge(DomainError):
    """max_mb: the largest document taken"""

    code, title = "file-too-large", "The document is too large"


class QuotaFull(DomainError):
    """whose: "person" or "region" """

    code, kind, title = "file-no-room", Kind.CONFLICT, "There is no room left for documents"


@operation("uploads.begin", by={"pemohon"}, on="upload_id", kind="upload", for_another={"prepare"})
def begin(*, upload_id: UUID, size_bytes: int, name: str, actor: Actor, now: datetime) -> datetime:
    """Return the moment after which an unfinished upload is deleted.

    upload_id: made by the caller     name: as the device calls the document
    """
    limits = wired.limits()
    if size_bytes < 1:
        raise EmptyUpload
    if size_bytes > limits.file_bytes:
        raise TooLarge(max_mb=limits.file_bytes // 2**20)
    # The region's row is locked first: two beginnings of one person take turns there.
    if not take_room(actor.region_id, size_bytes, most=limits.region_bytes):
        raise QuotaFull(whose="region")
    if bytes_of_person(actor=actor) + size_bytes > limits.person_bytes:
        raise QuotaFull(whose="person", max_mb=limits.person_bytes // 2**20)
    ends = expires_at(State.RECEIVING, touched_at=now, uses=(), keep=wired.retention())
    Upload.objects.create(
        id=upload_id,
        person_id=holder_of(actor),
        region_id=actor.region_id,
        name_sealed=seal_json(shown_name(name), table=store.TABLE, field="name", row=upload_id),
        key_sealed=store.new_key(upload_id),
        declared_bytes=size_bytes,
        created_at=now,
        touched_at=now,
        expires_at=ends,
    )
    audit.note(size_bytes=size_bytes)
    return ends or now
