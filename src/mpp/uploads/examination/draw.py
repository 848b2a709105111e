"""Draw one page of a PDF: whoever looks at it sees a picture, and no program of his opens a stranger's bytes."""

import io

import pypdfium2

from mpp.uploads.examination.verdict import Bounds, Found, Unfit

#: Pixels on the longer side: print of eight points can be read, larger by half again where somebody zooms in.
LONGEST_SIDE = 1600
JPEG_QUALITY = 85


def draw(data: bytes, page: int, bounds: Bounds) -> Found | Unfit:
    """Return page number `page`, from 1, as a picture. Unfit: a PDF without that page, or that cannot be drawn"""
    try:
        document = pypdfium2.PdfDocument(data)
        if not 1 <= page <= len(document):
            return Unfit("file-damaged")
        shown = document[page - 1]
        longest = max(shown.get_size())
        drawn = shown.render(scale=min(LONGEST_SIDE / longest, 4), may_draw_forms=False, no_smoothpath=False).to_pil()
    except (MemoryError, RecursionError):
        raise
    except Exception:  # made-up bytes fail in every way there is; each of them means the same
        return Unfit("file-damaged")
    out = io.BytesIO()
    drawn.convert("RGB").save(out, "JPEG", quality=JPEG_QUALITY)
    if out.tell() > bounds.out_bytes:
        return Unfit("file-too-complex")
    return Found(kind="jpeg", data=out.getvalue(), pages=len(document))
