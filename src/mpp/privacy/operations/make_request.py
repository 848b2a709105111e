"""Ask an office about the own data: to explain, correct, erase, or stop.

Writes:  DataRequest, PersonRequest; announces DataRequestMade
Refuses: TooManyRequests
Legal:   UU 27/2022 art. 32; the clock of 3 x 24 hours starts here
"""

from datetime import datetime
from uuid import UUID

from mpp.foundation.actor import Actor
from mpp.foundation.audit import note
from mpp.foundation.cipher import seal
from mpp.foundation.errors import DomainError, Kind
from mpp.foundation.operation import announce, operation
from mpp.identity.queries import acting_person
from mpp.identity.rules import CITIZEN
from mpp.privacy.events import DataRequestMade
from mpp.privacy.models import DataRequest, PersonRequest
from mpp.privacy.queries import TABLE, TEXT
from mpp.privacy.rules import MOST_OPEN, RequestKind, RequestState, due_at


class TooManyRequests(DomainError):
    """So many requests of this person wait already."""

    code, kind, title = "too-many-data-requests", Kind.CONFLICT, "Too many of your requests wait for an answer"


@operation("privacy.make_request", by={CITIZEN}, on="request_id")
def make_request(
    *,
    request_id: UUID,
    kind: RequestKind,
    application_id: UUID | None,
    text: str,
    actor: Actor,
    now: datetime,
    key: str | None = None,
) -> datetime:
    """Return when the answer is due.

    actor: in the region that shall answer, NATIONAL for the account     application_id: of a case of the acting person
    """
    person_id, due = acting_person(actor), due_at(now)
    if PersonRequest.objects.filter(person_id=person_id, state=RequestState.OPEN).count() >= MOST_OPEN:
        raise TooManyRequests(most=MOST_OPEN)
    DataRequest.objects.create(
        id=request_id,
        region_id=actor.region_id,
        person_id=person_id,
        application_id=application_id,
        kind=kind,
        text_sealed=seal(text.encode(), table=TABLE, field=TEXT, row=request_id, region=actor.region_id),
        made_at=now,
        due_at=due,
    )
    PersonRequest.objects.create(
        id=request_id,
        person_id=person_id,
        region_id=actor.region_id,
        kind=kind,
        state=RequestState.OPEN,
        made_at=now,
        due_at=due,
    )
    announce(DataRequestMade(region_id=actor.region_id, request_id=request_id, person_id=person_id, due_at=due))
    note(kind=kind, application=application_id)
    return due
