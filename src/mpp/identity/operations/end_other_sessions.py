"""End all of one's own sessions but the one that asks: the answer to a lost telephone.

Writes:  Session; announces SessionEnded
"""

from datetime import datetime
from uuid import UUID

from mpp.foundation.actor import Actor
from mpp.foundation.audit import note
from mpp.foundation.operation import announce, operation
from mpp.identity.events import SessionEnded
from mpp.identity.models import Session
from mpp.identity.queries import acting_person
from mpp.identity.rules import SIGNED_IN_ROLES


@operation("identity.end_other_sessions", by=SIGNED_IN_ROLES, on="session_id")
def end_other_sessions(*, session_id: UUID, actor: Actor, now: datetime) -> tuple[UUID, ...]:
    """Return the sessions that were ended.

    session_id: the one that goes on
    """
    others = (
        Session.objects.select_for_update().filter(person_id=acting_person(actor), ended_at=None).exclude(id=session_id)
    )
    ended = tuple(others.values_list("id", flat=True))
    Session.objects.filter(id__in=ended).update(ended_at=now, end_reason="by-owner")
    for each in ended:
        announce(SessionEnded(person_id=acting_person(actor), session_id=each))
    note(ended=len(ended))
    return ended
