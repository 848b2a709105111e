"""Approve what a region says about its application, with the scopes it may ask for, or decline it with a reason.

Writes:  Application, Details
Refuses: NotFound, NothingWaits
Legal:   UU 27/2022 art. 20 (basis of processing); the nation answers for whom it hands data to
"""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from mpp.federation.models import Details
from mpp.federation.operations.register_application import locked
from mpp.federation.rules.scopes import Scope
from mpp.foundation.actor import Actor
from mpp.foundation.audit import note
from mpp.foundation.errors import DomainError, Kind
from mpp.foundation.operation import operation


class NothingWaits(DomainError):
    """Somebody decided before, or the region has changed what it asks for since the page was opened."""

    code, kind, title = "nothing-waits", Kind.CONFLICT, "These details no longer wait for a decision"


@operation("federation.approve_application", by={"admin_nasional", "sistem"}, on="application_id")
def approve_application(
    *, application_id: UUID, details_id: UUID, scopes: Collection[str], actor: Actor, now: datetime
) -> None:
    """Put the details in force. scopes: of those asked for, the ones it may use; `openid` always is one of them"""
    application = locked(application_id, actor)
    details = _waiting(details_id, application_id)
    asked = {Scope.OPENID.value, *details.reasons}
    allowed = [scope.value for scope in Scope if scope in asked and scope in {Scope.OPENID.value, *scopes}]
    details.state, details.approved_scopes = "approved", allowed
    details.decided_at, details.decided_by = now, actor.officer_id
    details.save(update_fields=["state", "approved_scopes", "decided_at", "decided_by"])
    application.approved = details
    application.save(update_fields=["approved"])
    note(version=details.version, scopes=allowed)


@operation("federation.decline_application", by={"admin_nasional"}, on="application_id")
def decline_application(*, application_id: UUID, details_id: UUID, reason: str, actor: Actor, now: datetime) -> None:
    """Leave what was in force as it is. reason: told to the region's administrator"""
    locked(application_id, actor)
    details = _waiting(details_id, application_id)
    details.state, details.decline_reason = "declined", reason
    details.decided_at, details.decided_by = now, actor.officer_id
    details.save(update_fields=["state", "decline_reason", "decided_at", "decided_by"])
    note(version=details.version)


def _waiting(details_id: UUID, application_id: UUID) -> Details:
    found = Details.objects.filter(id=details_id, application_id=application_id, state="waiting").first()
    if found is None:
        raise NothingWaits
    return found
