"""Take back a request that has not been answered.

Writes:  DataRequest, PersonRequest
Refuses: RequestNotFound, RequestClosed
"""

from datetime import datetime
from uuid import UUID

from mpp.foundation.actor import Actor
from mpp.foundation.operation import operation
from mpp.identity.queries import acting_person
from mpp.identity.rules import CITIZEN
from mpp.privacy.models import DataRequest, PersonRequest
from mpp.privacy.operations.answer_request import RequestClosed
from mpp.privacy.queries import RequestNotFound
from mpp.privacy.rules import RequestState


@operation("privacy.withdraw_request", by={CITIZEN}, on="request_id")
def withdraw_request(*, request_id: UUID, actor: Actor, now: datetime) -> None:
    """Withdraw it. actor: in the region that would have answered"""
    own = DataRequest.objects.filter(region_id=actor.region_id, id=request_id, person_id=acting_person(actor))
    row = own.select_for_update(of=("self",)).first()
    if row is None:
        raise RequestNotFound
    if row.state != RequestState.OPEN:
        raise RequestClosed(state=row.state)
    row.state = RequestState.WITHDRAWN
    row.save(update_fields=["state"])
    PersonRequest.objects.filter(id=request_id).update(state=RequestState.WITHDRAWN)
