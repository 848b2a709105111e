"""Ask a facility whether somebody will practise there.

Writes:  PracticeRequest; announces PracticeAsked to each of its stewards
Legal:   UU 27/2022 art. 20(2)e: the facility reads name, profession and hours of who says to practise there, no more
"""

from dataclasses import asdict
from datetime import date, datetime
from uuid import UUID

from mpp.facilities.events import PracticeAsked
from mpp.facilities.models import PracticeRequest
from mpp.facilities.operations._waiting import settle
from mpp.facilities.queries import REQUESTS, SUBJECT, Subject, people_of
from mpp.foundation.actor import Actor
from mpp.foundation.audit import note
from mpp.foundation.cipher import seal_json
from mpp.foundation.operation import announce, operation


@operation("facilities.ask_practice", by={"sistem"}, on="request_id")
def ask_practice(
    *,
    request_id: UUID,
    application_id: UUID,
    person_id: UUID,
    facility: tuple[str, str],
    subject: Subject,
    due_on: date,
    today: date,
    actor: Actor,
    now: datetime,
) -> bool:
    """Return whether the facility is asked now; False for a request that has been made before.

    facility: (code, name)     due_on: last local day on which the case waits for the answer
    """
    if PracticeRequest.objects.filter(region_id=actor.region_id, id=request_id).exists():
        return False
    waiting = PracticeRequest.objects.select_for_update().filter(
        region_id=actor.region_id, application_id=application_id
    )
    for row in waiting:
        # Handed in again: what was asked before is asked no more.
        settle(row, "lapse", now)
    code, name = facility
    PracticeRequest.objects.create(
        id=request_id,
        region_id=actor.region_id,
        application_id=application_id,
        person_id=person_id,
        facility_code=code,
        facility_name=name,
        subject_sealed=seal_json(
            asdict(subject), table=REQUESTS, field=SUBJECT, row=request_id, region=actor.region_id
        ),
        asked_at=now,
        due_on=due_on,
    )
    for steward in people_of(code, region_id=actor.region_id, on=today):
        announce(PracticeAsked(region_id=actor.region_id, person_id=steward))
    note(application=application_id, facility=code, due_on=due_on)
    return True
