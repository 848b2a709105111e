"""Send an officer the link by which a post is taken; inviting again replaces the link before.

Writes:  Invitation; announces OfficerInvited
Refuses: NotFound, EmailUnusable
"""

from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import Q

from mpp.foundation.actor import NATIONAL, Actor
from mpp.foundation.audit import note
from mpp.foundation.cipher import seal
from mpp.foundation.errors import DomainError, NotFound
from mpp.foundation.operation import operation
from mpp.foundation.outbox import announce
from mpp.tenancy.events import OfficerInvited
from mpp.tenancy.links import digest_of, token_of
from mpp.tenancy.models import Appointment, Invitation, Officer
from mpp.tenancy.rules import INVITATION_LASTS, may_appoint

APPOINTING = frozenset({"admin_daerah", "admin_nasional", "sistem"})


class EmailUnusable(DomainError):
    code, title = "email-unusable", "This is no e-mail address"


@operation("tenancy.invite", by=APPOINTING, on="invitation_id")
def invite(*, invitation_id: UUID, officer_id: UUID, email: str, actor: Actor, now: datetime) -> None:
    """Make the link; a worker sends it. It serves once, for seven days, and only the officer himself."""
    try:
        validate_email(email)
    except ValidationError:
        raise EmailUnusable from None
    post = post_of(officer_id, actor)
    Invitation.objects.filter(officer_id=officer_id, accepted_at=None, replaced_at=None).update(replaced_at=now)
    Invitation.objects.create(
        id=invitation_id,
        officer_id=officer_id,
        region_id=post.region_id,
        digest=digest_of(token_of(invitation_id)),
        email_sealed=seal(email.encode(), table="tenancy_invitation", field="email", row=invitation_id),
        invited_by=actor.officer_id,
        created_at=now,
        expires_at=now + INVITATION_LASTS,
    )
    announce(OfficerInvited(region_id=actor.region_id, invitation_id=invitation_id))
    note(officer=officer_id)


def post_of(officer_id: UUID, actor: Actor) -> Appointment:
    """Return a post, held or coming, that gives the acting administrator a say over this officer.

    Refuses: NotFound
    """
    Officer.objects.select_for_update().filter(id=officer_id).first()
    # An appointment that ended still says whose officer it was; the latest one speaks.
    for row in Appointment.objects.filter(Q(officer_id=officer_id)).order_by("-starts_on", "-id"):
        if may_appoint(actor.role, actor.region_id, role=row.role, region=row.region_id or NATIONAL):
            return row
    raise NotFound
