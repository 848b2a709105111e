"""Carrying out a request for erasure: what can be erased is told before, and what stays, with the reason."""

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_http_methods

from mpp.foundation import looks
from mpp.foundation.looks import Opened
from mpp.privacy.operations.answer_request import ANSWERING_IN_REGION
from mpp.privacy.operations.carry_out_erasure import carry_out_erasure, erasable
from mpp.privacy.queries import office_request
from mpp.privacy.rules import RequestKind, RequestState
from mpp.privacy.views.office_requests import base_of, desk_of
from mpp.ui.access import open_to
from mpp.ui.pages import page_or_block
from mpp.ui.request import Request


@dataclass(frozen=True, slots=True)
class ErasePage:
    """desk: template of the frame     drafts, uploads: how many can be erased     kept_cases: how many stay"""

    desk: str
    back_href: str
    number: str
    drafts: int
    uploads: int
    kept_cases: int


@open_to(*ANSWERING_IN_REGION)
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: Request, request_id: UUID) -> HttpResponse:
    """Show what can be erased; a POST erases it."""
    return _page(request, request_id)


@open_to("admin_nasional")
@require_http_methods(["GET", "HEAD", "POST"])
def national_page(request: Request, request_id: UUID) -> HttpResponse:
    """The same for a request that the nation answers."""
    return _page(request, request_id)


def _page(request: Request, request_id: UUID) -> HttpResponse:
    found = office_request(request_id, actor=request.actor)
    back = f"{base_of(request)}/{request_id}"
    if found.state is not RequestState.OPEN or (found.kind is not RequestKind.ERASURE and request.method != "POST"):
        return HttpResponseRedirect(back)
    looks.note(
        Opened.REQUEST, request_id, of=found.person_id, actor=request.actor, now=request.now, purpose="answering"
    )
    if request.method == "POST":
        carry_out_erasure(request_id=request_id, actor=request.actor, now=request.now)
        return HttpResponseRedirect(f"{back}?selesai=hapus")
    left = erasable(found, actor=request.actor)
    shown = ErasePage(
        desk=desk_of(request.actor),
        back_href=back,
        number=found.number,
        drafts=len(left.drafts),
        uploads=len(left.uploads),
        kept_cases=left.kept_cases,
    )
    return page_or_block(request, "privacy/erase.html", page=shown)
