"""End a session of one's own, on this device or on another; it is seen everywhere within seconds.

Writes:  Session; announces SessionEnded
Refuses: NotFound (it is nobody's, or somebody else's)
"""

from datetime import datetime
from typing import Literal
from uuid import UUID

from mpp.foundation.actor import Actor
from mpp.foundation.audit import note
from mpp.foundation.errors import NotFound
from mpp.foundation.operation import announce, operation
from mpp.identity.events import SessionEnded
from mpp.identity.models import Session
from mpp.identity.queries import acting_person
from mpp.identity.rules import SIGNED_IN_ROLES

type EndReason = Literal["signed-out", "by-owner", "post-ended"]


@operation("identity.end_session", by=SIGNED_IN_ROLES, on="session_id")
def end_session(*, session_id: UUID, reason: EndReason, actor: Actor, now: datetime) -> None:
    """End the session; one that has ended already stays as it ended."""
    session = Session.objects.select_for_update().filter(id=session_id, person_id=acting_person(actor)).first()
    if session is None:
        raise NotFound
    if session.ended_at is None:
        session.ended_at, session.end_reason = now, reason
        session.save(update_fields=["ended_at", "end_reason"])
        announce(SessionEnded(person_id=session.person_id, session_id=session_id))
    note(reason=reason)
