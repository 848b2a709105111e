"""Tell an officer something about a case, or another matter, on the office's table, in the inbox.

Writes:  OfficerNotice
"""

from datetime import datetime
from uuid import UUID

from mpp.foundation.actor import Actor
from mpp.foundation.audit import note
from mpp.foundation.operation import operation
from mpp.notifications.models import OfficerNotice
from mpp.notifications.operations.notify_person import About
from mpp.notifications.texts import with_words


@operation("notifications.notify_officer", by={"sistem"}, on="notice_id")
def notify_officer(
    *, notice_id: UUID, officer_id: UUID, fact_id: UUID, code: str, about: About, actor: Actor, now: datetime
) -> bool:
    """Return whether it was news: a fact that comes again tells nobody twice."""
    _, is_new = OfficerNotice.objects.get_or_create(
        region_id=about.region_id,
        officer_id=officer_id,
        fact_id=fact_id,
        defaults={
            "id": notice_id,
            "code": with_words(code),
            "application_id": about.application_id,
            "service_slug": about.service_slug,
            "reference": about.reference,
            "due_on": about.due_on,
            "created_at": now,
        },
    )
    note(code=code, fact=fact_id, officer=officer_id, is_new=is_new)
    return is_new
