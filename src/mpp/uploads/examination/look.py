"""Tell what bytes are by what stands in them, and hand them to whoever reads that kind."""

import io
import zipfile
from collections.abc import Callable, Mapping

from mpp.uploads.examination.pdf import examine_pdf
from mpp.uploads.examination.pictures import examine_picture
from mpp.uploads.examination.sniff import kind_by_beginning
from mpp.uploads.examination.verdict import Bounds, Found, Unfit, UnfitDocument

#: Kind by its beginning -> who reads it.
EXAMINERS: Mapping[str, Callable[[bytes, Bounds], Found]] = {
    "pdf": examine_pdf,
    "jpeg": examine_picture,
    "png": examine_picture,
    "heif": examine_picture,
}
#: What a browser would take for a page, were the type not told.
MARKUP = (b"<html", b"<script", b"<svg", b"<!doctype")
#: A browser looks no further to guess what something is.
GUESSED_FROM = 1024


def examine(data: bytes, bounds: Bounds) -> Found | Unfit:
    """Return the document as it is kept, or why it cannot be taken."""
    try:
        found = _examined(data, bounds)
    except UnfitDocument as unfit:
        return Unfit(unfit.reason)
    if len(found.data) > bounds.out_bytes:
        return Unfit("file-too-complex")
    return found


def _examined(data: bytes, bounds: Bounds) -> Found:
    if not data:
        raise UnfitDocument("file-empty")
    kind = kind_by_beginning(data)
    if not kind:
        raise UnfitDocument("file-unknown")
    if kind == "pdf" and _is_something_else_too(data):
        raise UnfitDocument("file-two-kinds")
    return EXAMINERS[kind](data, bounds)


def _is_something_else_too(data: bytes) -> bool:
    """Return whether a PDF, whose bytes are kept as they are, is an archive or a page for other readers.

    Pictures need no such look: they are written anew, and what else was in them is gone.
    """
    head = data[:GUESSED_FROM].lower()
    return any(markup in head for markup in MARKUP) or zipfile.is_zipfile(io.BytesIO(data))
