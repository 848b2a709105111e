"""One application of one's own: the task list of a draft, and from submission on its timeline."""

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _

from mpp.applications.rules import State, acts_open
from mpp.applications.texts import STATES, TONES, reason
from mpp.applications.views import tracking
from mpp.applications.views._draft import Draft, draft_of
from mpp.eforms.form import Page
from mpp.evidence.rules.eligibility import Outcome
from mpp.evidence.rules.facts import Prefill
from mpp.foundation import looks
from mpp.foundation.clock import local_date
from mpp.foundation.looks import Opened
from mpp.mandates.rules import Act
from mpp.ui.access import open_to
from mpp.ui.formats import short_moment, weekday_date
from mpp.ui.pages import page_or_block
from mpp.ui.request import Request
from mpp.uploads.rules import State as UploadState


@dataclass(frozen=True, slots=True)
class TasksPage:
    """gaps: what the office asks for     refusals: what stands against it already now, so that nobody fills in vain

    typed of total: how many values the person gives, how many the application holds     events: since it was handed in
    kinds_href: where another kind is begun, as many a refusal advises; "" where there is no other
    delete_href, ends_on: of a draft; the day after which it is deleted, "" while somebody goes on with it
    """

    service_name: str
    variant: str
    reference: str
    state: str
    tone: str
    gaps: tuple[str, ...]
    refusals: tuple[str, ...]
    kinds_href: str
    tasks: tuple[dict[str, str], ...]
    is_complete: bool
    next_href: str
    typed: int
    total: int
    saved_at: str
    events: tuple[tracking.Milestone, ...]
    withdraw_href: str
    delete_href: str
    ends_on: str


@open_to("pemohon", for_another=Act)
def page(request: Request, application_id: UUID) -> HttpResponse:
    """Show what is still to be done, or what happens with it."""
    draft = draft_of(request, application_id)
    looks.note(Opened.CASE, application_id, of=draft.case.person_id, actor=request.actor, now=request.now)
    if not draft.is_editable:
        return tracking.page_of(request, draft)
    return page_or_block(request, "applications/tasks.html", page=_page(request, draft))


def _page(request: Request, draft: Draft) -> TasksPage:
    case, lang = draft.case, request.lang
    variant = draft.definition.variant(case.variant)
    todo = draft.reading.open_pages
    acts = acts_open(state=case.state, step_action="", is_turn=False, is_applicant=True)
    verdicts = draft.reading.verdicts(on=local_date(request.now, draft.region.timezone))
    return TasksPage(
        service_name=draft.definition.short.of(lang),
        variant=variant.name.of(lang) if variant else "",
        reference=case.reference,
        state=str(STATES[case.state]),
        tone=TONES[case.state],
        gaps=tuple(_gap_line(draft, gap.field, gap.text, lang) for gap in draft.content.gaps),
        refusals=tuple(reason(each.code, each.params) for each in verdicts if each.outcome is Outcome.REFUSED),
        kinds_href=_other_kinds(draft),
        tasks=(_known_task(draft), *(_task(draft, each.page, todo, lang) for each in draft.pages)),
        is_complete=not todo,
        next_href=f"{draft.base}/isi/{todo[0].key}" if todo else f"{draft.base}/periksa",
        typed=draft.typed,
        total=draft.typed + len(draft.filled),
        saved_at=short_moment(case.updated_at, draft.region.timezone),
        events=tracking.timeline(draft, lang) if case.state is State.RETURNED else (),
        withdraw_href=f"{draft.base}/tarik" if "withdraw" in acts else "",
        delete_href=f"{draft.base}/hapus" if case.state is State.DRAFT else "",
        ends_on=weekday_date(case.due_on) if case.due_on and case.state is State.DRAFT else "",
    )


def _other_kinds(draft: Draft) -> str:
    is_choice = draft.case.state is State.DRAFT and len(draft.definition.variants) > 1
    return f"/{draft.region.slug}/ajukan/{draft.case.service_slug}" if is_choice else ""


def _known_task(draft: Draft) -> dict[str, str]:
    waits = any(each.verdict is Prefill.CONFIRM_LATER for each in draft.known)
    return {
        "title": _("Data Anda"),
        "href": f"{draft.base}/data",
        "hint": _("Sudah terisi dari sumber resmi. Periksa saja."),
        "status": _("Sebagian menunggu") if waits else _("Terisi"),
        "tone": "warning" if waits else "",
    }


def _task(draft: Draft, form_page: Page, todo: tuple[Page, ...], lang: str) -> dict[str, str]:
    marked = {gap.field for gap in draft.content.gaps}
    status, tone = _("Selesai"), ""
    if any(field.key in marked for field in form_page.fields):
        status, tone = _("Perlu diperbaiki"), "warning"
    elif UploadState.REFUSED in (states := _document_states(draft, form_page)):
        status, tone = _("Berkas tidak dapat dipakai"), "warning"
    elif UploadState.QUARANTINED in states:
        status, tone = _("Berkas sedang diperiksa"), "info"
    elif form_page.key in draft.missing:
        status, tone = _("Belum diisi"), "info"
    elif form_page in todo:
        status, tone = _("Boleh dikosongkan"), "neutral"
    return {
        "title": form_page.title.of(lang),
        "href": f"{draft.base}/isi/{form_page.key}",
        "hint": "",
        "status": status,
        "tone": tone,
    }


def _document_states(draft: Draft, form_page: Page) -> set[UploadState]:
    """Return the states of the documents that answer questions of the page."""
    uploads = draft.documents.uploads
    return {uploads[field.key].state for field in form_page.fields if field.key in uploads}


def _gap_line(draft: Draft, field_key: str, text: str, lang: str) -> str:
    field = next((field for field in draft.definition.form.fields if field.key == field_key), None)
    return f"{field.label.of(lang)}: {text}" if field else text
