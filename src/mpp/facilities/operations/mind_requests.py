"""Remind facilities of what they were asked, and wait no longer than the service allows.

Writes:  PracticeRequest; announces PracticeReminded and PracticeAnswered
Legal:   the period of the decision runs on: a silent facility must not cost the applicant the licence
"""

from datetime import date, datetime
from uuid import UUID

from mpp.facilities.events import PracticeReminded
from mpp.facilities.models import PracticeRequest
from mpp.facilities.operations._waiting import settle
from mpp.facilities.queries import is_answered_for, people_of
from mpp.facilities.rules import State
from mpp.foundation.actor import Actor
from mpp.foundation.audit import note
from mpp.foundation.operation import announce, operation


@operation("facilities.mind_requests", by={"sistem"}, on="round_id", kind="practice_requests")
def mind_requests(*, round_id: UUID, today: date, actor: Actor, now: datetime) -> None:
    """Let lapse what is overdue or nobody answers for, and remind of the rest once. today: local date"""
    rows = PracticeRequest.objects.select_for_update().filter(region_id=actor.region_id, state=State.WAITING)
    lapsed, late = [], []
    for row in rows.order_by("id"):
        if row.due_on < today or not is_answered_for(row.facility_code, actor=actor, on=today):
            settle(row, "lapse", now)
            lapsed.append(row.id)
        elif row.reminded_at is None:
            row.reminded_at = now
            row.save(update_fields=["reminded_at"])
            late.append(row)
    # One word for all that waits, however much it is.
    stewards = {
        person_id
        for code in {row.facility_code for row in late}
        for person_id in people_of(code, region_id=actor.region_id, on=today)
    }
    for person_id in sorted(stewards):
        announce(PracticeReminded(region_id=actor.region_id, person_id=person_id))
    note(lapsed=lapsed, reminded=[row.id for row in late])


@operation("facilities.lapse_practice", by={"sistem"}, on="request_id", kind="practice_request")
def lapse_practice(*, request_id: UUID, actor: Actor, now: datetime) -> None:
    """Ask no more: the case is decided or withdrawn."""
    for row in PracticeRequest.objects.select_for_update().filter(region_id=actor.region_id, id=request_id):
        note(lapsed=settle(row, "lapse", now))
