"""Draw the poses for one attempt.

Writes:  Challenge
Refuses: TooManyFaceChecks
"""

import secrets
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from mpp.faces.models import Challenge
from mpp.faces.queries import challenges_lately, failed_lately
from mpp.faces.rules import MOST_CHALLENGES, MOST_FAILED, Pose, Way, challenges
from mpp.foundation.actor import ANYONE, Actor
from mpp.foundation.audit import note
from mpp.foundation.digest import sha256
from mpp.foundation.errors import DomainError, Kind
from mpp.foundation.ids import uuid7
from mpp.foundation.operation import operation


class TooManyFaceChecks(DomainError):
    """This face was tried too often today, by whomever; other doors and the counter stay open."""

    code, kind, title = "too-many-face-checks", Kind.TOO_MANY, "This face was tried too often today"


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """nonce: told to the browser that asked, once"""

    challenge_id: UUID
    nonce: str
    poses: tuple[Pose, ...]


@operation("faces.issue_challenge", by={ANYONE.role}, on="subject_id")
def issue_challenge(*, subject_id: UUID, way: Way, actor: Actor, now: datetime) -> Drawn:
    """Return the poses to do.

    actor: acting for the subject (`subjects.acting_for`)
    """
    if failed_lately(subject_id, now=now) >= MOST_FAILED or challenges_lately(subject_id, now=now) >= MOST_CHALLENGES:
        raise TooManyFaceChecks
    drawn = Drawn(challenge_id=uuid7(), nonce=secrets.token_urlsafe(32), poses=secrets.choice(challenges(way)))
    Challenge.objects.create(
        id=drawn.challenge_id,
        subject_id=subject_id,
        way=way,
        poses=" ".join(drawn.poses),
        nonce_digest=sha256(drawn.nonce.encode()),
        issued_at=now,
    )
    note(challenge=drawn.challenge_id, way=way)
    return drawn
