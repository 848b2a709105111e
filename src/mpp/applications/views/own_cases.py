"""My applications: all of one's own, of every region: what waits for me, what waits for an office, what is over."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpResponse
from django.utils.translation import gettext as _

from mpp.applications.queries.tracking import OwnCase, own_cases
from mpp.applications.rules import CLOSED, EDITABLE, WITH_OFFICE
from mpp.applications.texts import STATES, TONES
from mpp.catalogue.queries import service, service_names
from mpp.tenancy.queries import region_by_id
from mpp.ui.access import open_to
from mpp.ui.formats import short_moment, weekday_date
from mpp.ui.pages import page_or_block
from mpp.ui.request import Request


@dataclass(frozen=True, slots=True)
class Line:
    """due: the last day for the office to decide, "" while it has nothing to decide     at: when it last changed"""

    href: str
    service_name: str
    variant: str
    region_name: str
    reference: str
    state: str
    tone: str
    due: str
    at: str


@dataclass(frozen=True, slots=True)
class OwnCasesPage:
    """groups: (heading, lines), those with lines only"""

    groups: tuple[tuple[str, tuple[Line, ...]], ...]


@open_to("pemohon")
def page(request: Request) -> HttpResponse:
    """Show the list in groups, the latest first."""
    own, names = own_cases(actor=request.actor), service_names(request.lang)
    wanted = ((_("Perlu Anda lanjutkan"), EDITABLE), (_("Sedang diproses"), WITH_OFFICE), (_("Selesai"), CLOSED))
    groups = (
        (heading, tuple(line for each in own if each.state in states and (line := _line(each, names, request.lang))))
        for heading, states in wanted
    )
    shown = OwnCasesPage(tuple((heading, lines) for heading, lines in groups if lines))
    return page_or_block(request, "applications/own_cases.html", page=shown)


def _line(own: OwnCase, names: Mapping[str, str], lang: str) -> Line | None:
    region = region_by_id(own.region_id)
    if region is None:
        return None
    return Line(
        href=f"/{region.slug}/permohonan/{own.application_id}/",
        service_name=names.get(own.service_slug, own.service_slug),
        variant=_variant(own, lang),
        region_name=region.name,
        reference=own.reference,
        state=str(STATES[own.state]),
        tone=TONES[own.state],
        due=weekday_date(own.due_on) if own.due_on and own.state in WITH_OFFICE else "",
        at=short_moment(own.updated_at, region.timezone),
    )


def _variant(own: OwnCase, lang: str) -> str:
    """Return what was applied for, as the service calls it today: the list knows no version."""
    offer = service(own.service_slug, own.region_id)
    found = offer.definition.variant(own.variant) if offer else None
    return found.name.of(lang) if found else ""
