"""Remind the office of requests whose clock has a day left, or none.

Writes:  DataRequest; announces DataRequestNear
Legal:   UU 27/2022 art. 32 (3 x 24 hours)
"""

from datetime import datetime
from uuid import UUID

from mpp.foundation.actor import Actor
from mpp.foundation.audit import note
from mpp.foundation.operation import announce, operation
from mpp.privacy.events import DataRequestNear
from mpp.privacy.models import DataRequest
from mpp.privacy.rules import REMINDED_AT, RequestState, reminders_due


@operation("privacy.remind_of_requests", by={"sistem"}, on="round_id", kind="reminder-round")
def remind_of_requests(*, round_id: UUID, actor: Actor, now: datetime) -> int:
    """Return of how many requests the office of the actor's region was reminded. round_id: new each time"""
    near = DataRequest.objects.filter(
        region_id=actor.region_id, state=RequestState.OPEN, due_at__lte=now + max(REMINDED_AT)
    )
    reminded = 0
    for row in near.select_for_update(of=("self",)).order_by("id"):
        wanted = reminders_due(row.due_at, now)
        if wanted <= row.warned:
            continue
        row.warned = wanted
        row.save(update_fields=["warned"])
        announce(
            DataRequestNear(region_id=row.region_id, request_id=row.id, person_id=row.person_id, due_at=row.due_at)
        )
        reminded += 1
    note(requests=reminded)
    return reminded
