"""Deleting a draft: asked first, for it cannot be brought back."""

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_http_methods

from mpp.applications.operations.delete_draft import delete_draft
from mpp.applications.rules import State
from mpp.applications.views._draft import draft_of
from mpp.ui.access import open_to
from mpp.ui.formats import short_moment
from mpp.ui.pages import page_or_block
from mpp.ui.request import Request


@dataclass(frozen=True, slots=True)
class DeletePage:
    service_name: str
    region_name: str
    saved_at: str
    back_href: str


@open_to("pemohon")
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: Request, application_id: UUID) -> HttpResponse:
    """Ask whether it is meant, then delete."""
    draft = draft_of(request, application_id)
    if draft.case.state is not State.DRAFT:
        return HttpResponseRedirect(f"{draft.base}/")
    if request.method == "POST":
        delete_draft(application_id=application_id, actor=request.actor, now=request.now)
        return HttpResponseRedirect("/akun/permohonan?selesai=hapus")
    shown = DeletePage(
        service_name=draft.definition.short.of(request.lang),
        region_name=draft.region.name,
        saved_at=short_moment(draft.case.updated_at, draft.region.timezone),
        back_href=f"{draft.base}/",
    )
    return page_or_block(request, "applications/delete_draft.html", page=shown)
