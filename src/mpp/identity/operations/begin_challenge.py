"""Draw the random bytes that a passkey signs; they may be answered once, within five minutes, by this session.

Writes:  Challenge
Refuses: SessionNotOpen
"""

import secrets
from datetime import datetime
from typing import Literal
from uuid import UUID

from mpp.foundation.actor import Actor
from mpp.foundation.audit import note
from mpp.foundation.digest import sha256
from mpp.foundation.operation import operation
from mpp.identity.models import Challenge
from mpp.identity.operations.proving import open_session
from mpp.identity.queries import acting_person
from mpp.identity.rules import SIGNED_IN_ROLES
from mpp.identity.rules.factors import CHALLENGE_LASTS

type Purpose = Literal["add-passkey", "prove-passkey"]


@operation("identity.begin_challenge", by=SIGNED_IN_ROLES, on="challenge_id")
def begin_challenge(*, challenge_id: UUID, session_id: UUID, purpose: Purpose, actor: Actor, now: datetime) -> bytes:
    """Return the 32 bytes. Only their digest is kept."""
    open_session(session_id, actor)
    challenge = secrets.token_bytes(32)
    Challenge.objects.create(
        id=challenge_id,
        person_id=acting_person(actor),
        session_id=session_id,
        purpose=purpose,
        digest=sha256(challenge),
        expires_at=now + CHALLENGE_LASTS,
    )
    note(purpose=purpose)
    return challenge


def use_challenge(challenge: bytes, *, session_id: UUID, purpose: Purpose, actor: Actor, now: datetime) -> bool:
    """Return whether these bytes were drawn for this session and purpose, and are answered for the first time."""
    row = (
        Challenge.objects.select_for_update()
        .filter(
            person_id=acting_person(actor),
            session_id=session_id,
            purpose=purpose,
            digest=sha256(challenge),
            used_at=None,
            expires_at__gt=now,
        )
        .first()
    )
    if row is None:
        return False
    row.used_at = now
    row.save(update_fields=["used_at"])
    return True
