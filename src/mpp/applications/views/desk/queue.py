"""The work queue: what waits for my role, what I have taken, search; overdue first, keyset pages."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from mpp.applications.operations._act import OFFICERS
from mpp.applications.queries.desk import QueuePage, QueueRow, search, work_queue
from mpp.applications.rules import State
from mpp.applications.texts import STATES, TONES
from mpp.catalogue.queries import service_names
from mpp.foundation.clock import local_date
from mpp.foundation.errors import NotFound
from mpp.tenancy.queries import RegionView, officer_names
from mpp.ui.access import open_to
from mpp.ui.formats import short_date
from mpp.ui.pages import page_or_block
from mpp.ui.request import Request


@dataclass(frozen=True, slots=True)
class QueueLine:
    """due_tone: how near the date is     holder: who has taken it, "" for nobody     can_sign: for the batch"""

    id: str
    href: str
    reference: str
    applicant_name: str
    service_name: str
    place_name: str
    state: str
    tone: str
    due: str
    due_note: str
    due_tone: str
    holder: str
    open_facts: int
    can_sign: bool


@dataclass(frozen=True, slots=True)
class DeskPage:
    """tab: office | mine | search"""

    tab: str
    text: str
    lines: tuple[QueueLine, ...]
    next_href: str
    office_href: str
    mine_href: str
    sign_href: str


@open_to(*OFFICERS, "admin_daerah")
def page(request: Request) -> HttpResponse:
    """Show one page of the queue; an administrator, who has no cases, goes on to the offices."""
    region = request.region
    if not isinstance(region, RegionView):
        raise NotFound
    base = f"/{region.slug}/petugas/"
    if request.actor.role == "admin_daerah":
        return HttpResponseRedirect(f"{base}kantor")
    text = request.GET.get("cari", "").strip()[:100]
    mine = request.GET.get("punya") == "saya"
    if text:
        services = tuple(service_names(request.lang))
        found = QueuePage(search(text, services=services, actor=request.actor), None)
    else:
        found = work_queue(actor=request.actor, mine=mine, after=_after(request.GET.get("sesudah", "")))
    shown = DeskPage(
        tab="search" if text else "mine" if mine else "office",
        text=text,
        lines=_lines(request, region, found.rows),
        next_href=_next_href(base, mine, found.next),
        office_href=base,
        mine_href=f"{base}?punya=saya",
        sign_href=f"{base}tanda-tangan" if request.actor.role.startswith("kepala_") else "",
    )
    return page_or_block(request, "applications/desk/queue.html", block="queue", page=shown)


def _after(text: str) -> tuple[date, UUID] | None:
    """Return where a page begins, None for the first one or for an address somebody has changed by hand."""
    day, _sep, last = text.partition("_")
    try:
        return date.fromisoformat(day), UUID(last)
    except ValueError:
        return None


def _next_href(base: str, mine: bool, after: tuple[date, UUID] | None) -> str:
    if after is None:
        return ""
    query = {"sesudah": f"{after[0].isoformat()}_{after[1]}"} | ({"punya": "saya"} if mine else {})
    return f"{base}?{urlencode(query)}"


def _lines(request: Request, region: RegionView, rows: tuple[QueueRow, ...]) -> tuple[QueueLine, ...]:
    names = service_names(request.lang)
    holders = officer_names({row.assigned_to for row in rows if row.assigned_to})
    today = local_date(request.now, region.timezone)
    return tuple(
        QueueLine(
            id=str(row.id),
            href=f"/{region.slug}/petugas/permohonan/{row.id}/",
            reference=row.reference,
            applicant_name=row.applicant_name,
            service_name=names.get(row.service_slug, row.service_slug),
            place_name=row.place_name,
            state=str(STATES[row.state]),
            tone=TONES[row.state],
            due=short_date(row.due_on) if row.due_on else "",
            due_note=due_note(row.due_on, today),
            due_tone=due_tone(row.due_on, today),
            holder=holders.get(row.assigned_to, "") if row.assigned_to else "",
            open_facts=row.open_facts,
            can_sign=row.turn_role == request.actor.role
            and row.state in (State.RECOMMENDED, State.SIGNING, State.VERIFIED)
            and not row.open_facts,
        )
        for row in rows
    )


def due_note(due_on: date | None, today: date) -> str:
    """Return how near the date is, in words."""
    if due_on is None:
        return ""
    days = (due_on - today).days
    if days < 0:
        return _("Terlambat %(days)s hari") % {"days": -days}
    if days == 0:
        return _("Hari ini")
    return _("%(days)s hari lagi") % {"days": days}


def due_tone(due_on: date | None, today: date) -> str:
    """Return the tone of a due date: red when it is over, yellow on its eve."""
    if due_on is None or (due_on - today).days > 1:
        return "neutral"
    return "danger" if due_on < today else "warning"
