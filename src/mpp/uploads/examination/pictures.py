"""Pictures are read and written anew: upright, no larger than can be read, without anything that was not to be seen."""

import io
import warnings

import pi_heif
from PIL import Image, ImageFilter, ImageOps, ImageStat

from mpp.uploads.examination.verdict import Bounds, Found, UnfitDocument

#: A page of A4 photographed at 280 dots an inch: more helps nobody who reads it.
LONGEST_SIDE = 3200
JPEG_QUALITY = 88
#: Below this many pixels on the shorter side a page of print cannot be read.
SHORTEST_READABLE = 700
#: Where the picture is made as small as this, blur and light of pictures of all sizes compare.
COMPARED_AT = 1000
#: Variance of the Laplacian below which a page of print is out of focus, found by trying.
SHARP_FROM = 60.0
#: Mean lightness, of 255, below which print drowns.
LIGHT_FROM = 60.0

_LAPLACIAN = ImageFilter.Kernel((3, 3), (0, 1, 0, 1, -4, 1, 0, 1, 0), scale=1, offset=128)


def examine_picture(data: bytes, bounds: Bounds) -> Found:
    """Return the picture written anew. Refuses: damaged ones, ones with too many pixels"""
    pi_heif.register_heif_opener(thumbnails=False)
    # Our own limit says so in words; Pillow's would warn or raise at others.
    Image.MAX_IMAGE_PIXELS = None
    try:
        with warnings.catch_warnings(), Image.open(io.BytesIO(data), formats=("JPEG", "PNG", "HEIF")) as opened:
            warnings.simplefilter("ignore")
            if opened.width * opened.height > bounds.megapixels * 1_000_000:
                raise UnfitDocument("file-too-many-pixels")
            picture, is_png = _upright(opened), opened.format == "PNG"
            shorter = min(opened.size)
    except (UnfitDocument, MemoryError):
        raise
    except Exception as error:
        # Libraries that meet made-up bytes fail in every way there is; each of them means the same.
        raise UnfitDocument("file-damaged") from error
    kind, written = _written(picture, is_png, bounds)
    return Found(kind=kind, data=written, hints=_hints(picture, shorter))


def _upright(opened: Image.Image) -> Image.Image:
    """Return the picture as it is to be seen, without what else the file says about place, time and device."""
    # JPEG is decoded small at once; other kinds are decoded whole.
    opened.draft(None, (LONGEST_SIDE, LONGEST_SIDE))
    orientation = opened.getexif().get(0x0112, 1)
    opened.load()
    plain = opened.convert("RGBA" if opened.has_transparency_data else "RGB")
    plain.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
    seen = Image.new("RGB", plain.size, "white")
    seen.paste(plain, mask=plain.getchannel("A") if plain.mode == "RGBA" else None)
    # Only the eight orientations there are; libheif has turned a HEIF picture already.
    turn = _TURNS.get(orientation) if opened.format != "HEIF" else None
    return seen.transpose(turn) if turn is not None else seen


#: EXIF orientation -> how to set it upright.
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


def _written(picture: Image.Image, is_png: bool, bounds: Bounds) -> tuple[str, bytes]:
    """Return (kind, bytes). A PNG stays one, unless it is a photograph that would grow beyond what may be kept."""
    if is_png:
        out = io.BytesIO()
        picture.save(out, "PNG")
        if out.tell() <= bounds.out_bytes // 2:
            return "png", out.getvalue()
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=JPEG_QUALITY)
    return "jpeg", out.getvalue()


def _hints(picture: Image.Image, shorter: int) -> tuple[str, ...]:
    """Return what makes the picture hard to read."""
    grey = ImageOps.grayscale(picture)
    grey.thumbnail((COMPARED_AT, COMPARED_AT))
    hints = []
    if shorter < SHORTEST_READABLE:
        hints.append("small")
    if ImageStat.Stat(grey).mean[0] < LIGHT_FROM:
        hints.append("dark")
    elif _sharpness(grey) < SHARP_FROM:
        hints.append("blurred")
    return tuple(hints)


def _sharpness(grey: Image.Image) -> float:
    """Return the variance of the Laplacian: how much edges stand out."""
    if min(grey.size) < 3:
        return 0.0
    edges = grey.filter(_LAPLACIAN).crop((1, 1, grey.width - 1, grey.height - 1))
    return float(ImageStat.Stat(edges).var[0])
