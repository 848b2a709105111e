"""The local engine, as far as it can be tried without the picture of a real face: its measures, and its models at rest.

Not tried here, because drawn faces are no faces to it and real ones have no place in a repository: how often it finds a
face, how often it takes one person for another, and how well the openness of real eyes tells closed from open.
"""

import importlib.util
from io import BytesIO

import pytest
from PIL import Image, ImageDraw

from mpp.adapters.face_engine.local import BANDS, LocalEyes, LocalMatcher, eye_openness, likeness_of, sight_of
from mpp.faces.ports import FaceEngineUnavailable, NoReference
from mpp.faces.rules import Band, Pose, band_of, shows

IS_INSTALLED = importlib.util.find_spec("dlib") is not None
needs_dlib = pytest.mark.skipif(not IS_INSTALLED, reason="comes with the extra `faces`")


def an_eye(lids):
    """A drawn eye 60 pixels wide on skin. lids: height of the opening in pixels, 0 for a closed one"""
    picture = Image.new("L", (120, 80), 170)
    pen = ImageDraw.Draw(picture)
    if lids:
        pen.ellipse((30, 40 - lids / 2, 90, 40 + lids / 2), fill=235)
        pen.ellipse((60 - lids / 2, 40 - lids / 2, 60 + lids / 2, 40 + lids / 2), fill=40)
    pen.line((30, 40 + lids / 2, 90, 40 + lids / 2), fill=70, width=2)
    return picture


def test_a_closed_eye_is_less_than_the_share_of_an_open_one_that_counts_as_closed():
    opened, closed = (eye_openness(an_eye(lids), (30, 40), (90, 40)) for lids in (22, 0))
    assert closed < 0.6 * opened
    assert eye_openness(Image.new("L", (120, 80), 170), (30, 40), (90, 40)) == 0


#: Five points as the predictor gave them on a face seen from the front, and with the nose moved as turning moves it.
FRONT = [(251, 175), (220, 175), (149, 174), (179, 175), (199, 236)]


@pytest.mark.parametrize(("moved", "pose"), [(0, Pose.STRAIGHT), (30, Pose.LEFT), (-30, Pose.RIGHT)])
def test_five_points_tell_which_way_a_head_is_turned(moved, pose):
    grey = Image.new("L", (480, 360), 120)
    straight = sight_of(grey, FRONT)
    points = [*FRONT[:4], (FRONT[4][0] + moved, FRONT[4][1])]
    assert shows(pose, sight_of(grey, points), straight)
    assert 0.1 < straight.breadth < 0.2


@pytest.mark.parametrize(
    ("distance", "band"),
    [
        (0.23, Band.ACCEPT),
        (0.43, Band.ACCEPT),
        (0.50, Band.REVIEW),
        (0.56, Band.REFUSE),
        (0.80, Band.REFUSE),
        (2, Band.REFUSE),
    ],
)
def test_distances_that_were_measured_before_fall_into_their_bands(distance, band):
    likeness = likeness_of([0.0] * 128, [distance, *[0.0] * 127])
    assert band_of([likeness], BANDS) is band


def a_jpeg(shade=90):
    written = BytesIO()
    Image.new("RGB", (320, 240), (shade, shade, shade)).save(written, "JPEG")
    return written.getvalue()


@needs_dlib
def test_the_models_load_and_see_no_face_where_there_is_none():
    assert LocalEyes().sights([a_jpeg(), a_jpeg(200)]) == (None, None)
    with pytest.raises(NoReference):
        LocalMatcher().likeness("3279014101900001", a_jpeg(), card=a_jpeg())


@pytest.mark.skipif(IS_INSTALLED, reason="it is installed here")
def test_without_the_extra_the_engine_says_that_it_is_not_installed():
    with pytest.raises(FaceEngineUnavailable, match="not-installed"):
        LocalEyes().sights([a_jpeg()])
