"""A PDF is kept byte for byte, for it may be signed; so one that does anything but show pages is refused."""

import io
import re
from collections.abc import Iterator
from typing import Any

import pikepdf

from mpp.uploads.examination.unfolding import weigh
from mpp.uploads.examination.verdict import Bounds, Found, UnfitDocument

#: Actions that run something or lead into other files (ISO 32000-2, table 201); a link to an address is none of them.
ACTIVE_ACTIONS = frozenset(
    {"/JavaScript", "/Launch", "/ImportData", "/SubmitForm", "/GoToE", "/Rendition", "/Movie", "/Sound", "/GoTo3DView"}
    | {"/RichMediaExecute"}
)
#: Annotations that play or carry something.
ACTIVE_ANNOTATIONS = frozenset({"/RichMedia", "/Screen", "/Movie", "/Sound", "/3D"})
#: Entries that start something by themselves.
ACTIVE_ENTRIES = frozenset({"/AA", "/JS", "/XFA"})
#: Other files inside this one.
CARRIED = frozenset({"/EF", "/EmbeddedFiles"})
#: What may stand behind the end of the last revision.
END = re.compile(rb"%%EOF[\s\0]*\Z")


def examine_pdf(data: bytes, bounds: Bounds) -> Found:
    """Return the document as it came.

    Refuses: damaged, locked, active and carrying ones, ones with too many pages, objects or pixels, ones that unfold
    to more than they may
    """
    try:
        with pikepdf.open(io.BytesIO(data), attempt_recovery=False, suppress_warnings=True) as document:
            pages = _look(document, bounds)
    except pikepdf.PasswordError as error:
        raise UnfitDocument("file-locked") from error
    except (UnfitDocument, MemoryError, RecursionError):
        raise
    except Exception as error:
        # Libraries that meet made-up bytes fail in every way there is; each of them means the same.
        raise UnfitDocument("file-damaged") from error
    if not END.search(data):
        raise UnfitDocument("file-two-kinds" if b"%%EOF" in data else "file-damaged")
    return Found(kind="pdf", data=data, pages=pages)


def _look(document: pikepdf.Pdf, bounds: Bounds) -> int:
    """Return the number of pages of a document that does nothing but show them."""
    if document.is_encrypted:
        raise UnfitDocument("file-locked")
    # What it says of itself first: a hundred thousand pages need not be looked at to be too many.
    if int(document.Root.Pages.Count) > bounds.pages:
        raise UnfitDocument("file-too-many-pages")
    if len(document.objects) > bounds.objects:
        raise UnfitDocument("file-too-complex")
    unfolded_bytes = 0
    for each in _dictionaries(document):
        _check(each)
        unfolded_bytes += weigh(each, bounds)
        if unfolded_bytes > bounds.unfolded_bytes:
            raise UnfitDocument("file-too-complex")
    pages = len(document.pages)
    if pages < 1:
        raise UnfitDocument("file-damaged")
    if pages > bounds.pages:
        raise UnfitDocument("file-too-many-pages")
    return pages


def _dictionaries(document: pikepdf.Pdf) -> Iterator[Any]:
    """Yield every dictionary of the document, whether anything leads to it or not."""
    waiting: list[Any] = [document.trailer, *document.objects]
    while waiting:
        each = waiting.pop()
        if isinstance(each, pikepdf.Array):
            waiting.extend(item for item in each if _is_inside(item))
        elif isinstance(each, pikepdf.Dictionary | pikepdf.Stream):
            yield each
            waiting.extend(item for item in each.values() if _is_inside(item))


def _is_inside(item: object) -> bool:
    """Return whether a value stands in its parent; what has a number of its own is looked at by that."""
    return isinstance(item, pikepdf.Array | pikepdf.Dictionary | pikepdf.Stream) and not item.is_indirect


def _check(each: Any) -> None:
    keys = set(each.keys())
    if keys & CARRIED or each.get("/Type") == "/EmbeddedFile":
        raise UnfitDocument("file-carries-files")
    if keys & ACTIVE_ENTRIES or str(each.get("/S", "")) in ACTIVE_ACTIONS:
        raise UnfitDocument("file-active")
    if str(each.get("/Subtype", "")) in ACTIVE_ANNOTATIONS and "/Rect" in keys:
        raise UnfitDocument("file-active")
    opening = each.get("/OpenAction")
    # Where to open the document is no action; most programs that write PDFs say so.
    if isinstance(opening, pikepdf.Dictionary) and str(opening.get("/S", "")) != "/GoTo":
        raise UnfitDocument("file-active")
