"""What a face has to do, whether it did, and what a likeness is worth.

A challenge is a row of poses that the server draws at the time; a photograph of somebody else cannot turn its head.
Everything here is geometry and order. What it cannot stop is told to people on the page about the face check.

Legal basis: UU 27/2022 art. 4 (a face is specific personal data: nothing of it is kept beyond the decision).
"""

import itertools
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class Pose(StrEnum):
    """LEFT and RIGHT are the person's own. SIDE: either, for cameras that save pictures mirrored."""

    STRAIGHT = "straight"
    LEFT = "left"
    RIGHT = "right"
    SIDE = "side"
    BLINK = "blink"


class Way(StrEnum):
    """CAMERA: frames taken by our page within seconds     PHOTO: pictures taken one by one by the telephone itself"""

    CAMERA = "camera"
    PHOTO = "photo"


class Band(StrEnum):
    """ACCEPT: the same person     REVIEW: an officer looks     REFUSE: not the same, or nothing alive was seen"""

    ACCEPT = "accept"
    REVIEW = "review"
    REFUSE = "refuse"


class Reason(StrEnum):
    """Why a check did not succeed; told to the person in plain words."""

    NO_FACE = "no-face"
    TOO_SMALL = "too-small"
    NOT_STRAIGHT = "not-straight"
    POSE_MISSED = "pose-missed"
    SAME_PICTURE = "same-picture"
    TOO_LATE = "too-late"
    UNLIKE = "unlike"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Sight:
    """One face in one picture, in parts of the picture's width, counted from its left and its top.

    eyes: the one on the left of the picture first     nose: its tip
    openness: how open the eyes are, in the engine's own measure; only compared with itself
    """

    eyes: tuple[tuple[float, float], tuple[float, float]]
    nose: tuple[float, float]
    openness: float

    @property
    def breadth(self) -> float:
        """Return the distance of the eyes, in parts of the picture's width."""
        (left, _), (right, _) = self.eyes
        return right - left

    @property
    def turn(self) -> float:
        """Return how far the nose lies off the middle of the eyes, in distances of the eyes.

        Above 0 it points to the picture's right, which is the person's own left in a picture that is not mirrored.
        """
        (left, _), (right, _) = self.eyes
        return (self.nose[0] - (left + right) / 2) / self.breadth


#: Eyes nearer to each other than this are too far away to be compared.
LEAST_BREADTH = 0.06
#: Turns of the head: at most this while looking straight, at least that when turned.
MOST_STRAIGHT_TURN = 0.16
LEAST_TURN = 0.24
#: Eyes count as closed below this share of their openness while looking straight.
CLOSED_SHARE = 0.6

WINDOW: Mapping[Way, timedelta] = {Way.CAMERA: timedelta(seconds=20), Way.PHOTO: timedelta(minutes=10)}
#: A slow line may carry the frames afterwards: their digests came within the window and nail them down.
CARRIED_WITHIN = timedelta(minutes=3)

#: Frames of one pose that are taken, and read, at most.
MOST_FRAMES_A_POSE = 3

#: Of one person in a day, those that did not succeed; and challenges drawn, which cost the registry nothing.
MOST_FAILED = 5
MOST_CHALLENGES = 20
COUNTED_WITHIN = timedelta(hours=24)


def challenges(way: Way) -> list[tuple[Pose, ...]]:
    """Return every row of poses that may be drawn: straight first, then turns and a blink."""
    if way is Way.PHOTO:
        return [(Pose.STRAIGHT, *rest) for rest in itertools.permutations([Pose.SIDE, Pose.BLINK])]
    moves = itertools.product([Pose.LEFT, Pose.RIGHT, Pose.BLINK], repeat=3)
    return [
        (Pose.STRAIGHT, *row)
        for row in moves
        if Pose.BLINK in row and all(one is not other for one, other in itertools.pairwise(row))
    ]


