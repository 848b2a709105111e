"""Record what the examination of a document came to.

Writes:  Upload, UploadRoom; announces UploadChecked
Refuses: UploadNotFound, NotInThisState
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from mpp.foundation import audit
from mpp.foundation.actor import Actor
from mpp.foundation.operation import announce, operation
from mpp.uploads.events import UploadChecked
from mpp.uploads.models import Upload
from mpp.uploads.operations._row import give_room_back, locked, move, save
from mpp.uploads.rules import Hint, Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Examined:
    """What a document is; its bytes lie in the store under the digest. scanned_by: "" where no scanner was asked"""

    kind: Kind
    digest: str
    size_bytes: int
    pages: int = 1
    hints: tuple[Hint, ...] = ()
    scanned_by: str = ""


@operation("uploads.record_accepted", by={"sistem"}, on="upload_id", kind="upload")
def record_accepted(*, upload_id: UUID, examined: Examined, actor: Actor, now: datetime) -> None:
    """Open the document to its holder and to the officers of cases that rest on it."""
    found = locked(upload_id, actor)
    move(found, "accept")
    give_room_back(found.region_id, found.declared_bytes - examined.size_bytes)
    found.kind, found.digest = examined.kind, examined.digest
    # From now on what counts is what is kept.
    found.size_bytes = found.declared_bytes = found.received_bytes = examined.size_bytes
    found.pages, found.hints, found.scanned_by = examined.pages, list(examined.hints), examined.scanned_by
    found.pieces = []
    save(
        found,
        now,
        "kind",
        "digest",
        "size_bytes",
        "declared_bytes",
        "received_bytes",
        "pages",
        "hints",
        "scanned_by",
        "pieces",
    )
    audit.note(digest=examined.digest)
    _tell(found, is_clean=True)


@operation("uploads.record_refused", by={"sistem"}, on="upload_id", kind="upload")
def record_refused(*, upload_id: UUID, reason: str, actor: Actor, now: datetime) -> None:
    """Keep why the document cannot be taken, and nothing of it. reason: code of `eforms.texts`"""
    found = locked(upload_id, actor)
    move(found, "refuse")
    give_room_back(found.region_id, found.declared_bytes)
    found.reason, found.key_sealed, found.pieces = reason, b"", []
    save(found, now, "reason", "key_sealed", "pieces")
    audit.note(reason=reason)
    _tell(found, is_clean=False)


def _tell(found: Upload, *, is_clean: bool) -> None:
    by_region: dict[int, set[UUID]] = {found.region_id: set()}
    for use in found.uses.all():
        by_region.setdefault(use.region_id, set()).add(use.application_id)
    for region_id, application_ids in by_region.items():
        announce(
            UploadChecked(
                region_id=region_id,
                upload_id=found.pk,
                person_id=found.person_id,
                is_clean=is_clean,
                application_ids=tuple(sorted(application_ids)),
            )
        )
