"""Suspend an application, or let it go on; at once nobody signs in with it and no token of it opens anything.

Writes:  Application
Refuses: NotFound, SuspendedByNation
"""

from datetime import datetime
from uuid import UUID

from mpp.federation.operations.register_application import locked
from mpp.foundation.actor import Actor
from mpp.foundation.audit import note
from mpp.foundation.errors import Forbidden
from mpp.foundation.operation import operation


class SuspendedByNation(Forbidden):
    code, title = "suspended-by-nation", "The nation suspended this application and alone lets it go on"


@operation("federation.suspend_application", by={"admin_daerah", "admin_nasional"}, on="application_id")
def suspend_application(*, application_id: UUID, reason: str, actor: Actor, now: datetime) -> None:
    """Suspend it; one that is suspended already stays so, by whoever is the higher. reason: for the other office"""
    application = locked(application_id, actor)
    if application.suspended_at is None or actor.role == "admin_nasional":
        application.suspended_at = application.suspended_at or now
        application.suspended_by, application.suspension_reason = actor.role, reason
        application.save(update_fields=["suspended_at", "suspended_by", "suspension_reason"])
    note(by=actor.role)


@operation("federation.resume_application", by={"admin_daerah", "admin_nasional"}, on="application_id")
def resume_application(*, application_id: UUID, actor: Actor, now: datetime) -> None:
    """Let it go on; tokens that have not run out meanwhile open again."""
    application = locked(application_id, actor)
    if application.suspended_by == "admin_nasional" and actor.role != "admin_nasional":
        raise SuspendedByNation
    application.suspended_at, application.suspended_by, application.suspension_reason = None, "", ""
    application.save(update_fields=["suspended_at", "suspended_by", "suspension_reason"])
    note(by=actor.role)
