"""An engine that sees what a test tells it to: pictures made here carry in their pixels what they show."""

from collections.abc import Sequence
from io import BytesIO

from PIL import Image

from mpp.faces.ports import FaceEngineUnavailable
from mpp.faces.rules import Bands, Pose, Sight

#: What a picture is filled with -> the face in it.
SHADES: dict[int, Sight | None] = {
    20: Sight(eyes=((0.4, 0.4), (0.6, 0.4)), nose=(0.5, 0.55), openness=1.0),
    60: Sight(eyes=((0.4, 0.4), (0.6, 0.4)), nose=(0.58, 0.55), openness=1.0),
    100: Sight(eyes=((0.4, 0.4), (0.6, 0.4)), nose=(0.42, 0.55), openness=1.0),
    140: Sight(eyes=((0.4, 0.4), (0.6, 0.4)), nose=(0.5, 0.55), openness=0.1),
    180: Sight(eyes=((0.49, 0.4), (0.51, 0.4)), nose=(0.5, 0.42), openness=1.0),
    220: None,
}
SHADE_OF = {Pose.STRAIGHT: 20, Pose.LEFT: 60, Pose.SIDE: 60, Pose.RIGHT: 100, Pose.BLINK: 140}
FAR_AWAY, NOBODY = 180, 220


def a_picture(shade: int, *, number: int = 0) -> bytes:
    """Return a picture that shows what its shade stands for. number: makes it unlike another one"""
    picture = Image.new("RGB", (64, 48), (shade, shade, shade))
    picture.putpixel((number % 64, number // 64), (shade + 1, shade, shade))
    written = BytesIO()
    picture.save(written, "PNG")
    return written.getvalue()


class FakeFaces:
    """Eyes and matcher in one; `likes` is the likeness of everybody, `is_down` lets it be silent."""

    provider, model = "fake", "1"
    bands = Bands(accept=80, review=60)
    needs_card = False

    def __init__(self) -> None:
        self.likes = 95.0
        self.is_down = False
        self.compared = 0

    @property
    def eyes(self) -> "FakeFaces":
        return self

    @property
    def matcher(self) -> "FakeFaces":
        return self

    def sights(self, pictures: Sequence[bytes]) -> tuple[Sight | None, ...]:
        self._hear()
        return tuple(SHADES[self._shade(each)] for each in pictures)

    def likeness(self, nik: str, picture: bytes, *, card: bytes) -> float:
        self._hear()
        self.compared += 1
        return self.likes

    def _hear(self) -> None:
        if self.is_down:
            raise FaceEngineUnavailable(source="fake", reason="unreachable")

    def _shade(self, picture: bytes) -> int:
        with Image.open(BytesIO(picture)) as opened:
            value = opened.convert("L").getpixel((32, 24))
        return min(SHADES, key=lambda shade: abs(shade - int(str(value))))
