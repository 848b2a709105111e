"""Answer a request about personal data, with reasons.

Writes:  DataRequest, PersonRequest; announces DataRequestAnswered
Refuses: RequestNotFound, RequestClosed, AnswerMissing
Legal:   UU 27/2022 art. 32 and 33 (answer within 3 x 24 hours; a refusal says its ground)
"""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from mpp.foundation.actor import Actor
from mpp.foundation.audit import note
from mpp.foundation.cipher import seal
from mpp.foundation.errors import DomainError, Kind
from mpp.foundation.operation import announce, operation
from mpp.foundation.scope import entered
from mpp.privacy.events import DataRequestAnswered
from mpp.privacy.models import DataRequest, PersonRequest
from mpp.privacy.queries import ANSWER, TABLE, RequestNotFound
from mpp.privacy.rules import Outcome, RequestState

#: Who answers for personal data: the administrator of a region and the head of the office that runs its MPP, and the
#: national administrator for accounts.
ANSWERING_IN_REGION = frozenset({"admin_daerah", "kepala_dpmptsp"})
ANSWERING = ANSWERING_IN_REGION | {"admin_nasional"}


class RequestClosed(DomainError):
    code, kind, title = "data-request-closed", Kind.CONFLICT, "This request has been answered or taken back"


class AnswerMissing(DomainError):
    code, title = "data-request-answer-missing", "Please write the answer"


@operation("privacy.answer_request", by=ANSWERING, on="request_id")
def answer_request(*, request_id: UUID, outcome: Outcome, text: str, actor: Actor, now: datetime) -> None:
    """Keep the answer and tell the person. text: what was done, or why not"""
    if not text.strip():
        raise AnswerMissing
    row = DataRequest.objects.select_for_update(of=("self",)).filter(region_id=actor.region_id, id=request_id).first()
    if row is None or row.state == RequestState.WITHDRAWN:
        raise RequestNotFound
    if row.state != RequestState.OPEN:
        raise RequestClosed(state=row.state)
    row.state, row.outcome, row.answered_by, row.answered_at = RequestState.ANSWERED, outcome, actor.officer_id, now
    row.answer_sealed = seal(text.strip().encode(), table=TABLE, field=ANSWER, row=request_id, region=row.region_id)
    row.save(update_fields=["state", "outcome", "answered_by", "answered_at", "answer_sealed"])
    # The person's own list is the person's: it is written as she sees it.
    with entered(replace(actor, person_id=row.person_id), operation="privacy.answer_request"):
        PersonRequest.objects.filter(id=request_id).update(state=RequestState.ANSWERED)
    announce(
        DataRequestAnswered(region_id=row.region_id, request_id=request_id, person_id=row.person_id, due_at=row.due_at)
    )
    note(outcome=outcome, in_time=now <= row.due_at)
