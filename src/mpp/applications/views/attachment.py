"""A file that an applicant has sent: for himself, and for the officers of his case."""

from uuid import UUID

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from mpp.applications import files
from mpp.applications.files import StoredFile
from mpp.applications.operations._act import OFFICERS, roles_of
from mpp.applications.queries.case import ApplicationNotFound
from mpp.applications.rules import APPLICANT, State
from mpp.applications.views._draft import Draft, draft_of
from mpp.eforms.form import Widget
from mpp.foundation import looks
from mpp.foundation.looks import Opened
from mpp.ui.access import open_to
from mpp.ui.request import Request


@open_to(APPLICANT, *OFFICERS)
@require_safe
def page(request: Request, application_id: UUID, field_key: str) -> HttpResponse:
    """Return the bytes as they were sent, to be kept and not to be shown: they are a stranger's."""
    draft = draft_of(request, application_id)
    if request.actor.role != APPLICANT and not _is_officers(request, draft):
        raise ApplicationNotFound
    stored = _stored(draft, field_key)
    if stored is None:
        raise ApplicationNotFound
    looks.note(Opened.FILE, application_id, of=draft.case.person_id, actor=request.actor, now=request.now)
    data = files.load(stored, application_id=draft.case.id, region_id=draft.case.region_id)
    response = HttpResponse(data, content_type=files.MEDIA_TYPES[stored.kind])
    response.headers["Content-Disposition"] = f'attachment; filename="{field_key}.{stored.kind}"'
    response.headers["Content-Security-Policy"] = "sandbox"
    response.headers["Cache-Control"] = "no-store"
    return response


def _is_officers(request: Request, draft: Draft) -> bool:
    """Return whether the case has been handed in to an office of the officer's sector."""
    return draft.case.state is not State.DRAFT and request.actor.role in roles_of(draft.offer)


def _stored(draft: Draft, field_key: str) -> StoredFile | None:
    is_file = any(field.key == field_key and field.widget is Widget.FILE for field in draft.definition.form.fields)
    return StoredFile.of(draft.content.answers.get(field_key, "")) if is_file else None
