"""What a PDF becomes when it is opened: kilobytes can unfold to gigabytes in whoever opens them."""

import zlib
from contextlib import suppress
from typing import Any

import pikepdf

from mpp.uploads.examination.verdict import Bounds, UnfitDocument

#: Filter of streams that zlib unfolds, with its short name (ISO 32000-2, 7.4).
FLATE = frozenset({"/FlateDecode", "/Fl"})
#: What is unfolded at once; so much is lost where something is broken.
READ_BYTES = 4096


def weigh(each: Any, bounds: Bounds) -> int:
    """Return how many bytes a dictionary of a PDF unfolds to, 0 where it is no stream; it stops soon after the bound.

    Refuses: a picture with too many pixels. Pictures weigh nothing here: their pixels are what counts.
    """
    if not isinstance(each, pikepdf.Stream):
        return 0
    if str(each.get("/Subtype", "")) == "/Image":
        if int(each.get("/Width", 0)) * int(each.get("/Height", 0)) > bounds.megapixels * 1_000_000:
            raise UnfitDocument("file-too-many-pixels")
        return 0
    filters = _filters(each)
    if FLATE.issuperset(filters):
        return _unfolded(each.read_raw_bytes(), times=len(filters), most=bounds.unfolded_bytes)
    try:
        # Rare kinds are unfolded by the library, whole; the limits of this process hold for them.
        return len(each.read_bytes())
    except pikepdf.PdfError:
        # No reader unfolds it either.
        return 0


def _filters(stream: Any) -> list[str]:
    named = stream.get("/Filter")
    if named is None:
        return []
    return [str(each) for each in named] if isinstance(named, pikepdf.Array) else [str(named)]


def _unfolded(data: bytes, *, times: int, most: int) -> int:
    """Return how many bytes come out when `data` is unfolded so many times; just more than `most` where it is more."""
    for _ in range(times):
        data = _unfold(data, most + 1)
    return len(data)


def _unfold(data: bytes, most: int) -> bytes:
    """Return what comes out, at most `most` bytes; of what is broken, as readers do, what stands before the breach."""
    unfolding, out = zlib.decompressobj(), bytearray()
    with suppress(zlib.error):
        for at in range(0, len(data), READ_BYTES):
            out += unfolding.decompress(data[at : at + READ_BYTES], most - len(out))
            if len(out) >= most:
                break
    return bytes(out)
