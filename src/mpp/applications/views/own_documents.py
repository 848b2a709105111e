"""My documents: all that I have given, for which applications, how long each is kept; I may delete what none needs."""

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from mpp.applications.rules import APPLICANT
from mpp.catalogue.queries import service_names
from mpp.tenancy.queries import region_by_id
from mpp.ui.access import open_to
from mpp.ui.formats import file_size, long_date, short_moment
from mpp.ui.pages import page_or_block
from mpp.ui.request import Request
from mpp.uploads import wired
from mpp.uploads.links import link_to
from mpp.uploads.operations.remove import CaseRestsOnIt, remove
from mpp.uploads.queries import UploadNotFound, UploadView, UseView, bytes_of_person, own_uploads, upload
from mpp.uploads.rules import State, UseState
from mpp.uploads.words import HINTS, STATES, TONES, kind_and_size, why_refused

PATH = "/akun/dokumen"


@dataclass(frozen=True, slots=True)
class DocumentLine:
    """One document. href: to open it, "" while it cannot be     uses: what it was given for

    kept: how long it is kept     remove_href: "" while a case rests on it
    """

    name: str
    what: str
    state: str
    tone: str
    at: str
    href: str
    why: str
    hints: tuple[str, ...]
    uses: tuple[str, ...]
    kept: str
    remove_href: str


@dataclass(frozen=True, slots=True)
class OwnDocumentsPage:
    """used_percent: of the person's room     done: what has just happened     refused: what could not be"""

    lines: tuple[DocumentLine, ...]
    room: str
    used_percent: int
    done: str
    refused: str


@open_to(APPLICANT)
@require_safe
def page(request: Request) -> HttpResponse:
    """Show the list, the latest first."""
    used, most = bytes_of_person(actor=request.actor), wired.limits().person_bytes
    names = service_names(request.lang)
    outcome = request.GET.get("selesai", "")
    shown = OwnDocumentsPage(
        lines=tuple(_line(each, names) for each in own_uploads(actor=request.actor)),
        room=_("Anda memakai %(used)s dari %(most)s.") % {"used": file_size(used), "most": file_size(most)},
        used_percent=round(100 * used / most),
        done=_("Dokumen sudah dihapus.") if outcome == "hapus" else "",
        refused=_("Dokumen ini dipakai sebuah permohonan dan belum dapat dihapus.") if outcome == "dipakai" else "",
    )
    return page_or_block(request, "applications/own_documents.html", page=shown)


@open_to(APPLICANT)
@require_safe
def open_one(request: Request, upload_id: UUID) -> HttpResponse:
    """Lead to one's own document by a link of the moment."""
    found = upload(upload_id, actor=request.actor)
    if found.state is not State.CLEAN:
        raise UploadNotFound
    link = link_to(
        found.id,
        holder=found.person_id,
        application_id=None,
        actor=request.actor,
        asked_at=request.path,
        back=PATH,
        shown=request.GET,
    )
    return HttpResponseRedirect(link)


@open_to(APPLICANT)
@require_POST
def remove_one(request: Request, upload_id: UUID) -> HttpResponse:
    """Delete one's own document, unless a case rests on it."""
    try:
        remove(upload_id=upload_id, actor=request.actor, now=request.now)
    except CaseRestsOnIt:
        return HttpResponseRedirect(f"{PATH}?selesai=dipakai")
    return HttpResponseRedirect(f"{PATH}?selesai=hapus")


def _line(found: UploadView, names: dict[str, str]) -> DocumentLine:
    is_needed = any(use.state is not UseState.DRAFT for use in found.uses)
    return DocumentLine(
        name=found.name or kind_and_size(found),
        what=kind_and_size(found),
        state=str(STATES[found.state]),
        tone=TONES[found.state],
        at=short_moment(found.created_at),
        href=f"{PATH}/{found.id}?halaman=1" if found.state is State.CLEAN else "",
        why=why_refused(found.reason) if found.state is State.REFUSED else "",
        hints=tuple(str(HINTS[hint]) for hint in found.hints),
        uses=tuple(_use(use, names) for use in found.uses),
        kept=_kept(found, is_needed=is_needed),
        remove_href="" if is_needed else f"{PATH}/{found.id}/hapus",
    )


def _use(use: UseView, names: dict[str, str]) -> str:
    region = region_by_id(use.region_id)
    return _("Dipakai untuk %(service)s, %(region)s") % {
        "service": names.get(use.service_slug, use.service_slug),
        "region": region.name if region else "",
    }


def _kept(found: UploadView, *, is_needed: bool) -> str:
    """Return how long the document is kept, in words."""
    if found.expires_at is None:
        return _("Disimpan selama permohonannya diproses")
    day = {"day": long_date(found.expires_at.date())}
    if is_needed:
        return _("Disimpan sampai %(day)s, karena keputusan permohonan bersandar padanya") % day
    return _("Dihapus sendiri pada %(day)s") % day
