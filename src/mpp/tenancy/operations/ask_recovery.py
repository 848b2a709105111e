"""Ask that an officer who has lost passkey and app gets in again; another administrator confirms.

Writes:  Recovery
Refuses: NotFound, NotYourself, RecoveryWaits, EmailUnusable
"""

from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from mpp.foundation.actor import Actor
from mpp.foundation.audit import note
from mpp.foundation.cipher import seal
from mpp.foundation.errors import DomainError, Kind, NotFound
from mpp.foundation.operation import operation
from mpp.identity.operations.end_access import ADMINISTRATORS
from mpp.tenancy.models import Recovery
from mpp.tenancy.operations.invite import EmailUnusable, post_of
from mpp.tenancy.rules import RECOVERY_WAITS


class NotYourself(DomainError):
    code, kind, title = "not-yourself", Kind.FORBIDDEN, "Nobody recovers himself"


class RecoveryWaits(DomainError):
    code, kind, title = "recovery-waits", Kind.CONFLICT, "A recovery of this officer waits for a second administrator"


@operation("tenancy.ask_recovery", by=ADMINISTRATORS, on="recovery_id")
def ask_recovery(*, recovery_id: UUID, officer_id: UUID, reason: str, email: str, actor: Actor, now: datetime) -> None:
    """Keep the wish. Nothing changes for the officer before somebody else confirms."""
    try:
        validate_email(email)
    except ValidationError:
        raise EmailUnusable from None
    post = post_of(officer_id, actor)
    if actor.officer_id is None:
        raise NotFound
    if actor.officer_id == officer_id:
        raise NotYourself
    if Recovery.objects.filter(officer_id=officer_id, confirmed_at=None, expires_at__gt=now).exists():
        raise RecoveryWaits
    Recovery.objects.create(
        id=recovery_id,
        officer_id=officer_id,
        region_id=post.region_id,
        reason=reason,
        email_sealed=seal(email.encode(), table="tenancy_recovery", field="email", row=recovery_id),
        asked_by=actor.officer_id,
        asked_at=now,
        expires_at=now + RECOVERY_WAITS,
    )
    note(officer=officer_id)
