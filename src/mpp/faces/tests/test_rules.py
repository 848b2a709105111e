from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mpp.faces.fakes import FAR_AWAY, NOBODY, SHADE_OF, SHADES
from mpp.faces.rules import (
    CARRIED_WITHIN,
    WINDOW,
    Band,
    Bands,
    Pose,
    Reason,
    Sight,
    Way,
    band_of,
    challenges,
    is_in_time,
    performance,
)

NOON = datetime(2026, 11, 21, 5, tzinfo=UTC)
ROW = (Pose.STRAIGHT, Pose.LEFT, Pose.BLINK, Pose.RIGHT)


def seen(*poses, times=3):
    """Pictures of somebody who does `poses` one after the other, whatever was asked."""
    return [(place, SHADES[SHADE_OF[pose]]) for place, pose in enumerate(poses) for _ in range(times)]


def test_whoever_does_what_was_asked_has_done_it():
    done = performance(ROW, seen(*ROW))
    assert done.reason is None
    assert done.best == (0, 6), "the straight picture, and one with the eyes closed"


@pytest.mark.parametrize("row", challenges(Way.CAMERA))
def test_a_film_of_one_challenge_does_for_no_other(row):
    for other in challenges(Way.CAMERA):
        assert (performance(row, seen(*other)).reason is None) == (row == other)


@pytest.mark.parametrize("row", challenges(Way.CAMERA))
def test_a_film_that_runs_through_all_poses_again_and_again_holds_none(row):
    film = [Pose.STRAIGHT, Pose.LEFT, Pose.BLINK, Pose.RIGHT]
    for start in range(4):
        shown = [(number // 3, SHADES[SHADE_OF[film[(start + number) % 4]]]) for number in range(12)]
        assert performance(row, shown).reason is not None


def test_a_photograph_held_up_never_turns():
    assert performance(ROW, seen(Pose.STRAIGHT, Pose.STRAIGHT, Pose.STRAIGHT, Pose.STRAIGHT)).reason is not None


def test_one_spoilt_picture_of_a_pose_is_forgiven():
    shown = seen(*ROW)
    shown[3] = (1, None)
    assert performance(ROW, shown).reason is None


@pytest.mark.parametrize(
    ("spoilt", "reason"), [(NOBODY, Reason.NO_FACE), (FAR_AWAY, Reason.TOO_SMALL), (60, Reason.NOT_STRAIGHT)]
)
def test_what_is_wrong_with_the_first_pictures_is_named(spoilt, reason):
    shown = [(place, SHADES[spoilt] if place == 0 else sight) for place, sight in seen(*ROW)]
    assert performance(ROW, shown).reason is reason


def test_photos_may_be_mirrored_by_the_telephone():
    for pose in (Pose.LEFT, Pose.RIGHT):
        assert performance((Pose.STRAIGHT, Pose.SIDE), seen(Pose.STRAIGHT, pose, times=1)).reason is None


def test_every_challenge_has_a_turn_a_blink_and_no_pose_twice_in_a_row():
    assert len(challenges(Way.CAMERA)) == 10
    for row in challenges(Way.CAMERA):
        assert row[0] is Pose.STRAIGHT
        assert Pose.BLINK in row
        assert {Pose.LEFT, Pose.RIGHT} & set(row)


@pytest.mark.parametrize("way", list(Way))
def test_pictures_count_until_the_window_closes_and_not_a_moment_longer(way):
    end = NOON + WINDOW[way]
    assert is_in_time(way, issued_at=NOON, nailed_at=end, now=end)
    late = end + timedelta(milliseconds=1)
    assert not is_in_time(way, issued_at=NOON, nailed_at=late, now=late)


def test_a_slow_line_may_carry_pictures_that_were_nailed_down_in_time():
    nailed_at = NOON + timedelta(seconds=15)
    assert is_in_time(Way.CAMERA, issued_at=NOON, nailed_at=nailed_at, now=nailed_at + CARRIED_WITHIN)
    assert not is_in_time(
        Way.CAMERA, issued_at=NOON, nailed_at=nailed_at, now=nailed_at + CARRIED_WITHIN + timedelta(seconds=1)
    )


def test_a_clock_set_back_between_two_requests_opens_nothing():
    assert not is_in_time(Way.CAMERA, issued_at=NOON, nailed_at=NOON - timedelta(minutes=1), now=NOON)


@pytest.mark.parametrize(
    ("likeness", "band"),
    [(100, Band.ACCEPT), (80, Band.ACCEPT), (79.9, Band.REVIEW), (60, Band.REVIEW), (59.9, Band.REFUSE)],
)
def test_between_the_bands_an_officer_looks(likeness, band):
    assert band_of([likeness], Bands(accept=80, review=60)) is band


@given(st.lists(st.floats(0, 100), min_size=1), st.floats(0, 100), st.floats(0, 100))
def test_the_least_likeness_decides(likeness, one, other):
    bands = Bands(accept=max(one, other), review=min(one, other))
    assert band_of(likeness, bands) is band_of([min(likeness)], bands)


def test_bands_that_cross_are_a_mistake_of_the_installation():
    with pytest.raises(ValueError, match="review"):
        Bands(accept=50, review=60)


@given(
    st.lists(
        st.tuples(
            st.integers(0, 3),
            st.none()
            | st.builds(
                Sight,
                eyes=st.tuples(
                    st.tuples(st.floats(0, 0.4), st.floats(0, 1)), st.tuples(st.floats(0.5, 1), st.floats(0, 1))
                ),
                nose=st.tuples(st.floats(0, 1), st.floats(0, 1)),
                openness=st.floats(0, 1),
            ),
        ),
        max_size=12,
    )
)
def test_whatever_an_engine_sees_there_is_an_answer(shown):
    answer = performance(ROW, shown)
    assert (answer.reason is None) == bool(answer.best)
