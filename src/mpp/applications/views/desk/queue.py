"""The work queue: what waits for my role, what I have taken, search; overdue first, keyset pages."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect

from mpp.applications.operations._act import OFFICERS, roles_of
from mpp.applications.operations._passed_on import Post
from mpp.applications.queries.desk import Key, QueuePage, QueueRow, search, work_queue
from mpp.applications.rules import is_reference
from mpp.applications.texts import OFFICES, STATES, TONES
from mpp.applications.views.desk import absence
from mpp.applications.views.desk._due import due_note, due_tone
from mpp.applications.views.desk.acts import DESK_ACTS
from mpp.calendars.queries import working_calendar
from mpp.calendars.rules import WorkingCalendar
from mpp.catalogue.queries import service_names, services_of
from mpp.documents.rules import SIGNERS
from mpp.foundation.actor import Actor
from mpp.foundation.clock import local_date
from mpp.foundation.errors import NotFound
from mpp.tenancy.queries import RegionView, officer_names
from mpp.ui.access import open_to
from mpp.ui.formats import short_date
from mpp.ui.pages import page_or_block
from mpp.ui.request import Request

#: Longest text that is searched for.
LONGEST_SEARCH = 100


@dataclass(frozen=True, slots=True)
class QueueLine:
    """due_note, due_tone: how near the date is     holder: who has taken it, "" for nobody     is_mine: it is who looks

    open_facts: how many data their sources have yet to confirm
    stands_in: who acts on it today in the post of who looks, "" where that is himself
    """

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
    is_mine: bool
    open_facts: int
    stands_in: str


@dataclass(frozen=True, slots=True)
class DeskPage:
    """tab: office | mine | search     done: what the officer has just done, with done_reference and done_href of it

    stands_in: who acts in the officer's post today, as what and until when, "" where that is himself
    """

    tab: str
    office: str
    text: str
    lines: tuple[QueueLine, ...]
    previous_href: str
    next_href: str
    office_href: str
    mine_href: str
    sign_href: str
    absence_href: str
    stands_in: str
    done: str
    done_reference: str


@open_to(*OFFICERS, "admin_daerah", "petugas_mpp")
def page(request: Request) -> HttpResponse:
    """Show one page of the queue; whoever has no cases goes on to the own work: offices, or people at the counter."""
    region = request.region
    if not isinstance(region, RegionView):
        raise NotFound
    base, actor = f"/{region.slug}/petugas/", request.actor
    if actor.role == "admin_daerah":
        return HttpResponseRedirect(f"{base}kantor")
    if actor.role == "petugas_mpp":
        return HttpResponseRedirect(f"{base}identitas")
    text = request.GET.get("cari", "").replace("\x00", "").strip()[:LONGEST_SEARCH]
    mine = request.GET.get("punya") == "saya"
    if text:
        found = QueuePage(search(text, services=_services(region, actor), actor=actor), None, None)
    else:
        after, before = _key(request.GET.get("sesudah", "")), _key(request.GET.get("sebelum", ""))
        found = work_queue(actor=actor, mine=mine, after=after, before=before)
    post = Post.today(actor, request.now)
    done, reference = request.GET.get("selesai", ""), request.GET.get("nomor", "")
    shown = DeskPage(
        tab="search" if text else "mine" if mine else "office",
        office=str(OFFICES[actor.role]),
        text=text,
        lines=queue_lines(request, region, found.rows, post),
        previous_href=_leaf(base, mine, "sebelum", found.before),
        next_href=_leaf(base, mine, "sesudah", found.after),
        office_href=base,
        mine_href=f"{base}?punya=saya",
        sign_href=f"{base}tanda-tangan" if actor.role in SIGNERS else "",
        absence_href=absence.address(region) if actor.role in absence.DESK_HEADS else "",
        stands_in=absence.who_stands_in(post),
        done=str(DESK_ACTS[done].done) if done in DESK_ACTS and is_reference(reference) else "",
        done_reference=reference,
    )
    return page_or_block(request, "applications/desk/queue.html", block="queue", page=shown)


def _services(region: RegionView, actor: Actor) -> tuple[str, ...]:
    """Return the services whose cases are the business of the actor's role."""
    return tuple(offer.definition.slug for offer in services_of(region.id) if actor.role in roles_of(offer))


def _key(text: str) -> Key | None:
    """Return where a page begins or ends, None for the first one or for an address somebody has changed by hand."""
    day, _sep, case = text.partition("_")
    try:
        return date.fromisoformat(day), UUID(case)
    except ValueError:
        return None


def _leaf(base: str, mine: bool, name: str, key: Key | None) -> str:
    if key is None:
        return ""
    query = {name: f"{key[0].isoformat()}_{key[1]}"} | ({"punya": "saya"} if mine else {})
    return f"{base}?{urlencode(query)}"


def queue_lines(request: Request, region: RegionView, rows: tuple[QueueRow, ...], post: Post) -> tuple[QueueLine, ...]:
    """Return cases as lists of the desk show them. post: in which the actor looks"""
    names = service_names(request.lang)
    holders = officer_names({row.assigned_to for row in rows if row.assigned_to})
    today, calendar = local_date(request.now, region.timezone), working_calendar(region.id, region.timezone)
    # The same few states and days stand in all rows: their words are made once a page.
    states = {state: (str(STATES[state]), TONES[state]) for state in {row.state for row in rows}}
    dues = {day: _due_words(day, today, calendar) for day in {row.due_on for row in rows}}
    lines = []
    for row in rows:
        state, tone = states[row.state]
        due, note, urgency = dues[row.due_on] if row.turn_role else NO_CLOCK
        lines.append(
            QueueLine(
                id=str(row.id),
                href=f"/{region.slug}/petugas/permohonan/{row.id}/",
                reference=row.reference,
                applicant_name=row.applicant_name,
                service_name=names.get(row.service_slug, row.service_slug),
                place_name=row.place_name,
                state=state,
                tone=tone,
                due=due,
                due_note=note,
                due_tone=urgency,
                holder=holders.get(row.assigned_to, "") if row.assigned_to else "",
                is_mine=row.assigned_to == request.actor.officer_id,
                open_facts=row.open_facts if row.turn_role else 0,
                stands_in=_stands_in(row, post),
            )
        )
    return tuple(lines)


def _stands_in(row: QueueRow, post: Post) -> str:
    if row.turn_role != post.actor.role or not post.is_passed_on("", service=row.service_slug):
        return ""
    acting = post.acting(service=row.service_slug)
    return acting.name if acting else ""


#: Due date, how near it is and the tone of a case that waits for no office.
NO_CLOCK = ("", "", "neutral")


def _due_words(day: date | None, today: date, calendar: WorkingCalendar) -> tuple[str, str, str]:
    return (short_date(day) if day else "", due_note(day, today, calendar), due_tone(day, today, calendar))
