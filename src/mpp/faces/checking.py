"""One face check from the first picture to the recorded result: the engine is asked outside any transaction."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from mpp.faces.operations.record_check import record_check
from mpp.faces.operations.use_challenge import use_challenge
from mpp.faces.pictures import upright
from mpp.faces.ports import FaceEngine
from mpp.faces.rules import MOST_FRAMES_A_POSE, Band, Pose, Reason, Way, band_of, performance
from mpp.faces.subjects import acting_for, subject_of
from mpp.foundation.actor import Actor
from mpp.foundation.digest import sha256
from mpp.foundation.errors import DomainError, Kind
from mpp.foundation.ids import uuid7


class PicturesMissing(DomainError):
    """Not one to three pictures for each pose."""

    code, kind, title = "face-pictures-missing", Kind.INVALID, "There must be pictures of each pose"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """One picture as it came. place: of its pose in the challenge"""

    place: int
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """reason: None for a band of ACCEPT"""

    check_id: UUID
    way: Way
    band: Band
    reason: Reason | None


def check_face(
    engine: FaceEngine,
    *,
    nik: str,
    challenge_id: UUID,
    nonce: str,
    sent: Sequence[Sent],
    card: bytes = b"",
    actor: Actor,
    now: datetime,
) -> Outcome:
    """Return what the pictures are worth for the person with this NIK, and record it.

    card: picture of the identity card, for an engine that has nothing else to compare with

    Refuses: ChallengeOver, PicturesMissing, NoPicture, FaceEngineUnavailable, NoReference; the challenge is used up by
    then, save for the first three
    """
    subject_id = subject_of(nik)
    asker = acting_for(subject_id, actor)
    if engine.matcher.needs_card and not card:
        raise PicturesMissing
    _check_places(sent)
    pictures = [upright(each.content) for each in sent]
    shown_card = upright(card) if card else b""
    used = use_challenge(
        subject_id=subject_id,
        challenge_id=challenge_id,
        nonce=nonce,
        digests=[sha256(each.content).hex() for each in sent],
        actor=asker,
        now=now,
    )
    band, reason = _judged(engine, nik, used.poses, used.reason, [each.place for each in sent], pictures, shown_card)
    outcome = Outcome(check_id=uuid7(), way=used.way, band=band, reason=reason)
    record_check(
        subject_id=subject_id,
        check_id=outcome.check_id,
        way=used.way,
        provider=engine.matcher.provider,
        model=engine.matcher.model,
        band=band,
        reason=reason,
        actor=asker,
        now=now,
    )
    return outcome


def _check_places(sent: Sequence[Sent]) -> None:
    counts = [sum(each.place == place for each in sent) for place in range(len({each.place for each in sent}))]
    if not counts or sum(counts) != len(sent) or max(counts) > MOST_FRAMES_A_POSE:
        raise PicturesMissing


def _judged(
    engine: FaceEngine,
    nik: str,
    poses: Sequence[Pose],
    known_reason: Reason | None,
    places: Sequence[int],
    pictures: Sequence[bytes],
    card: bytes,
) -> tuple[Band, Reason | None]:
    if known_reason:
        return Band.REFUSE, known_reason
    if max(places) >= len(poses):
        return Band.REFUSE, Reason.POSE_MISSED
    shown = performance(poses, list(zip(places, engine.eyes.sights(pictures), strict=True)))
    if shown.reason:
        return Band.REFUSE, shown.reason
    matcher = engine.matcher
    band = band_of([matcher.likeness(nik, pictures[number], card=card) for number in shown.best], matcher.bands)
    return band, {Band.ACCEPT: None, Band.REVIEW: Reason.UNSURE, Band.REFUSE: Reason.UNLIKE}[band]
