"""A copy of all my data: ask for it, wait for it, fetch it."""

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from mpp.foundation.ids import uuid7
from mpp.privacy import copying
from mpp.privacy.operations.ask_for_copy import CopyUnderWay, ask_for_copy
from mpp.privacy.queries import Copy, CopyNotFound, copies, copy
from mpp.privacy.rules import CopyState
from mpp.ui.access import SIGNED_IN, open_to
from mpp.ui.formats import file_size, short_moment
from mpp.ui.pages import page_or_block
from mpp.ui.request import Request

PATH = "/akun/data-saya/salinan"


@dataclass(frozen=True, slots=True)
class CopyLine:
    """href: where it can be fetched, "" where it cannot     until: the last moment, "" while it is being made"""

    asked_at: str
    state: str
    tone: str
    size: str
    until: str
    href: str


@dataclass(frozen=True, slots=True)
class OwnCopyPage:
    """message: why none is made now, "" otherwise     is_waiting: one is being made"""

    lines: tuple[CopyLine, ...]
    message: str
    is_waiting: bool


@open_to(SIGNED_IN)
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: Request) -> HttpResponse:
    """Show the copies; a POST asks for a new one."""
    message = ""
    if request.method == "POST":
        try:
            ask_for_copy(copy_id=uuid7(), language=request.lang, actor=request.actor, now=request.now)
        except CopyUnderWay:
            message = _("Salinan sudah diminta kurang dari satu jam yang lalu. Tunggu sebentar, lalu coba lagi.")
        else:
            return HttpResponseRedirect(PATH)
    own = copies(actor=request.actor)
    shown = OwnCopyPage(
        lines=tuple(_line(each, is_over=bool(each.expires_at and each.expires_at <= request.now)) for each in own),
        message=message,
        is_waiting=any(each.state is CopyState.ASKED for each in own),
    )
    return page_or_block(request, "privacy/own_copy.html", page=shown, status=409 if message else 200)


@open_to(SIGNED_IN)
@require_safe
def download(request: Request, copy_id: UUID) -> HttpResponse:
    """Return the archive to its person, as long as it is there."""
    ready = copy(copy_id, actor=request.actor)
    if ready.state is not CopyState.READY or ready.expires_at is None or ready.expires_at <= request.now:
        raise CopyNotFound
    response = HttpResponse(copying.load(ready), content_type="application/zip")
    name = "data-saya.zip" if ready.language == "id" else "my-data.zip"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "no-store"
    return response


def _line(own: Copy, *, is_over: bool) -> CopyLine:
    state = CopyState.GONE if is_over else own.state
    words = {
        CopyState.ASKED: (_("Sedang disusun"), "info"),
        CopyState.READY: (_("Siap diunduh"), "success"),
        CopyState.GONE: (_("Sudah dihapus"), "neutral"),
    }[state]
    is_ready = state is CopyState.READY
    return CopyLine(
        asked_at=short_moment(own.asked_at),
        state=words[0],
        tone=words[1],
        size=file_size(own.size_bytes) if is_ready else "",
        until=short_moment(own.expires_at) if is_ready and own.expires_at else "",
        href=f"{PATH}/{own.id}" if is_ready else "",
    )