def is_in_time(way: Way, *, issued_at: datetime, nailed_at: datetime, now: datetime) -> bool:
    """Return whether pictures still count.

    nailed_at: when their digests were told, or when they came where nobody told digests before
    """
    return issued_at <= nailed_at <= issued_at + WINDOW[way] and now <= nailed_at + CARRIED_WITHIN


def shows(pose: Pose, sight: Sight, straight: Sight) -> bool:
    """Return whether a face does what the pose asks. straight: the same face looking straight, eyes open"""
    match pose:
        case Pose.STRAIGHT:
            return abs(sight.turn) <= MOST_STRAIGHT_TURN
        case Pose.LEFT:
            return sight.turn >= LEAST_TURN
        case Pose.RIGHT:
            return sight.turn <= -LEAST_TURN
        case Pose.SIDE:
            return abs(sight.turn) >= LEAST_TURN
        case Pose.BLINK:
            # Turned away, an eye looks closed by itself.
            return abs(sight.turn) < LEAST_TURN and sight.openness < CLOSED_SHARE * straight.openness


@dataclass(frozen=True, slots=True)
class Performance:
    """What a row of pictures showed. reason: None when all poses were done

    best: place of the pictures to compare with the registry: the straight one, and one with the eyes closed, so that a
    photograph held up at the beginning only is not enough
    """

    reason: Reason | None
    best: tuple[int, ...] = ()


def performance(poses: Sequence[Pose], shown: Sequence[tuple[int, Sight | None]]) -> Performance:
    """Return whether the poses were done, each in most of the pictures that were taken for it.

    shown: for each picture the place of its pose in `poses`, and the face in it, None where there is none
    """
    seen = [(place, number, sight) for number, (place, sight) in enumerate(shown) if sight is not None]
    if {place for place, *_ in seen} != set(range(len(poses))):
        return Performance(Reason.NO_FACE)
    if any(sight.breadth < LEAST_BREADTH for *_, sight in seen):
        return Performance(Reason.TOO_SMALL)
    straights = [(abs(sight.turn), number, sight) for place, number, sight in seen if poses[place] is Pose.STRAIGHT]
    turn, first, straight = min(straights)
    if turn > MOST_STRAIGHT_TURN:
        return Performance(Reason.NOT_STRAIGHT)
    closed = None
    for place, pose in enumerate(poses):
        taken = [number for number, (of, _) in enumerate(shown) if of == place]
        its = [(number, sight) for of, number, sight in seen if of == place]
        doing = [number for number, sight in its if shows(pose, sight, straight)]
        # A film that runs through all poses again and again shows each of them some time, but never holds one.
        if 2 * len(doing) < len(taken) or any(_is_contrary(pose, sight) for _, sight in its):
            return Performance(Reason.POSE_MISSED)
        closed = doing[0] if pose is Pose.BLINK and closed is None else closed
    return Performance(None, (first,) if closed is None else (first, closed))


def _is_contrary(pose: Pose, sight: Sight) -> bool:
    """Return whether the head is turned to the other side than was asked."""
    wrong = {Pose.LEFT: -LEAST_TURN, Pose.RIGHT: LEAST_TURN}.get(pose)
    return wrong is not None and (sight.turn <= wrong if wrong < 0 else sight.turn >= wrong)


@dataclass(frozen=True, slots=True)
class Bands:
    """From which likeness (0-100) a face is accepted, and from which an officer looks; below it is refused."""

    accept: float
    review: float

    def __post_init__(self) -> None:
        if not 0 <= self.review <= self.accept <= 100:
            raise ValueError("the band of review must lie below that of acceptance, both within 0-100")


def band_of(likeness: Collection[float], bands: Bands) -> Band:
    """Return what the least of the likenesses is worth."""
    least = min(likeness)
    return Band.ACCEPT if least >= bands.accept else Band.REVIEW if least >= bands.review else Band.REFUSE
