"""A document after the case was handed in: another one for an unfit one, or the letter of the facility."""

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from mpp.applications import drafting
from mpp.applications.operations._act import NotNow
from mpp.applications.operations.give_document import NotUnfit
from mpp.applications.texts import ACT_REFUSALS
from mpp.applications.views import _documents
from mpp.applications.views._draft import Draft, back_to_case, draft_of
from mpp.applications.views._fields import Around, FieldShown, error_link, field_shown
from mpp.eforms.form import Fault, Field, Widget
from mpp.evidence.places import FoundPlaces, Search
from mpp.foundation.errors import NotFound, StaleVersion
from mpp.foundation.ratelimit import limited
from mpp.ui.access import open_to
from mpp.ui.forms import ErrorLink
from mpp.ui.pages import page_or_block
from mpp.ui.request import Request


@dataclass(frozen=True, slots=True)
class ReplacePage:
    """is_letter: the facility's letter is given, nothing is replaced     item: the file question
    message: why it could not be replaced, "" where nothing went wrong"""

    service_name: str
    reference: str
    is_letter: bool
    item: FieldShown
    errors: tuple[ErrorLink, ...]
    message: str
    version: int
    back_href: str


@open_to("pemohon")
@limited("save-step", methods=("POST",))
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: Request, application_id: UUID, field_key: str) -> HttpResponse:
    """Show why the document will not do and take another, or take the letter; the office goes on meanwhile."""
    draft = draft_of(request, application_id)
    if draft.is_editable:
        # Of a draft the form itself asks again.
        return back_to_case(request, application_id)
    fields = (each for each in draft.definition.form.fields if each.key == field_key and each.widget is Widget.FILE)
    field = next(fields, None)
    if field is None:
        raise NotFound
    if field_key not in draft.documents.unfit and field_key != draft.reading.letter_to_give:
        return back_to_case(request, application_id)
    if request.method != "POST":
        return _answer(request, draft, field)
    upload = _documents.sent(request, field)
    answer = _documents.SENT if upload else _documents.chosen(request, field, kept="")
    if not answer:
        return _answer(request, draft, field, fault=Fault("no-file"))
    sent = {field_key: upload} if upload else {}
    values, faults = _documents.received(request, draft, {field_key: answer}, sent, (field,))
    if faults:
        return _answer(request, draft, field, fault=faults[field_key])
    try:
        drafting.give_another(
            draft.case, draft.offer, field_key, str(values[field_key]), actor=request.actor, now=request.now
        )
    except (NotNow, NotUnfit, StaleVersion) as refusal:
        return _answer(request, draft, field, message=str(ACT_REFUSALS[refusal.code]))
    return back_to_case(request, application_id)


def _answer(
    request: Request, draft: Draft, field: Field, *, fault: Fault | None = None, message: str = ""
) -> HttpResponse:
    around = Around(
        typed=None,
        faults={field.key: fault} if fault else {},
        gaps={},
        search=FoundPlaces(words="", outcome=Search.NOT_YET),
        wants_to_type=False,
        lang=request.lang,
    )
    shown = ReplacePage(
        service_name=draft.definition.short.of(request.lang),
        reference=draft.case.reference,
        is_letter=field.key == draft.reading.letter_to_give,
        item=field_shown(draft, field, around, _documents.shown(draft, field, lang=request.lang, request=request)),
        errors=(error_link(fault, field),) if fault else (),
        message=message,
        version=draft.case.version,
        back_href=f"{draft.base}/",
    )
    status = 422 if fault else 409 if message else 200
    return page_or_block(request, "applications/replace.html", page=shown, status=status)
