"""Download a signed document: its holder, and the officers of its region."""

import re
from dataclasses import replace
from uuid import UUID

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from mpp.documents import queries, rules
from mpp.documents.queries import DocumentNotFound
from mpp.foundation import looks
from mpp.foundation.looks import Opened
from mpp.mandates.rules import Act
from mpp.ui.access import SIGNED_IN, open_to
from mpp.ui.request import Request


@open_to(SIGNED_IN, for_another={Act.RECEIVE})
@require_safe
def page(request: Request, document_id: UUID) -> HttpResponse:
    """Return the PDF as it was signed, byte for byte."""
    actor = request.actor
    if actor.role not in rules.OFFICERS:
        # A citizen's documents lie in many regions, and this address names none.
        region_id = queries.region_of(document_id)
        if region_id is None:
            raise DocumentNotFound
        actor = replace(actor, region_id=region_id)
    shown = queries.document(document_id, actor=actor)
    looks.note(Opened.LETTER, document_id, of=shown.person_id, actor=actor, now=request.now)
    response = HttpResponse(queries.signed_pdf(document_id, actor=actor), content_type="application/pdf")
    response.headers["Content-Disposition"] = f'attachment; filename="{_file_name(shown.number)}"'
    response.headers["Cache-Control"] = "no-store"
    return response


def _file_name(number: str) -> str:
    """Return an official number as a file name that every system takes."""
    return re.sub(r"[^A-Za-z0-9]+", "-", number).strip("-") + ".pdf"
