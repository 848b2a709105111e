"""From a page object to bytes: the whole page, or one named block of it for htmx."""

import re
from dataclasses import dataclass
from urllib.parse import quote

from django.http import HttpResponse
from jinja2_fragments import render_block

from mpp.foundation.actor import NATIONAL, Actor
from mpp.ui.access import SIGN_IN_PATH
from mpp.ui.jinja import environment
from mpp.ui.request import Reader, Region, Request

#: An address of which nothing but the slashes is to be quoted, as nearly all are.
PLAIN = re.compile(r"[A-Za-z0-9/._~-]*")

#: A text that a template only prints (prints.py).
type Word = str

#: What a page may set for the frame around it (ui/base.html).
DEFAULTS = {"uses_htmx": False, "wide": False}


@dataclass(frozen=True, slots=True)
class LanguageLink:
    code: str
    name: str
    href: Word
    is_current: bool


@dataclass(frozen=True, slots=True)
class Frame:
    """What header and footer show, whatever the page.

    home: path of the region's first page, "/" on national pages     theme_href: the region's colours, "" for ours
    desk_href: the officers' desk, "" for whoever has none here
    acting_for: for whom the signed-in one acts, "" for oneself     is_own_page: this page is about oneself all the same
    """

    home: Word
    region_name: Word
    theme_href: Word
    desk_href: Word
    sign_in_href: Word
    is_signed_in: bool
    account_name: Word
    acting_for: Word
    is_own_page: bool
    languages: tuple[LanguageLink, ...]


def page_or_block(
    request: Request, template: str, *, block: str | None = None, page: object = None, status: int = 200
) -> HttpResponse:
    """Return the page, or only its block `block` when htmx asked for a part.

    page: one frozen object with finished values; templates neither query nor decide
    """
    wanted = block if block is not None and asks_for_block(request) else None
    return answer(render(request, template, block=wanted, page=page), block=block, status=status)


def asks_for_block(request: Request) -> bool:
    """Return whether htmx asks, and for a part of the page."""
    # Asked of META: `headers` makes a dict of all of them first, which is dearer than the rest here.
    sent = request.META
    return sent.get("HTTP_HX_REQUEST") == "true" and sent.get("HTTP_HX_REQUEST_TYPE") != "full"


def answer(html: str, *, block: str | None, status: int = 200) -> HttpResponse:
    """Return a page, or what was asked of it. block: which part of the page could have been asked for"""
    response = HttpResponse(html, status=status)
    if block is not None:
        response.headers["Vary"] = "HX-Request, HX-Request-Type"
    return response


def render(request: Request, template: str, *, block: str | None = None, page: object = None) -> str:
    """Return the HTML of a template, or of one of its blocks."""
    context = {**DEFAULTS, "request": request, "page": page, "lang": request.lang, "frame": frame(request)}
    if block is None:
        return environment(request.lang).get_template(template).render(context)
    return render_block(environment(request.lang), template, block, context)


def frame(request: Reader) -> Frame:
    """Return what header and footer show on this request."""
    region, back = request.region, here(request)
    return Frame(
        home=f"/{region.slug}/" if region else "/",
        region_name=region.name if region else "",
        theme_href=f"/{region.slug}/tema.css" if region else "",
        desk_href=_desk_href(request.actor, region),
        sign_in_href=f"{SIGN_IN_PATH}?next={back}",
        is_signed_in=request.actor.is_signed_in,
        account_name=request.account_name,
        acting_for=request.acting_for,
        is_own_page=request.actor.authority is None,
        languages=tuple(
            LanguageLink(code, name, f"/bahasa/{code}?kembali={back}", code == request.lang)
            for code, name in (("id", "Bahasa Indonesia"), ("en", "English"))
        ),
    )


def here(request: Reader) -> str:
    """Return the address of the page, to be named in another one: where to go on, or to come back to."""
    # A page that answers a POST cannot be fetched again by its address: the switch then leads to the address itself.
    address = request.get_full_path()
    return address.replace("/", "%2F") if PLAIN.fullmatch(address) else quote(address, safe="")


def _desk_href(actor: Actor, region: Region | None) -> str:
    """Return the desk of an officer on the pages of the own region, and of a national officer on national pages."""
    if actor.officer_id is None or actor.region_id != (region.id if region else NATIONAL):
        return ""
    return f"/{region.slug}/petugas/" if region else "/nasional/"
