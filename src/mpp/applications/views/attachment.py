"""A document that an applicant has attached: for himself, and for the officers of his case."""

from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_safe

from mpp.applications.operations._act import OFFICERS, roles_of
from mpp.applications.queries.case import ApplicationNotFound
from mpp.applications.rules import APPLICANT, State
from mpp.applications.views._draft import Draft, draft_of
from mpp.applications.views.desk.case_page import base_of
from mpp.mandates.rules import Act
from mpp.ui.access import open_to
from mpp.ui.request import Request
from mpp.uploads.links import link_to
from mpp.uploads.rules import State as UploadState


@open_to(APPLICANT, *OFFICERS, for_another={Act.PREPARE, Act.HAND_IN, Act.FOLLOW})
@require_safe
def page(request: Request, application_id: UUID, field_key: str) -> HttpResponse:
    """Lead whoever may see the case to the document, by a link that is good for him and for a moment.

    With `halaman` to that page, to look at; without it to the document, to keep.
    """
    draft = draft_of(request, application_id)
    if request.actor.role != APPLICANT and not _is_officers(request, draft):
        raise ApplicationNotFound
    found = draft.documents.uploads.get(field_key)
    if found is None or found.state is not UploadState.CLEAN:
        raise ApplicationNotFound
    link = link_to(
        found.id,
        holder=draft.case.person_id,
        application_id=draft.case.id,
        actor=request.actor,
        asked_at=request.path,
        back=f"{draft.base if request.actor.role == APPLICANT else base_of(draft)}/",
        shown=request.GET,
    )
    return HttpResponseRedirect(link)


def _is_officers(request: Request, draft: Draft) -> bool:
    """Return whether the case has been handed in to an office of the officer's sector."""
    return draft.case.state is not State.DRAFT and request.actor.role in roles_of(draft.offer)
