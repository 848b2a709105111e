"""Face engines: the fake, and the registry's as the simulation plays it over HTTP with drawn faces."""

from dataclasses import dataclass
from typing import Any

import pytest

from mpp.adapters.face_engine.registry import RegistryEyes, RegistryFaceSettings, RegistryMatcher
from mpp.adapters.line import Breaker, Line
from mpp.config.wiring import FACE_LIMITS, REGISTRY_BANDS
from mpp.faces.fakes import NOBODY, SHADE_OF, FakeFaces, a_picture
from mpp.faces.pictures import upright
from mpp.faces.ports import FaceEngineUnavailable, NoReference
from mpp.faces.rules import Band, Pose, band_of, performance, shows
from mpp_sandbox import faces as drawing
from mpp_sandbox.testing import Sandbox
from tests.contracts.conftest import NAME, SECRET


@dataclass
class Engine:
    """An engine, and how a picture for it is made."""

    eyes: Any
    matcher: Any
    picture: Any
    nobody: bytes


def over_http(outside: Sandbox) -> Engine:
    settings = RegistryFaceSettings(
        customer_id=NAME, user_id=NAME, password=SECRET, ip_user="127.0.0.1", bands=REGISTRY_BANDS
    )
    line = Line("dukcapil-face", f"{outside.url}/dukcapil", limits=FACE_LIMITS, breaker=Breaker(failures=99))
    return Engine(
        eyes=RegistryEyes(settings, line),
        matcher=RegistryMatcher(settings, line),
        picture=lambda pose, number=0: upright(drawing.as_jpeg(drawing.drawn(pose, seed=number))),
        nobody=upright(drawing.as_jpeg(drawing.Image.new("RGB", (320, 240), (90, 90, 90)))),
    )


def in_memory(outside: Sandbox) -> Engine:
    fake = FakeFaces()
    return Engine(
        eyes=fake,
        matcher=fake,
        picture=lambda pose, number=0: upright(a_picture(SHADE_OF[Pose(pose)], number=number)),
        nobody=upright(a_picture(NOBODY)),
    )


@pytest.fixture(params=[in_memory, over_http])
def engine(request, outside) -> Engine:
    return request.param(outside)


def test_every_pose_is_seen_for_what_it_is_and_for_no_other(engine):
    poses = [Pose.STRAIGHT, Pose.LEFT, Pose.RIGHT, Pose.BLINK]
    sights = dict(zip(poses, engine.eyes.sights([engine.picture(str(pose)) for pose in poses]), strict=True))
    straight = sights[Pose.STRAIGHT]
    for pose, sight in sights.items():
        done = {other for other in poses if shows(other, sight, straight)}
        assert done - {Pose.STRAIGHT} == {pose} - {Pose.STRAIGHT}, pose
        assert (Pose.STRAIGHT in done) == (pose in {Pose.STRAIGHT, Pose.BLINK})


def test_a_whole_challenge_is_recognised(engine):
    row = (Pose.STRAIGHT, Pose.RIGHT, Pose.BLINK, Pose.LEFT)
    pictures = [engine.picture(str(pose), number) for pose in row for number in range(3)]
    seen = engine.eyes.sights(pictures)
    assert performance(row, [(number // 3, sight) for number, sight in enumerate(seen)]).reason is None


def test_no_face_is_none(engine):
    assert engine.eyes.sights([engine.nobody, engine.picture("straight")])[0] is None


def test_the_holder_is_accepted(engine, outside):
    likeness = engine.matcher.likeness(outside.person("neneng").nik, engine.picture("straight"), card=b"")
    assert band_of([likeness], engine.matcher.bands) is Band.ACCEPT
    assert engine.matcher.provider
    assert engine.matcher.model


# What only the real line can do


@pytest.mark.parametrize(("whose", "band"), [("stranger", Band.REFUSE), ("doubtful", Band.REVIEW)])
def test_the_cap_of_a_drawn_face_says_whose_it_is(outside, whose, band):
    engine = over_http(outside)
    picture = upright(drawing.as_jpeg(drawing.drawn("straight", whose=whose)))
    likeness = engine.matcher.likeness(outside.person("neneng").nik, picture, card=b"")
    assert band_of([likeness], REGISTRY_BANDS) is band


@pytest.mark.parametrize("person", ["deceased", "duplicate", "inactive", "unknown"])
def test_of_whom_the_registry_has_no_picture_there_is_nothing_to_compare_with(outside, person):
    engine = over_http(outside)
    with pytest.raises(NoReference):
        engine.matcher.likeness(outside.person(person).nik, engine.picture("straight"), card=b"")


@pytest.mark.parametrize(
    "trouble",
    [
        {"down": "closed"},
        {"down": "503"},
        {"wrong": "html"},
        {"wrong": "half"},
        {"wrong": "redirect"},
        {"over_quota": True},
    ],
)
def test_trouble_is_no_verdict_on_anybody(outside, trouble):
    engine = over_http(outside)
    picture = engine.picture("straight")
    outside.set("dukcapil", **trouble)
    with pytest.raises(FaceEngineUnavailable):
        engine.matcher.likeness(outside.person("neneng").nik, picture, card=b"")
    with pytest.raises(FaceEngineUnavailable):
        engine.eyes.sights([picture])


def test_a_strangers_face_by_switch_is_refused(outside):
    engine = over_http(outside)
    outside.set("dukcapil", wrong="other-person")
    likeness = engine.matcher.likeness(outside.person("neneng").nik, engine.picture("straight"), card=b"")
    assert band_of([likeness], REGISTRY_BANDS) is Band.REFUSE
