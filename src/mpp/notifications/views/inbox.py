"""The inbox: what happened with the own applications, or with the cases on an officer's table."""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from mpp.foundation.errors import NotFound
from mpp.notifications.letters import words_of
from mpp.notifications.operations.mark_read import mark_read
from mpp.notifications.queries import Notice, inbox
from mpp.notifications.texts import Told
from mpp.tenancy.queries import NATIONAL_ZONE, RegionView, region_by_id
from mpp.ui.access import SIGNED_IN, open_to
from mpp.ui.pages import page_or_block
from mpp.ui.request import Request

PATH = "/akun/pesan"


@dataclass(frozen=True, slots=True)
class Line:
    """One notice in words. zone: the region's, in which the moment is read     link: what `href` leads to, in words"""

    title: str
    text: str
    at: datetime
    zone: str
    href: str
    link: str
    is_unread: bool


@dataclass(frozen=True, slots=True)
class InboxPage:
    """newest: id up to which "read" counts, "" in an empty inbox     older_href: "" on the last page"""

    lines: tuple[Line, ...]
    unread: int
    newest: str
    older_href: str
    is_first: bool


@open_to(SIGNED_IN)
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: Request) -> HttpResponse:
    """Show the notices, the newest first; a POST marks those that were shown as read."""
    if request.method == "POST":
        mark_read(newest_id=_id(request.POST.get("newest")), actor=request.actor, now=request.now)
        return HttpResponseRedirect(PATH)
    before = request.GET.get("sebelum")
    found = inbox(actor=request.actor, before=_id(before) if before else None)
    shown = InboxPage(
        lines=tuple(_line(notice, request) for notice in found.notices),
        unread=found.unread,
        newest=str(found.notices[0].id) if found.notices else "",
        older_href=f"{PATH}?{urlencode({'sebelum': str(found.before)})}" if found.before else "",
        is_first=not before,
    )
    return page_or_block(request, "notifications/inbox.html", page=shown)


def _line(notice: Notice, request: Request) -> Line:
    region = region_by_id(notice.region_id)
    words = words_of(notice, language=request.lang)
    return Line(
        title=words.title,
        text=words.text,
        at=notice.created_at,
        zone=region.timezone if region else NATIONAL_ZONE,
        href=_href(notice, words, region, is_officer=request.actor.officer_id is not None),
        link=words.link or _("Buka permohonan"),
        is_unread=notice.is_unread,
    )


def _href(notice: Notice, words: Told, region: RegionView | None, *, is_officer: bool) -> str:
    if notice.application_id and region:
        return reverse("desk-case" if is_officer else "application", args=[region.slug, notice.application_id])
    if words.page.startswith("/petugas/"):
        return f"/{region.slug}{words.page}" if region else f"/nasional{words.page.removeprefix('/petugas')}"
    return words.page or "/akun/"


def _id(text: str | None) -> UUID:
    try:
        return UUID(text or "")
    except ValueError:
        raise NotFound from None
