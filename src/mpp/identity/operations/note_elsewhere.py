"""Note that a session's cookie came from another browser than the one it is tied to: somebody may have copied it.

Writes:  nothing of its own; announces SessionElsewhere
"""

from datetime import datetime
from uuid import UUID

from mpp.foundation.actor import Actor
from mpp.foundation.audit import note
from mpp.foundation.operation import announce, operation
from mpp.identity.events import SessionElsewhere
from mpp.identity.models import Session
from mpp.identity.queries import acting_person
from mpp.identity.rules import SIGNED_IN_ROLES
from mpp.identity.rules.factors import masked_address


@operation("identity.note_elsewhere", by=SIGNED_IN_ROLES, on="session_id")
def note_elsewhere(*, session_id: UUID, attempt_id: UUID, device: str, actor: Actor, now: datetime) -> bool:
    """Return whether there was a session to speak of: the cookie of one that has ended is no news.

    attempt_id: the same for the same session, browser and network     device: family of the other browser
    actor: whose the session is, with the address of the other browser
    The session goes on where it began: its owner is told and ends it, so that a copy is no way to lock somebody out.
    """
    person_id = acting_person(actor)
    is_open = Session.objects.filter(id=session_id, person_id=person_id, ended_at=None).exists()
    if is_open:
        announce(
            SessionElsewhere(
                region_id=actor.region_id,
                person_id=person_id,
                officer_id=actor.officer_id,
                role=actor.role,
                attempt_id=attempt_id,
                device=device,
                address=masked_address(actor.address),
                at=now,
            )
        )
    note(attempt=attempt_id, is_open=is_open)
    return is_open
