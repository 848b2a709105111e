"""Resumable uploads by tus 1.0: core, creation, expiration, termination and checksum.

A broken line loses nothing: what has come is kept, the browser asks how much that is and goes on from there.
"""

import base64
import binascii
import hashlib
from collections.abc import Callable, Mapping
from datetime import datetime
from email.utils import format_datetime
from functools import wraps
from uuid import UUID

from django.http import HttpResponse
from django.http.request import UnreadablePostError

from mpp.foundation.errors import DomainError
from mpp.foundation.ids import uuid7
from mpp.foundation.ratelimit import limited
from mpp.identity.rules import CITIZEN
from mpp.mandates.rules import Act
from mpp.ui.access import open_to
from mpp.ui.errors import STATUS
from mpp.ui.request import Request
from mpp.uploads import receiving, wired
from mpp.uploads.operations.begin import EmptyUpload, TooLarge, begin
from mpp.uploads.operations.record_piece import WrongOffset
from mpp.uploads.operations.remove import give_up, remove
from mpp.uploads.queries import Stored, UploadNotFound
from mpp.uploads.receiving import UnfitBeginning
from mpp.uploads.rules import State

VERSION = "1.0.0"
EXTENSIONS = "creation,expiration,termination,checksum"
#: SHA-1 is what every tus server must know; here it finds flipped bits, and proves nothing.
ALGORITHMS: Mapping[str, Callable[[bytes], bytes]] = {
    "sha256": lambda data: hashlib.sha256(data).digest(),
    "sha1": lambda data: hashlib.sha1(data, usedforsecurity=False).digest(),
}
PIECE_TYPE = "application/offset+octet-stream"
#: What is read from a line at once.
READ_BYTES = 64 * 1024
CHECKSUM_MISMATCH = 460

type View = Callable[..., HttpResponse]


def _speaks_tus(*methods: str) -> Callable[[View], View]:
    """Answer OPTIONS, refuse other methods and other versions, and put refusals into the statuses of the protocol."""

    def decorate(view: View) -> View:
        @wraps(view)
        def door(request: Request, **kwargs: UUID) -> HttpResponse:
            if request.method == "OPTIONS":
                return _about()
            if request.method not in methods:
                return _answer(405, Allow=", ".join(("OPTIONS", *methods)))
            if request.headers.get("Tus-Resumable") != VERSION:
                return _answer(412, **{"Tus-Version": VERSION})
            try:
                return view(request, **kwargs)
            except TooLarge:
                return _refusal(413, TooLarge.code)
            except EmptyUpload:
                return _refusal(400, EmptyUpload.code)
            except UploadNotFound:
                return _refusal(404, UploadNotFound.code)
            except DomainError as refusal:
                return _refusal(STATUS[refusal.kind], refusal.code)

        return door

    return decorate


@open_to(CITIZEN, for_another={Act.PREPARE})
@_speaks_tus("POST")
@limited("upload", methods=("POST",))
def collection(request: Request) -> HttpResponse:
    """Begin an upload (creation)."""
    size_bytes = _number(request, "Upload-Length")
    if size_bytes is None:
        # Its length must be known beforehand: room is taken for all of it.
        return _refusal(400, "upload-length-missing")
    upload_id = uuid7()
    name = _metadata(request).get("filename", "")
    ends = begin(upload_id=upload_id, size_bytes=size_bytes, name=name, actor=request.actor, now=request.now)
    return _answer(201, Location=f"{request.path}/{upload_id}", **_ends(ends))


@open_to(CITIZEN, for_another={Act.PREPARE})
@_speaks_tus("HEAD", "PATCH", "DELETE")
@limited("upload-piece", methods=("PATCH",))
def one(request: Request, upload_id: UUID) -> HttpResponse:
    """Tell how much has come, take more, or give it up (termination)."""
    found = receiving.arriving(upload_id, actor=request.actor, now=request.now)
    if request.method == "DELETE":
        end = give_up if found.state is State.RECEIVING else remove
        end(upload_id=upload_id, actor=request.actor, now=request.now)
        return _answer(204)
    if request.method == "PATCH":
        return _take(request, found)
    length = {"Upload-Length": str(found.declared_bytes)}
    return _answer(200, **_offset(found.received_bytes), **length, **_ends(found.expires_at))


