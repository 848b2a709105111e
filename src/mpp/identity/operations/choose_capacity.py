"""Go on in another capacity: as a citizen, or in a post one holds.

Writes:  Session (the running one ends, a new one begins)
Refuses: SessionNotOpen, PostNotHeld
"""

from datetime import datetime
from uuid import UUID

from mpp.foundation.actor import NATIONAL, Actor
from mpp.foundation.audit import note
from mpp.foundation.errors import DomainError, Kind, NotFound
from mpp.foundation.operation import operation
from mpp.identity.models import Session
from mpp.identity.ports import Capacity
from mpp.identity.queries import acting_person, own_capacities
from mpp.identity.rules import CITIZEN, SIGNED_IN_ROLES


class SessionNotOpen(NotFound):
    code, title = "session-not-open", "This session has ended"


class PostNotHeld(DomainError):
    code, kind, title = "post-not-held", Kind.FORBIDDEN, "You do not hold this post today"


@operation("identity.choose_capacity", by=SIGNED_IN_ROLES, on="session_id")
def choose_capacity(
    *, session_id: UUID, new_session_id: UUID, appointment_id: UUID | None, actor: Actor, now: datetime
) -> Capacity | None:
    """Return the post in which the new session acts, None for a citizen.

    session_id: the running session     appointment_id: None to go on as a citizen
    A new session id, so that what was known under the old rights opens nothing under the new ones.
    """
    running = (
        Session.objects.select_for_update().filter(id=session_id, person_id=acting_person(actor), ended_at=None).first()
    )
    if running is None:
        raise SessionNotOpen
    post = _held(appointment_id, actor, now) if appointment_id else None
    Session.objects.create(
        id=new_session_id,
        person_id=running.person_id,
        account_id=running.account_id,
        provider=running.provider,
        assurance=running.assurance,
        role=post.role if post else CITIZEN,
        region_id=post.region_id if post else NATIONAL,
        agency_id=post.agency_id if post else None,
        officer_id=post.officer_id if post else None,
        device=actor.device,
        address=actor.address,
        # The proof of identity is as old as it was: changing the hat does not make it younger.
        created_at=running.created_at,
        seen_at=now,
    )
    running.ended_at, running.end_reason = now, "capacity"
    running.save(update_fields=["ended_at", "end_reason"])
    note(new_session=new_session_id, appointment=appointment_id)
    return post


def _held(appointment_id: UUID, actor: Actor, now: datetime) -> Capacity:
    for post in own_capacities(actor=actor, now=now):
        if post.appointment_id == appointment_id:
            return post
    raise PostNotHeld
