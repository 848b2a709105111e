"""Go on in another capacity: as a citizen, or in a post one holds.

Writes:  Session (the running one ends, a new one begins); announces OfficeEntered
Refuses: SessionNotOpen, PostNotHeld, FactorNeeded, NotYetAdmitted
"""

from datetime import datetime
from uuid import UUID

from mpp.foundation.actor import NATIONAL, Actor
from mpp.foundation.audit import note
from mpp.foundation.errors import DomainError, Kind
from mpp.foundation.operation import operation
from mpp.foundation.outbox import announce
from mpp.identity.events import OfficeEntered
from mpp.identity.models import Session
from mpp.identity.operations.proving import is_strong_enough_for_office, open_session, standing_factors
from mpp.identity.ports import Capacity
from mpp.identity.queries import acting_person, own_capacities
from mpp.identity.rules import CITIZEN, SIGNED_IN_ROLES
from mpp.identity.rules.factors import masked_address


class PostNotHeld(DomainError):
    code, kind, title = "post-not-held", Kind.FORBIDDEN, "You do not hold this post today"


class FactorNeeded(DomainError):
    """A post is entered only after a passkey or an authenticator app was proven in this session."""

    code, kind, title = "factor-needed", Kind.FORBIDDEN, "Prove a passkey or an authenticator app first"


class NotYetAdmitted(DomainError):
    """The person has no factor that opens a post: the invitation of the administrator comes first."""

    code, kind, title = "not-yet-admitted", Kind.FORBIDDEN, "The invitation to this post has not been accepted yet"


@operation("identity.choose_capacity", by=SIGNED_IN_ROLES, on="session_id")
def choose_capacity(
    *, session_id: UUID, new_session_id: UUID, appointment_id: UUID | None, actor: Actor, now: datetime
) -> Capacity | None:
    """Return the post in which the new session acts, None for a citizen.

    session_id: the running session     appointment_id: None to go on as a citizen
    A new session id, so that what was known under the old rights opens nothing under the new ones.
    """
    running = open_session(session_id, actor)
    if running.is_pending:
        raise FactorNeeded
    post = _held(appointment_id, actor, now) if appointment_id else None
    if post:
        _must_be_proven(running, actor)
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
        is_anew=running.is_anew,
        factor_id=running.factor_id,
        factor_at=running.factor_at,
        device_id=running.device_id,
    )
    running.ended_at, running.end_reason = now, "capacity"
    running.save(update_fields=["ended_at", "end_reason"])
    note(new_session=new_session_id, appointment=appointment_id)
    if post:
        announce(
            OfficeEntered(
                region_id=post.region_id,
                person_id=acting_person(actor),
                officer_id=post.officer_id,
                role=post.role,
                device=actor.device,
                address=masked_address(actor.address),
                at=now,
            )
        )
    return post


def _must_be_proven(running: Session, actor: Actor) -> None:
    if is_strong_enough_for_office(running.factor_id, actor):
        return
    has_one = standing_factors(actor).filter(vouched_at__isnull=False).exists()
    raise FactorNeeded if has_one else NotYetAdmitted


def _held(appointment_id: UUID, actor: Actor, now: datetime) -> Capacity:
    for post in own_capacities(actor=actor, now=now):
        if post.appointment_id == appointment_id:
            return post
    raise PostNotHeld
