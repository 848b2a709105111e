"""Record that the e-mail of a notice has left.

Writes:  PersonNotice
"""

from datetime import datetime
from uuid import UUID

from mpp.foundation.actor import Actor
from mpp.foundation.operation import operation
from mpp.notifications.models import PersonNotice


@operation("notifications.record_mailed", by={"sistem"}, on="notice_id")
def record_mailed(*, notice_id: UUID, actor: Actor, now: datetime) -> None:
    """Keep the moment of the first time it left."""
    PersonNotice.objects.filter(id=notice_id, mailed_at=None).update(mailed_at=now)
