"""One case with everything on one screen, and the acts that are the officer's to do now."""

from dataclasses import replace
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect, QueryDict

from mpp.applications.operations._act import OFFICERS, roles_of
from mpp.applications.queries.case import ApplicationNotFound
from mpp.applications.rules import State
from mpp.applications.views._draft import Draft, draft_of
from mpp.applications.views.desk import _refusals
from mpp.applications.views.desk.acts import DESK_ACTS
from mpp.applications.views.desk.case_page import base_of, page_of
from mpp.foundation import looks
from mpp.foundation.errors import DomainError
from mpp.foundation.looks import Opened
from mpp.identity.stash import restored_post
from mpp.ui.access import open_to
from mpp.ui.errors import STATUS
from mpp.ui.pages import page_or_block
from mpp.ui.request import Request


@open_to(*OFFICERS)
def page(request: Request, application_id: UUID) -> HttpResponse:
    """Show the case."""
    draft = officers_case(request, application_id)
    looks.note(Opened.CASE, application_id, of=draft.case.person_id, actor=request.actor, now=request.now)
    shown = page_of(request, draft, typed=restored_post(request) or QueryDict())
    return page_or_block(request, "applications/desk/review.html", page=shown)


@open_to(*OFFICERS)
def act(request: Request, application_id: UUID, act_name: str) -> HttpResponse:
    """Do one act and go back to the queue; a refusal shows the case as it is now, with what was typed."""
    draft = officers_case(request, application_id)
    doing = DESK_ACTS.get(act_name)
    if request.method != "POST" or doing is None:
        return HttpResponseRedirect(f"{base_of(draft)}/")
    try:
        doing.do(request, draft)
    except DomainError as refusal:
        if not _refusals.words(refusal):
            raise
        return _refused(request, application_id, refusal, act_name)
    if doing.stays:
        return HttpResponseRedirect(f"{base_of(draft)}/?{urlencode({'selesai': act_name})}")
    said = {"selesai": act_name, "nomor": draft.case.reference}
    if draft.case.assigned_to == request.actor.officer_id:
        said["punya"] = "saya"
    return HttpResponseRedirect(f"/{draft.region.slug}/petugas/?{urlencode(said)}")


def officers_case(request: Request, application_id: UUID) -> Draft:
    """Return a case of the officer's region and sector that has been handed in.

    Refuses: ApplicationNotFound, also for a draft, which is nobody's but the applicant's
    """
    draft = draft_of(request, application_id)
    if draft.case.state is State.DRAFT or request.actor.role not in roles_of(draft.offer):
        raise ApplicationNotFound
    # What the applicant handed in is read as of that day; that some of it has grown old is the checks' to say.
    return replace(draft, now=draft.case.submitted_at or draft.now)


def _refused(request: Request, application_id: UUID, refusal: DomainError, act_name: str) -> HttpResponse:
    given = request.POST.get("seen", "")
    shown = page_of(
        request,
        officers_case(request, application_id),
        typed=request.POST,
        refusal=refusal,
        opened=act_name,
        seen=int(given) if given.isascii() and given.isdecimal() and len(given) < 6 else None,
    )
    return page_or_block(request, "applications/desk/review.html", page=shown, status=STATUS[refusal.kind])