def _take(request: Request, found: Stored) -> HttpResponse:
    if request.content_type != PIECE_TYPE:
        return _refusal(415, "upload-media-type")
    offset = _number(request, "Upload-Offset")
    if offset is None:
        return _refusal(400, "upload-offset-missing")
    if offset != found.received_bytes or found.state is not State.RECEIVING:
        return _wrong_offset(found.received_bytes)
    if (_content_length(request) or 0) > found.declared_bytes - offset:
        return _refusal(413, TooLarge.code)
    algorithm, digest = _checksum(request)
    if digest and algorithm not in ALGORITHMS:
        return _refusal(400, "upload-checksum-unknown")
    data = _read(request, found.declared_bytes - offset)
    if digest and ALGORITHMS[algorithm](data) != digest:
        return _refusal(CHECKSUM_MISMATCH, "upload-checksum-mismatch")
    there = offset
    if data:
        try:
            there = receiving.take(data, offset=offset, upload_id=found.id, actor=request.actor, now=request.now)
        except WrongOffset as refusal:
            return _wrong_offset(int(str(refusal.facts["offset"])))
        except UnfitBeginning:
            # Nobody sends the rest of it: what was kept free for it is free again.
            give_up(upload_id=found.id, actor=request.actor, now=request.now)
            raise
    ends = request.now + wired.retention().unfinished if there < found.declared_bytes else None
    return _answer(204, **_offset(there), **_ends(ends))


def _read(request: Request, most: int) -> bytes:
    """Return what comes, at most `most` bytes; where the line breaks, what has come until then."""
    read = bytearray()
    try:
        while len(read) < most and (piece := request.read(min(READ_BYTES, most - len(read)))):
            read += piece
    except UnreadablePostError:
        pass
    return bytes(read)


def _wrong_offset(there: int) -> HttpResponse:
    return _answer(409, **_offset(there))


def _about() -> HttpResponse:
    return _answer(
        204,
        **{
            "Tus-Version": VERSION,
            "Tus-Extension": EXTENSIONS,
            "Tus-Max-Size": str(wired.limits().file_bytes),
            "Tus-Checksum-Algorithm": ",".join(ALGORITHMS),
        },
    )


def _answer(status: int, **headers: str) -> HttpResponse:
    return HttpResponse(status=status, headers={"Tus-Resumable": VERSION, "Cache-Control": "no-store", **headers})


def _refusal(status: int, code: str) -> HttpResponse:
    """Return a refusal with its code for the script, which shows the page's own words for it."""
    return HttpResponse(
        code,
        status=status,
        content_type="text/plain",
        headers={"Tus-Resumable": VERSION, "Cache-Control": "no-store"},
    )


def _offset(there: int) -> dict[str, str]:
    return {"Upload-Offset": str(there)}


def _ends(at: datetime | None) -> dict[str, str]:
    return {"Upload-Expires": format_datetime(at, usegmt=True)} if at else {}


def _number(request: Request, header: str) -> int | None:
    text = request.headers.get(header, "")
    # 10 GB have eleven digits; nothing longer is worth reading.
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 15 else None


def _content_length(request: Request) -> int | None:
    return _number(request, "Content-Length")


def _metadata(request: Request) -> dict[str, str]:
    """Return what the browser says about the document; what cannot be read is left out."""
    found = {}
    for pair in request.headers.get("Upload-Metadata", "")[:2000].split(","):
        key, _, encoded = pair.strip().partition(" ")
        try:
            found[key] = base64.b64decode(encoded, validate=True).decode()
        except (binascii.Error, UnicodeDecodeError):
            continue
    return found


def _checksum(request: Request) -> tuple[str, bytes]:
    """Return (algorithm, digest) that the piece must have; an empty digest where none is asked."""
    algorithm, _, encoded = request.headers.get("Upload-Checksum", "").partition(" ")
    if not algorithm:
        return "", b""
    try:
        return algorithm, base64.b64decode(encoded, validate=True) or b"-"
    except binascii.Error:
        return algorithm, b"-"
