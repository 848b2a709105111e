"""One application of one's own: the task list of a draft, and from submission on its timeline."""

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _

from mpp.applications.rules import State
from mpp.applications.texts import STATES, TONES
from mpp.applications.views import tracking
from mpp.applications.views._draft import Draft, draft_of
from mpp.eforms.rules import answered_pages
from mpp.ui.access import open_to
from mpp.ui.pages import page_or_block
from mpp.ui.request import Request


@dataclass(frozen=True, slots=True)
class TasksPage:
    """typed of total: how many values the person gives, how many the application holds"""

    service_name: str
    variant: str
    state: str
    tone: str
    is_returned: bool
    gaps: tuple[str, ...]
    tasks: tuple[dict[str, str], ...]
    is_complete: bool
    check_href: str
    typed: int
    total: int
    saved_at: object
    zone: str
    services_href: str


@open_to("pemohon")
def page(request: Request, application_id: UUID) -> HttpResponse:
    """Show what is still to be done, or what happens with it."""
    draft = draft_of(request, application_id)
    if not draft.is_editable:
        return tracking.page_of(request, draft)
    return page_or_block(request, "applications/tasks.html", page=_page(draft, request.lang))


def _page(draft: Draft, lang: str) -> TasksPage:
    done = answered_pages(draft.definition.form, draft.situation)
    gaps = {gap.field for gap in draft.content.gaps}
    tasks = [
        {
            "title": _("Data Anda"),
            "href": f"{draft.base}/data",
            "hint": _("Sudah terisi dari sumber resmi. Periksa saja."),
            "status": _("Terisi"),
            "tone": "",
        }
    ]
    for key, is_done in done.items():
        page = draft.definition.form.page(key)
        if page is None:
            continue
        has_gap = any(field.key in gaps for field in page.fields)
        status, tone = (_("Selesai"), "") if is_done else (_("Belum diisi"), "info")
        if has_gap:
            status, tone = _("Perlu diperbaiki"), "warning"
        tasks.append(
            {
                "title": page.title.of(lang),
                "href": f"{draft.base}/isi/{key}",
                "hint": "",
                "status": status,
                "tone": tone,
            }
        )
    variant = draft.definition.variant(draft.case.variant)
    return TasksPage(
        service_name=draft.definition.short.of(lang),
        variant=variant.name.of(lang) if variant else "",
        state=str(STATES[draft.case.state]),
        tone=TONES[draft.case.state],
        is_returned=draft.case.state is State.RETURNED,
        gaps=tuple(_gap_line(draft, gap.field, gap.text, lang) for gap in draft.content.gaps),
        tasks=tuple(tasks),
        is_complete=all(done.values()),
        check_href=f"{draft.base}/periksa",
        typed=draft.typed,
        total=draft.typed + len(draft.filled),
        saved_at=draft.case.updated_at,
        zone=draft.region.timezone,
        services_href=f"/{draft.region.slug}/layanan/{draft.definition.slug}",
    )


def _gap_line(draft: Draft, field_key: str, text: str, lang: str) -> str:
    field = next((field for field in draft.definition.form.fields if field.key == field_key), None)
    return f"{field.label.of(lang)}: {text}" if field else text
