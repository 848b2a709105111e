"""Confirm a recovery that another administrator has asked for.

Writes:  Recovery, Invitation; factors, devices and sessions of the officer end; announces OfficerInvited
Refuses: NotFound, RecoveryOver, TakesTwo
"""

from datetime import datetime
from uuid import UUID

from mpp.foundation.actor import NATIONAL, Actor
from mpp.foundation.audit import note
from mpp.foundation.cipher import open_sealed
from mpp.foundation.errors import DomainError, Kind, NotFound
from mpp.foundation.ids import uuid7
from mpp.foundation.operation import operation
from mpp.identity.operations.end_access import ADMINISTRATORS
from mpp.identity.operations.reset_access import reset_access
from mpp.tenancy.models import Recovery
from mpp.tenancy.operations.invite import invite
from mpp.tenancy.rules import may_confirm_recovery


class RecoveryOver(DomainError):
    code, kind, title = "recovery-over", Kind.CONFLICT, "This recovery was confirmed already, or has waited too long"


class TakesTwo(DomainError):
    code, kind, title = "recovery-takes-two", Kind.FORBIDDEN, "Another administrator has to confirm this"


@operation("tenancy.confirm_recovery", by=ADMINISTRATORS, on="recovery_id")
def confirm_recovery(*, recovery_id: UUID, actor: Actor, now: datetime) -> tuple[UUID, ...]:
    """Return the sessions that ended. The officer gets a new link, and registers anew."""
    found = Recovery.objects.select_for_update(of=("self",)).select_related("officer").filter(id=recovery_id).first()
    # The nation confirms for every region, because many have one administrator only.
    if found is None or (actor.role != "admin_nasional" and actor.region_id != (found.region_id or NATIONAL)):
        raise NotFound
    if found.confirmed_at or now >= found.expires_at:
        raise RecoveryOver
    if not may_confirm_recovery(confirming=actor.officer_id, asked_by=found.asked_by, officer=found.officer_id):
        raise TakesTwo
    officer_id, nik_index = found.officer_id, bytes(found.officer.nik_index)
    ended = reset_access(officer_id=officer_id, nik_index=nik_index, actor=actor, now=now)
    found.confirmed_by, found.confirmed_at = actor.officer_id, now
    found.save(update_fields=["confirmed_by", "confirmed_at"])
    email = open_sealed(bytes(found.email_sealed), table="tenancy_recovery", field="email", row=recovery_id).decode()
    invite_again(officer_id, email, actor, now)
    note(officer=officer_id, asked_by=found.asked_by)
    return ended


def invite_again(officer_id: UUID, email: str, actor: Actor, now: datetime) -> None:
    """Send the new link in the name of the automation: two administrators have spoken, none of them alone."""
    acting = Actor(role="sistem", region_id=actor.region_id, person_id=actor.person_id, officer_id=actor.officer_id)
    invite(invitation_id=uuid7(), officer_id=officer_id, email=email, actor=acting, now=now)
