"""The bytes of a document, for whoever was given the link a moment ago; an officer who opens it is noted."""

from dataclasses import replace

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from mpp.foundation import looks
from mpp.foundation.looks import Opened
from mpp.mandates.rules import Act
from mpp.ui.access import SIGNED_IN, open_to
from mpp.ui.request import Request
from mpp.uploads.links import read_link
from mpp.uploads.queries import UploadNotFound, content, stored
from mpp.uploads.rules import MEDIA_TYPES, Kind


@open_to(SIGNED_IN, for_another=Act)
@require_safe
def page(request: Request, link_id: str) -> HttpResponse:
    """Return the bytes, to be kept or drawn and never to be run: they are a stranger's."""
    link = read_link(link_id, actor=request.actor)
    if link is None:
        raise UploadNotFound
    actor = request.actor.acting_in(link.region_id)
    found = stored(link.upload_id, actor=replace(actor, person_id=link.holder))
    data = content(found)
    looks.note(Opened.FILE, link.application_id or found.id, of=link.holder, actor=actor, now=request.now)
    kind = found.kind or Kind.PDF
    response = HttpResponse(data, content_type=MEDIA_TYPES[kind])
    response.headers["Content-Disposition"] = f'attachment; filename="dokumen-{found.digest[:8]}.{kind}"'
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    response.headers["Cache-Control"] = "no-store"
    return response
