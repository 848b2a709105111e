"""Pictures as they come from a stranger's browser: bounded, read once, turned upright, stripped of everything else.

They live in the memory of one request and nowhere else.
"""

import warnings
from io import BytesIO

from PIL import Image, ImageOps, UnidentifiedImageError

from mpp.foundation.errors import DomainError, Kind

#: One picture, as sent; telephones take up to 8 MB.
MOST_BYTES = 9 * 1024 * 1024
#: Width times height, told by the header before anything is unpacked.
MOST_PIXELS = 60_000_000
#: What an engine sees; more tells it nothing.
LONGEST_SIDE = 640
FORMATS = ("JPEG", "PNG", "WEBP")


class NoPicture(DomainError):
    """What was sent is no picture that can be read. `reason`: too-large, not-a-picture"""

    code, kind, title = "no-picture", Kind.INVALID, "This is no picture that can be read"


def upright(sent: bytes) -> bytes:
    """Return the picture as a small upright JPEG without anything that was hidden in it (place, time, thumbnails).

    Refuses: NoPicture
    """
    if not 0 < len(sent) <= MOST_BYTES:
        raise NoPicture(reason="too-large" if sent else "not-a-picture")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            return _small(sent)
    except NoPicture:
        raise
    except (UnidentifiedImageError, Image.DecompressionBombError, Warning, OSError, ValueError, SyntaxError):
        raise NoPicture(reason="not-a-picture") from None


def _small(sent: bytes) -> bytes:
    with Image.open(BytesIO(sent), formats=FORMATS) as picture:
        if picture.width * picture.height > MOST_PIXELS:
            raise NoPicture(reason="too-large")
        # A JPEG is unpacked at a fraction of its size; the others are bounded by the line above.
        picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
        turned = ImageOps.exif_transpose(picture).convert("RGB")
    turned.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    plain = Image.new("RGB", turned.size)
    plain.paste(turned)
    written = BytesIO()
    plain.save(written, "JPEG", quality=88)
    return written.getvalue()
