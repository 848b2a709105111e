"""Take the digests of the pictures while the time runs; the pictures may come later, over a slow line.

Writes:  Challenge
Refuses: ChallengeOver
"""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from mpp.faces.models import Challenge
from mpp.faces.operations.use_challenge import ChallengeOver, open_challenge
from mpp.faces.rules import WINDOW, Way
from mpp.foundation.actor import ANYONE, Actor
from mpp.foundation.audit import note
from mpp.foundation.operation import operation


@operation("faces.nail_down", by={ANYONE.role}, on="subject_id")
def nail_down(
    *, subject_id: UUID, challenge_id: UUID, nonce: str, digests: Sequence[str], actor: Actor, now: datetime
) -> None:
    """Keep the digests.

    digests: SHA-256 of each picture in hexadecimal, in the order in which they will come
    """
    challenge = open_challenge(subject_id, challenge_id, nonce)
    if challenge.nailed_at is not None or now > challenge.issued_at + WINDOW[Way(challenge.way)]:
        raise ChallengeOver
    Challenge.objects.filter(id=challenge_id).update(nailed_at=now, picture_digests=list(digests))
    note(challenge=challenge_id, pictures=len(digests))
