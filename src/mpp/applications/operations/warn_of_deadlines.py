"""Tell the offices of a region which cases they have to decide by a day.

Writes:  nothing but the audit line; announces DeadlineNear
Legal:   the decision period of the service standard; what happens after it stands in the standard too
"""

from datetime import date, datetime
from uuid import UUID

from mpp.applications.events import DeadlineNear
from mpp.applications.queries.deadlines import cases_due
from mpp.foundation.actor import Actor
from mpp.foundation.audit import note
from mpp.foundation.operation import announce, operation


@operation("applications.warn_of_deadlines", by={"sistem"}, on="round_id", kind="deadline-round")
def warn_of_deadlines(*, round_id: UUID, due_on: date, actor: Actor, now: datetime) -> int:
    """Return how many cases there are.

    round_id: of this round of reminders, new each time     due_on: local date of the region
    """
    found = cases_due(due_on, actor=actor)
    for case in found:
        announce(
            DeadlineNear(
                region_id=actor.region_id,
                application_id=case.id,
                person_id=case.person_id,
                service_slug=case.service_slug,
                reference=case.reference,
                due_on=due_on,
            )
        )
    note(due_on=due_on, cases=len(found))
    return len(found)
