"""Take a post: the officer himself, signed in by a strong door, with a passkey or an app that was just proven.

Writes:  Invitation, Factor
Refuses: InvitationUnknown, InvitationOver, InvitationForAnother, DoorTooWeak, and as `vouch_factor`
"""

from datetime import datetime
from uuid import UUID

from mpp.foundation.actor import Actor
from mpp.foundation.audit import note
from mpp.foundation.errors import DomainError, Kind, NotFound
from mpp.foundation.operation import operation
from mpp.identity.operations.vouch_factor import vouch_factor
from mpp.identity.queries import own_nik_index
from mpp.identity.rules import SIGNED_IN_ROLES
from mpp.tenancy.links import digest_of
from mpp.tenancy.models import Invitation


class InvitationUnknown(NotFound):
    code, title = "invitation-unknown", "There is no such invitation"


class InvitationOver(DomainError):
    code, kind, title = "invitation-over", Kind.CONFLICT, "This invitation was used, replaced, or is too old"


class InvitationForAnother(DomainError):
    code, kind, title = "invitation-for-another", Kind.FORBIDDEN, "This invitation is for somebody else"


@operation("tenancy.accept_invitation", by=SIGNED_IN_ROLES, on="session_id")
def accept_invitation(*, token: str, session_id: UUID, actor: Actor, now: datetime) -> UUID:
    """Return the officer. The factor proven last in this session opens posts from now on."""
    found = Invitation.objects.select_for_update(of=("self",)).select_related("officer").filter(digest=digest_of(token))
    invitation = found.first()
    if invitation is None:
        raise InvitationUnknown
    if invitation.accepted_at or invitation.replaced_at or now >= invitation.expires_at:
        raise InvitationOver
    if own_nik_index(actor=actor) != bytes(invitation.officer.nik_index):
        raise InvitationForAnother
    factor_id = vouch_factor(session_id=session_id, actor=actor, now=now)
    invitation.accepted_at = now
    invitation.save(update_fields=["accepted_at"])
    note(officer=invitation.officer_id, factor=factor_id)
    return invitation.officer_id
