"""Confirm that people will practise at one's facility, many at once, or refuse one with words.

Writes:  PracticeRequest; announces PracticeAnswered for each
Refuses: RequestNotFound, for what is no request to a facility that the actor answers for today; ReasonMissing
"""

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from mpp.facilities.models import PracticeRequest
from mpp.facilities.operations._waiting import settle
from mpp.facilities.queries import REQUESTS, WORDS, RequestNotFound, in_force
from mpp.facilities.rules import MOST_WORDS
from mpp.foundation.actor import Actor
from mpp.foundation.audit import note
from mpp.foundation.cipher import seal_json
from mpp.foundation.errors import DomainError
from mpp.foundation.operation import operation
from mpp.identity.queries import own_nik_index
from mpp.identity.rules import CITIZEN


class ReasonMissing(DomainError):
    code, title = "practice-reason-missing", "Say why this person will not practise at your facility"


@operation("facilities.confirm_practice", by={CITIZEN}, on="round_id", kind="practice_answers")
def confirm_practice(
    *, round_id: UUID, request_ids: Collection[UUID], from_on: date, today: date, actor: Actor, now: datetime
) -> int:
    """Return how many were confirmed now; one that has its answer already stays as it is.

    from_on: first day of practice     today: in the zone of the region
    """
    confirmed = [
        row.id
        for row, steward_id in _own(request_ids, today, actor)
        if settle(row, "confirm", now, answered_by=steward_id, from_on=from_on)
    ]
    note(requests=confirmed, from_on=from_on)
    return len(confirmed)


@operation("facilities.refuse_practice", by={CITIZEN}, on="request_id", kind="practice_request")
def refuse_practice(*, request_id: UUID, words: str, today: date, actor: Actor, now: datetime) -> bool:
    """Return whether it was refused now. words: why, for the applicant; at most MOST_WORDS characters are kept"""
    said = " ".join(words.split())[:MOST_WORDS]
    if not said:
        raise ReasonMissing
    [(row, steward_id)] = _own([request_id], today, actor)
    sealed = seal_json(said, table=REQUESTS, field=WORDS, row=row.id, region=row.region_id)
    is_news = settle(row, "refuse", now, answered_by=steward_id, words_sealed=sealed)
    note(refused=is_news)
    return is_news


def _own(request_ids: Collection[UUID], today: date, actor: Actor) -> list[tuple[PracticeRequest, UUID]]:
    """Return the requests, locked, each with the stewardship by which the actor answers it."""
    held = in_force(actor.region_id, today).filter(nik_index=own_nik_index(actor=actor))
    stewards = dict(held.values_list("facility_code", "id"))
    rows = PracticeRequest.objects.select_for_update().filter(
        region_id=actor.region_id, id__in=set(request_ids), facility_code__in=list(stewards)
    )
    found = [(row, stewards[row.facility_code]) for row in rows.order_by("id")]
    if len(found) != len(set(request_ids)):
        raise RequestNotFound
    return found
