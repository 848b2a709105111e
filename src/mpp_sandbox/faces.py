"""Drawn faces, and a reader that finds them: nobody's face is needed to try the face check from end to end.

A drawn face is skin, two saturated blue eyes and a saturated red nose; it turns by moving the nose and closes its eyes
by flattening them. A coloured cap says whose it is: none, the person asked about; green, a stranger; magenta, a
likeness in between. The reader looks for those colours and nothing else, so a real face is none to it.
"""

from io import BytesIO
from typing import Any

from PIL import Image, ImageChops, ImageDraw, UnidentifiedImageError

WIDTH, HEIGHT = 480, 360
BLUE, RED = (20, 40, 230), (230, 30, 30)
CAPS = {"": None, "stranger": (20, 200, 60), "doubtful": (220, 30, 220)}

#: pose -> (turn of the nose in distances of the eyes, share of the eyes that is open). Turns are the person's own.
POSES = {"straight": (0.0, 1.0), "left": (0.4, 1.0), "right": (-0.4, 1.0), "side": (0.4, 1.0), "blink": (0.0, 0.1)}

#: Colours as they come out of a camera and a JPEG: lowest and highest of red, green, blue.
type Hue = tuple[tuple[int, int], tuple[int, int], tuple[int, int]]
_BLUE: Hue = ((0, 110), (0, 120), (140, 255))
_RED: Hue = ((150, 255), (0, 110), (0, 110))
_GREEN: Hue = ((0, 110), (140, 255), (0, 130))
_MAGENTA: Hue = ((150, 255), (0, 110), (150, 255))


def drawn(pose: str, *, whose: str = "", seed: int = 0) -> Image.Image:
    """Return a face in a pose. whose: key of `CAPS`     seed: moves it a little, so that no two pictures are alike"""
    turn, openness = POSES[pose]
    picture = Image.new("RGB", (WIDTH, HEIGHT), (198, 202, 205))
    pen = ImageDraw.Draw(picture)
    across, down = WIDTH // 2 + seed % 9 - 4, HEIGHT // 2 + seed // 9 % 9 - 4
    pen.ellipse((across - 95, down - 130, across + 95, down + 130), fill=(224, 184, 156))
    if cap := CAPS[whose]:
        pen.pieslice((across - 95, down - 130, across + 95, down + 60), 200, 340, fill=cap)
    apart = 84
    for eye in (across - apart // 2, across + apart // 2):
        pen.ellipse((eye - 24, down - 44, eye + 24, down - 12), fill=(245, 245, 245))
        high = max(round(14 * openness), 1)
        pen.ellipse((eye - 14, down - 28 - high, eye + 14, down - 28 + high), fill=BLUE)
    nose = across + round(turn * apart)
    pen.ellipse((nose - 10, down + 10, nose + 10, down + 30), fill=RED)
    pen.arc((across - 35, down + 45, across + 35, down + 80), 20, 160, fill=(122, 84, 74), width=4)
    return picture


def as_jpeg(picture: Image.Image) -> bytes:
    """Return the picture as a telephone would send it."""
    written = BytesIO()
    picture.save(written, "JPEG", quality=90)
    return written.getvalue()


def opened(content: bytes) -> Image.Image | None:
    """Return a picture, None for what is none."""
    try:
        with Image.open(BytesIO(content)) as picture:
            return picture.convert("RGB")
    except (UnidentifiedImageError, OSError):
        return None


def points(picture: Image.Image) -> dict[str, Any] | None:
    """Return where the eyes and the nose of a drawn face are, in parts of the width; None where there is none."""
    eyes, nose = _spots(picture, _BLUE), _spots(picture, _RED)
    whole, tip = eyes.getbbox(), nose.getbbox()
    if whole is None or tip is None:
        return None
    middle = (whole[0] + whole[2]) // 2
    left = eyes.crop((0, 0, middle, picture.height)).getbbox()
    right = eyes.crop((middle, 0, picture.width, picture.height)).getbbox()
    if left is None or right is None:
        return None
    right = (right[0] + middle, right[1], right[2] + middle, right[3])
    heights = [(box[3] - box[1]) / max(box[2] - box[0], 1) for box in (left, right)]
    return {
        "EYES": [_middle(left, picture.width), _middle(right, picture.width)],
        "NOSE": _middle(tip, picture.width),
        "OPENNESS": round(sum(heights) / 2, 3),
    }


def whose(picture: Image.Image) -> str:
    """Return whose face the cap says it is, "" for the person asked about."""
    if _spots(picture, _GREEN).getbbox():
        return "stranger"
    return "doubtful" if _spots(picture, _MAGENTA).getbbox() else ""


def _spots(picture: Image.Image, hue: Hue) -> Image.Image:
    """Return where the picture has the colour; single stray pixels do not count."""
    channels = [
        channel.point([255 if low <= value <= high else 0 for value in range(256)])
        for channel, (low, high) in zip(picture.split(), hue, strict=True)
    ]
    red, green, blue = channels
    return ImageChops.darker(ImageChops.darker(red, green), blue)


def _middle(box: tuple[int, int, int, int], width: int) -> list[float]:
    return [round((box[0] + box[2]) / 2 / width, 4), round((box[1] + box[3]) / 2 / width, 4)]
