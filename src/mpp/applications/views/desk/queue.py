"""The work queue: what waits for my role, what I have taken, search; overdue first, keyset pages."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from markupsafe import Markup

from mpp.applications.operations._act import OFFICERS, roles_of
from mpp.applications.operations._passed_on import Post
from mpp.applications.queries.desk import Key, QueuePage, QueueRow, search, work_queue
from mpp.applications.rules import is_reference
from mpp.applications.texts import OFFICES, STATES
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
from mpp.ui.pages import Word
from mpp.ui.prints import Prints, RowPrints
from mpp.ui.request import Request

#: Longest text that is searched for.
LONGEST_SEARCH = 100


@dataclass(frozen=True, slots=True)
class QueueLine:
    """due_note, due_tone: how near the date is     holder: who has taken it, "" for nobody     is_mine: it is who looks

    open_facts: how many data their sources have yet to confirm
    stands_in: who acts on it today in the post of who looks, "" where that is himself
    """

    href: Word
    reference: Word
    applicant_name: Word
    service_name: Word
    place_name: Word
    state: Word
    due: Word
    due_note: Word
    due_tone: str
    holder: Word
    is_mine: bool
    open_facts: int
    stands_in: Word


#: The rows of the queue.
_lines = RowPrints("applications/desk/_queue_line.html", QueueLine)


@dataclass(frozen=True, slots=True)
class DeskPage:
    """tab: office | mine | search     lines: printed `QueueLine`s

    done: what the officer has just done, with done_reference of it
    following_href, following_name: of the case that comes next, "" where nothing waits
    stands_in: who acts in the officer's post today, as what and until when, "" where that is himself
    """

    tab: str
    office: Word
    text: Word
    lines: tuple[Markup, ...]
    following_href: Word
    following_name: Word
    previous_href: Word
    next_href: Word
    office_href: Word
    mine_href: Word
    sign_href: Word
    absence_href: Word
    stands_in: Word
    done: Word
    done_reference: Word


_pages = Prints("applications/desk/queue.html", DeskPage)


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
    lines = queue_lines(request, region, found.rows, post)
    # A letter is on its way for a moment: what was just signed is not what comes next.
    following = next((line for line in lines if line.reference != reference), None)
    shown = DeskPage(
        tab="search" if text else "mine" if mine else "office",
        office=str(OFFICES[actor.role]),
        text=text,
        lines=_lines.filled(request.lang, lines),
        following_href=following.href if following else "",
        following_name=following.applicant_name if following else "",
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
    return _pages.page_or_block(request, shown, block="queue")


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
    # The same few states, services and days stand in all rows: their words are made once a page.
    states = {state: str(STATES[state]) for state in {row.state for row in rows}}
    others = {slug: _stands_in(slug, post) for slug in {row.service_slug for row in rows}}
    dues = {day: _due_words(day, today, calendar) for day in {row.due_on for row in rows}}
    lines = []
    for row in rows:
        due, note, urgency = dues[row.due_on] if row.turn_role else NO_CLOCK
        lines.append(
            QueueLine(
                href=f"/{region.slug}/petugas/permohonan/{row.id}/",
                reference=row.reference,
                applicant_name=row.applicant_name,
                service_name=names.get(row.service_slug, row.service_slug),
                place_name=row.place_name,
                state=states[row.state],
                due=due,
                due_note=note,
                due_tone=urgency,
                holder=holders.get(row.assigned_to, "") if row.assigned_to else "",
                is_mine=row.assigned_to == request.actor.officer_id,
                open_facts=row.open_facts if row.turn_role else 0,
                stands_in=others[row.service_slug] if row.turn_role == post.actor.role else "",
            )
        )
    return tuple(lines)


def _stands_in(service: str, post: Post) -> str:
    """Return who acts on cases of the service today in the post of who looks, "" where that is himself or nobody."""
    acting = post.acting(service=service) if post.is_passed_on("", service=service) else None
    return acting.name if acting else ""


#: Due date, how near it is and the tone of a case that waits for no office.
NO_CLOCK = ("", "", "neutral")


def _due_words(day: date | None, today: date, calendar: WorkingCalendar) -> tuple[str, str, str]:
    return (short_date(day) if day else "", due_note(day, today, calendar), due_tone(day, today, calendar))
