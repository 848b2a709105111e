"""From quarantine to a document that may be opened: scanned, examined in a process of its own, written anew."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from mpp.foundation.actor import Actor
from mpp.foundation.digest import sha256
from mpp.uploads import store, wired
from mpp.uploads.examination.run import examined
from mpp.uploads.examination.verdict import Bounds, Found, Unfit
from mpp.uploads.operations._row import NotInThisState
from mpp.uploads.operations.record_checked import Examined, record_accepted, record_refused
from mpp.uploads.queries import Stored, UploadNotFound, stored
from mpp.uploads.rules import Hint, Kind, State

#: Why a document with a virus is refused, as a code of `eforms.texts`.
INFECTED = "file-infected"


def check(upload_id: UUID, *, actor: Actor, now: datetime) -> None:
    """Examine a document that is all there; one that was examined or removed meanwhile is left alone.

    actor: the automation, in the name of the holder
    Refuses: ScannerUnavailable
    """
    try:
        found = stored(upload_id, actor=actor)
    except UploadNotFound:
        return
    if found.state is not State.QUARANTINED:
        return
    try:
        _check(found, actor, now)
    except NotInThisState:
        # Its holder was faster and has removed it.
        return


def _check(found: Stored, actor: Actor, now: datetime) -> None:
    data = store.load_pieces(found.pieces, upload_id=found.id, key_sealed=found.key_sealed)
    infection, scanned_by = _scanned(data)
    verdict = Unfit(INFECTED) if infection else examined(data, bounds())
    if isinstance(verdict, Unfit):
        record_refused(upload_id=found.id, reason=verdict.reason, actor=actor, now=now)
        store.forget(found.id)
        return
    kept = replace(_examined(verdict), scanned_by=scanned_by)
    store.keep(verdict.data, upload_id=found.id, key_sealed=found.key_sealed, digest=kept.digest)
    record_accepted(upload_id=found.id, examined=kept, actor=actor, now=now)
    store.forget(found.id, but=kept.digest)


def bounds() -> Bounds:
    """Return what an examination may cost in this installation."""
    limits = wired.limits()
    return Bounds(pages=limits.pages, megapixels=limits.megapixels, out_bytes=limits.file_bytes)


def _scanned(data: bytes) -> tuple[str, str]:
    """Return (what was found, who looked); both empty where no scanner is configured."""
    scanner = wired.scanner()
    if scanner is None:
        return "", ""
    return scanner.scan(data).found, scanner.version()[:120]


def _examined(verdict: Found) -> Examined:
    return Examined(
        kind=Kind(verdict.kind),
        digest=sha256(verdict.data).hex(),
        size_bytes=len(verdict.data),
        pages=verdict.pages,
        hints=tuple(map(Hint, verdict.hints)),
    )
