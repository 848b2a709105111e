"""Who looked at my data: officers who opened something, and registries that were asked about me."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mpp.applications.queries.tracking import OwnCase, own_cases
from mpp.evidence.queries import Call, calls_about
from mpp.evidence.words import PURPOSE_NAMES, SOURCE_NAMES
from mpp.foundation.actor import NATIONAL
from mpp.foundation.clock import local_date
from mpp.foundation.looks import AGENT, FACILITY, Look, Opened, looks_at
from mpp.identity.queries import acting_person, profile
from mpp.privacy.rules import is_named
from mpp.privacy.words import OPENED, PURPOSES
from mpp.tenancy.queries import NATIONAL_ZONE, agency_by_id, officer_names, region_by_id
from mpp.tenancy.rules import ROLES
from mpp.ui.access import SIGNED_IN, open_to
from mpp.ui.formats import long_date, short_moment
from mpp.ui.pages import page_or_block
from mpp.ui.request import Request

PATH = "/akun/siapa-melihat"
#: The tab of the registries.
SOURCES = "sumber"
PAGE_SIZE = 25
#: A round of questions is several lines of the ledger; a page of rounds is found in at most so many.
MOST_CALLS = 250


@dataclass(frozen=True, slots=True)
class Day:
    """What happened on one day. entries: as the macro `timeline` takes them"""

    date: str
    entries: tuple[dict[str, str], ...]


@dataclass(frozen=True, slots=True)
class WhoLookedPage:
    """older_href: "" on the last page     withdrawn_at: since when nothing released is kept, or None"""

    is_sources: bool
    days: tuple[Day, ...]
    older_href: str
    is_first: bool
    withdrawn_at: datetime | None


@dataclass(frozen=True, slots=True)
class _Entry:
    at: datetime
    zone: str
    words: dict[str, str]


@open_to(SIGNED_IN)
@require_safe
def page(request: Request) -> HttpResponse:
    """Show one page of either list, the latest first."""
    is_sources = request.GET.get("daftar") == SOURCES
    before = _moment(request.GET.get("sebelum", ""))
    entries, has_more = (_source_entries if is_sources else _officer_entries)(request, before)
    older = {"sebelum": entries[-1].at.isoformat()} if has_more else {}
    shown = WhoLookedPage(
        is_sources=is_sources,
        days=_days(entries),
        older_href=f"{PATH}?{urlencode(({'daftar': SOURCES} if is_sources else {}) | older)}" if older else "",
        is_first=before is None,
        withdrawn_at=profile(actor=request.actor).withdrawn_at,
    )
    return page_or_block(request, "privacy/who_looked.html", page=shown)


def _officer_entries(request: Request, before: datetime | None) -> tuple[list[_Entry], bool]:
    found = looks_at(acting_person(request.actor), actor=request.actor, before=before, limit=PAGE_SIZE + 1)
    shown = found[:PAGE_SIZE]
    names = officer_names({each.officer_id for each in shown if each.officer_id and is_named(each.role)})
    cases = {each.application_id: each for each in own_cases(actor=request.actor)}
    return [_look_entry(each, names, cases, request.lang) for each in shown], len(found) > PAGE_SIZE


def _look_entry(look: Look, names: dict[UUID, str], cases: dict[UUID, OwnCase], lang: str) -> _Entry:
    zone = _zone(look.region_id)
    case = cases.get(look.object_id)
    purpose = str(PURPOSES[look.purpose])
    # On "letter" the object is the document; its case is named by what it is.
    about = case.reference if case and look.kind is not Opened.LETTER else ""
    by, basis = [_post(look.role, lang)], look.basis
    if look.role in (AGENT, FACILITY):
        # Neither holds a post: name and number of the mandate, or the name of the facility, say who it was.
        by, basis = [look.basis], ""
    elif not (look.role in ROLES and ROLES[look.role].is_national):
        # Whoever looks for the nation looks in some region, but is not of it.
        by.append(_office(look.region_id, look.agency_id, lang))
    if look.officer_id in names:
        by.insert(0, names[look.officer_id])
    text = f"{purpose} ({basis})" if basis else purpose
    return _Entry(
        look.at,
        zone,
        {
            "title": f"{OPENED[look.kind]}{f' {about}' if about else ''}",
            "at": short_moment(look.at, zone),
            "by": ", ".join(filter(None, by)),
            "text": _sentence(text),
            "state": "done",
        },
    )


def _source_entries(request: Request, before: datetime | None) -> tuple[list[_Entry], bool]:
    calls = calls_about(acting_person(request.actor), actor=request.actor, before=before, limit=MOST_CALLS)
    rounds = [
        tuple(group)
        for _key, group in groupby(
            calls, key=lambda each: (each.asked_at, each.purpose, each.region_id, each.agency_id)
        )
    ]
    shown = rounds[:PAGE_SIZE]
    return [_round_entry(each, request.lang) for each in shown], len(rounds) > PAGE_SIZE


def _round_entry(calls: Sequence[Call], lang: str) -> _Entry:
    first = calls[0]
    zone = _zone(first.region_id)
    asked = list(dict.fromkeys(str(SOURCE_NAMES[each.source]) for each in calls))
    silent = list(dict.fromkeys(str(SOURCE_NAMES[each.source]) for each in calls if each.reason))
    text = _sentence(str(PURPOSE_NAMES[first.purpose]))
    if silent:
        text += " " + _("Tidak menjawab: %(names)s.") % {"names": ", ".join(silent)}
    return _Entry(
        first.asked_at,
        zone,
        {
            "title": _("Ditanya tentang Anda: %(names)s") % {"names": ", ".join(asked)},
            "at": short_moment(first.asked_at, zone),
            "by": _on_whose_account(first, lang),
            "text": text,
            "state": "done",
        },
    )


def _on_whose_account(call: Call, lang: str) -> str:
    if call.agency_id or not call.region_id:
        return _office(call.region_id, call.agency_id, lang) or _("MPP Digital")
    region = region_by_id(call.region_id)
    return _("MPP Digital untuk %(region)s") % {"region": region.name} if region else _("MPP Digital")


def _days(entries: Sequence[_Entry]) -> tuple[Day, ...]:
    return tuple(
        Day(day, tuple(entry.words for entry in group))
        for day, group in groupby(entries, key=lambda each: long_date(local_date(each.at, each.zone)))
    )


def _zone(region_id: int) -> str:
    region = region_by_id(region_id)
    return region.timezone if region else NATIONAL_ZONE


def _post(role: str, lang: str) -> str:
    post = ROLES.get(role)
    if post is None:
        return role
    return post.title_en if lang == "en" else post.title_id


def _office(region_id: int, agency_id: UUID | None, lang: str) -> str:
    """Return the office by its full name, the region for its other posts, "" for the nation."""
    if agency_id:
        office = agency_by_id(agency_id)
        return office.name_en if lang == "en" else office.name_id
    region = region_by_id(region_id) if region_id != NATIONAL else None
    return region.name if region else ""


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."


def _moment(text: str) -> datetime | None:
    """Return where the page begins, None for the first one or for an address somebody has changed by hand."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return None
    return at if at.tzinfo else None
