"""Note that the notices of an inbox have been read.

Writes:  PersonNotice or OfficerNotice of the acting person
"""

from datetime import datetime
from uuid import UUID

from mpp.foundation.actor import Actor
from mpp.foundation.audit import note
from mpp.foundation.operation import operation
from mpp.identity.rules import SIGNED_IN_ROLES
from mpp.notifications.queries import notices_of


@operation("notifications.mark_read", by=SIGNED_IN_ROLES, on="newest_id", kind="notice")
def mark_read(*, newest_id: UUID, actor: Actor, now: datetime) -> int:
    """Return how many were unread.

    newest_id: the newest one that was shown; what came after it stays unread
    """
    count = notices_of(actor).filter(read_at=None, id__lte=newest_id).update(read_at=now)
    note(count=count)
    return count
