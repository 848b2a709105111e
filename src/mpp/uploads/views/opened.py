"""A document for whoever was given the link a moment ago: to look at, page by page, or to keep.

An officer is noted where bytes go out: with each page drawn, and with the whole document.
"""

from dataclasses import dataclass, replace

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mpp.foundation import looks
from mpp.foundation.looks import Opened
from mpp.foundation.ratelimit import limited
from mpp.mandates.rules import Act
from mpp.ui.access import SIGNED_IN, open_to
from mpp.ui.pages import page_or_block
from mpp.ui.request import Request
from mpp.uploads.checking import bounds
from mpp.uploads.examination.run import drawn
from mpp.uploads.examination.verdict import Found
from mpp.uploads.links import LARGE, Link, page_asked, read_link
from mpp.uploads.queries import Stored, UploadNotFound, content, stored, upload
from mpp.uploads.rules import MEDIA_TYPES, Kind
from mpp.uploads.words import kind_and_size


@dataclass(frozen=True, slots=True)
class ViewerPage:
    """One page of a document as a picture.

    name, what: of the document     text: what the picture shows, for whoever does not see it
    picture: path of the picture     zoom_href: the same page in the other size     keep_href: the document to keep
    """

    name: str
    what: str
    number: int
    pages: int
    text: str
    picture: str
    is_large: bool
    zoom_href: str
    previous_href: str
    next_href: str
    keep_href: str
    back_href: str


@open_to(SIGNED_IN, for_another=Act)
@require_safe
def viewer(request: Request, link_id: str) -> HttpResponse:
    """Show one page, with ways to the others, to a larger view and to the document itself."""
    link = _link(request, link_id)
    found = upload(link.upload_id, actor=replace(request.actor.acting_in(link.region_id), person_id=link.holder))
    number = page_asked(request.GET.get("halaman", ""))
    if not 1 <= number <= found.pages or not link.asked_at:
        raise UploadNotFound
    is_large, name = LARGE in request.GET, found.name or kind_and_size(found)
    # Each page is asked for anew where links are made: whoever may see the document no more sees no further page.
    same_size, other_size = (f"{link.asked_at}?{size}halaman=" for size in _sizes(is_large=is_large))
    shown = ViewerPage(
        name=name,
        what=kind_and_size(found),
        number=number,
        pages=found.pages,
        text=_("Halaman %(number)s dari %(pages)s: %(name)s") % {"number": number, "pages": found.pages, "name": name},
        picture=f"/berkas/{link_id}/gambar?halaman={number}",
        is_large=is_large,
        zoom_href=f"{other_size}{number}",
        previous_href=f"{same_size}{number - 1}" if number > 1 else "",
        next_href=f"{same_size}{number + 1}" if number < found.pages else "",
        keep_href=link.asked_at,
        back_href=link.back,
    )
    response = page_or_block(request, "uploads/viewer.html", page=shown)
    response.headers["Cache-Control"] = "no-store"
    return response


def _sizes(*, is_large: bool) -> tuple[str, str]:
    """Return what an address says of the size shown now, and of the other one."""
    large = f"{LARGE}=1&"
    return (large, "") if is_large else ("", large)


@open_to(SIGNED_IN, for_another=Act)
@require_safe
@limited("save-step")
def picture(request: Request, link_id: str) -> HttpResponse:
    """Return one page as a picture: of a PDF drawn in a process of its own, of a photograph as it was written anew."""
    found, data = _bytes(request, _link(request, link_id))
    if found.kind is Kind.PDF:
        page = drawn(data, page_asked(request.GET.get("halaman", "")), bounds())
        if not isinstance(page, Found):
            raise UploadNotFound
        return _answer(page.data, Kind.JPEG, "inline")
    return _answer(data, found.kind or Kind.JPEG, "inline")


@open_to(SIGNED_IN, for_another=Act)
@require_safe
def page(request: Request, link_id: str) -> HttpResponse:
    """Return the bytes, to be kept and never to be run: they are a stranger's."""
    found, data = _bytes(request, _link(request, link_id))
    kind = found.kind or Kind.PDF
    return _answer(data, kind, f'attachment; filename="dokumen-{found.digest[:8]}.{kind}"')


def _link(request: Request, link_id: str) -> Link:
    link = read_link(link_id, actor=request.actor)
    if link is None:
        raise UploadNotFound
    return link


def _bytes(request: Request, link: Link) -> tuple[Stored, bytes]:
    """Return the document with its bytes, and note who opens it."""
    actor = request.actor.acting_in(link.region_id)
    found = stored(link.upload_id, actor=replace(actor, person_id=link.holder))
    data = content(found)
    looks.note(Opened.FILE, link.application_id or found.id, of=link.holder, actor=actor, now=request.now)
    return found, data


def _answer(data: bytes, kind: Kind, disposition: str) -> HttpResponse:
    response = HttpResponse(data, content_type=MEDIA_TYPES[kind])
    response.headers["Content-Disposition"] = disposition
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    response.headers["Cache-Control"] = "no-store"
    return response
