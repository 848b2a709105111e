"""Pages of the house itself: the language switch and the gallery of components."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_safe

from mpp.foundation.errors import DomainError, Kind, NotFound
from mpp.ui.access import EVERYONE, open_to
from mpp.ui.errors import refusal_response
from mpp.ui.middleware import LANGUAGE_COOKIE
from mpp.ui.pages import page_or_block
from mpp.ui.request import Request

A_YEAR_SECONDS = 365 * 24 * 3600


@open_to(EVERYONE)
@require_safe
def switch_language(request: Request, language: str) -> HttpResponse:
    """Remember the language and go back to the page the person came from (`?kembali=/path`)."""
    if language not in dict(settings.LANGUAGES):
        raise NotFound
    back = request.GET.get("kembali", "/")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts=None):
        back = "/"
    response = HttpResponseRedirect(back)
    response.set_cookie(
        LANGUAGE_COOKIE,
        language,
        max_age=A_YEAR_SECONDS,
        samesite="Lax",
        secure=settings.COOKIES_ARE_SECURE,
        httponly=True,
    )
    return response


@open_to(EVERYONE)
@require_safe
def gallery(request: Request) -> HttpResponse:
    """Show every component in every state."""
    return page_or_block(request, "ui/gallery.html", block="content")


@dataclass(frozen=True, slots=True)
class SampleRow:
    """A line of the desk's sample list; nobody real."""

    number: str
    name: str
    service: str
    days_left: int


SAMPLE_ROWS = tuple(
    SampleRow(f"3279-SIPPRW-202611-{tail}", name, service, days_left)
    for tail, name, service, days_left in (
        ("7K3F9Q", "Ni Luh Sari Wulandari Kusumaningtyas", "SIP Perawat", -1),
        ("0M2D4T", "Slamet", "SIP Bidan", 1),
        ("4RZT8B", "Maria Goreti Bukifan", "SIP Tenaga Teknologi Laboratorium Medik", 3),
        ("9WQ2KD", "Muhammad Ilham Ramadhan", "SIP Apoteker", 5),
    )
)


@open_to(EVERYONE)
@require_safe
def gallery_desk(request: Request) -> HttpResponse:
    """Show the officers' layout."""
    return page_or_block(request, "ui/gallery_desk.html", page=SAMPLE_ROWS)


@open_to(EVERYONE)
@require_safe
def gallery_refusal(request: Request, kind: str) -> HttpResponse:
    """Show the page of one kind of refusal, with its status."""
    if kind not in set(Kind):
        raise NotFound
    refusal = DomainError()
    refusal.kind = Kind(kind)
    return refusal_response(request, refusal)
