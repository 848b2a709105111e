"""Use a challenge up: whatever its pictures show, it opens nothing a second time.

Writes:  Challenge
Refuses: ChallengeOver
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hmac import compare_digest
from uuid import UUID

from mpp.faces.models import Challenge
from mpp.faces.rules import Pose, Reason, Way, is_in_time
from mpp.foundation.actor import ANYONE, Actor
from mpp.foundation.audit import note
from mpp.foundation.digest import sha256
from mpp.foundation.errors import DomainError, Kind
from mpp.foundation.operation import operation


class ChallengeOver(DomainError):
    """It was used, or is somebody else's, or its time has run out."""

    code, kind, title = "face-challenge-over", Kind.CONFLICT, "This face check is over; a new one can begin at once"


@dataclass(frozen=True, slots=True, kw_only=True)
class Used:
    """reason: why the pictures need not be looked at any more, None when they do"""

    way: Way
    poses: tuple[Pose, ...]
    reason: Reason | None


def open_challenge(subject_id: UUID, challenge_id: UUID, nonce: str) -> Challenge:
    """Return the locked challenge that nobody has used.

    Refuses: ChallengeOver
    """
    challenge = (
        Challenge.objects.select_for_update().filter(id=challenge_id, subject_id=subject_id, used_at=None).first()
    )
    if challenge is None or not compare_digest(bytes(challenge.nonce_digest), sha256(nonce.encode())):
        raise ChallengeOver
    return challenge


@operation("faces.use_challenge", by={ANYONE.role}, on="subject_id")
def use_challenge(
    *, subject_id: UUID, challenge_id: UUID, nonce: str, digests: Sequence[str], actor: Actor, now: datetime
) -> Used:
    """Return what was asked of the face.

    digests: SHA-256 of the pictures that have come, in hexadecimal
    """
    challenge = open_challenge(subject_id, challenge_id, nonce)
    way = Way(challenge.way)
    nailed_at = challenge.nailed_at or now
    if not is_in_time(way, issued_at=challenge.issued_at, nailed_at=nailed_at, now=now):
        reason: Reason | None = Reason.TOO_LATE
    elif challenge.nailed_at and challenge.picture_digests != list(digests):
        raise ChallengeOver
    else:
        reason = Reason.SAME_PICTURE if _came_before(subject_id, digests) else None
    Challenge.objects.filter(id=challenge_id).update(used_at=now, nailed_at=nailed_at, picture_digests=list(digests))
    note(challenge=challenge_id, reason=reason)
    return Used(way=way, poses=tuple(Pose(each) for each in challenge.poses.split()), reason=reason)


def _came_before(subject_id: UUID, digests: Sequence[str]) -> bool:
    """Return whether a picture stands twice in the row, or was sent for an earlier challenge."""
    if len(set(digests)) < len(digests):
        return True
    earlier = Challenge.objects.filter(subject_id=subject_id).exclude(used_at=None)
    return any(set(digests) & set(each) for each in earlier.values_list("picture_digests", flat=True))
