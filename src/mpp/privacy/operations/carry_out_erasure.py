"""Erase for a person what an office can erase: drafts, and documents that no case has been handed in with.

What was handed in, its letters and the audit are not erased; the answer to the request says so.

Writes:  Application (drafts go), Upload
Refuses: RequestNotFound, RequestClosed, NotAnErasure
Legal:   UU 27/2022 art. 8 (erasure of the own data)
"""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from mpp.applications.operations.delete_draft import delete_draft
from mpp.applications.queries.tracking import OwnCase, own_cases
from mpp.applications.rules import State
from mpp.foundation.actor import NATIONAL, Actor
from mpp.foundation.audit import note
from mpp.foundation.errors import DomainError, Kind
from mpp.foundation.operation import operation
from mpp.identity.rules import CITIZEN
from mpp.privacy.closing import MOST_CASES, removable
from mpp.privacy.operations.answer_request import ANSWERING, RequestClosed
from mpp.privacy.queries import Request, office_request
from mpp.privacy.rules import RequestKind, RequestState
from mpp.uploads.operations.remove import remove
from mpp.uploads.queries import UploadView


class NotAnErasure(DomainError):
    code, kind, title = "not-an-erasure", Kind.CONFLICT, "This request asks for something else"


@dataclass(frozen=True, slots=True, kw_only=True)
class Erasable:
    """kept_cases: how many were handed in, and stay"""

    drafts: tuple[OwnCase, ...]
    uploads: tuple[UploadView, ...]
    kept_cases: int


def erasable(request: Request, *, actor: Actor) -> Erasable:
    """Return what can be erased for a request: of one case, of the region that answers, or of the whole account."""
    is_national = request.region_id == NATIONAL
    person = _for_person(request, actor)
    cases = [
        each
        for each in own_cases(actor=person, limit=MOST_CASES)
        if (is_national or each.region_id == request.region_id)
        and request.application_id in (None, each.application_id)
    ]
    return Erasable(
        drafts=tuple(each for each in cases if each.state is State.DRAFT),
        uploads=removable(actor=person) if is_national else (),
        kept_cases=sum(each.state is not State.DRAFT for each in cases),
    )


@operation("privacy.carry_out_erasure", by=ANSWERING, on="request_id")
def carry_out_erasure(*, request_id: UUID, actor: Actor, now: datetime) -> Erasable:
    """Return what was erased. The request stays open: its answer says what was done and what was not, and why."""
    request = office_request(request_id, actor=actor)
    if request.state is not RequestState.OPEN:
        raise RequestClosed(state=request.state)
    if request.kind is not RequestKind.ERASURE:
        raise NotAnErasure
    found, person = erasable(request, actor=actor), _for_person(request, actor)
    for draft in found.drafts:
        delete_draft(application_id=draft.application_id, actor=person.acting_in(draft.region_id), now=now)
    for upload in found.uploads:
        remove(upload_id=upload.id, actor=person, now=now)
    note(drafts=len(found.drafts), uploads=len(found.uploads), cases_kept=found.kept_cases)
    return found


def _for_person(request: Request, actor: Actor) -> Actor:
    """Return the officer who carries out the person's own word; the audit names both."""
    return replace(actor, role=CITIZEN, person_id=request.person_id)
