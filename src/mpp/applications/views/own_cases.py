"""My applications: all of one's own, of every region: what waits for me, what waits for an office, what is over."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.utils.translation import gettext as _

from mpp.applications.queries.tracking import OwnCase, own_cases
from mpp.applications.rules import CLOSED, EDITABLE, WITH_OFFICE
from mpp.applications.texts import STATES, TONES
from mpp.catalogue.queries import service
from mpp.catalogue.settings import Offer
from mpp.mandates.rules import Act
from mpp.tenancy.queries import RegionView, region_by_id
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
    """groups: (heading, lines), those with lines only     is_deleted: a draft was, a moment ago"""

    heading: str
    groups: tuple[tuple[str, tuple[Line, ...]], ...]
    is_deleted: bool


@open_to("pemohon", for_another=Act)
def page(request: Request) -> HttpResponse:
    """Show the list in groups, the latest first."""
    own = own_cases(actor=request.actor)
    # Once for all cases of a service in a region.
    offers = {key: service(*key) for key in {(each.service_slug, each.region_id) for each in own}}
    regions = {key: region_by_id(key) for key in {each.region_id for each in own}}
    lines = [
        (each.state, _line(each, region, offers[each.service_slug, each.region_id], request.lang))
        for each in own
        if (region := regions[each.region_id])
    ]
    wanted = ((_("Perlu Anda lanjutkan"), EDITABLE), (_("Sedang diproses"), WITH_OFFICE), (_("Selesai"), CLOSED))
    groups = ((heading, tuple(line for state, line in lines if state in states)) for heading, states in wanted)
    whose = _("Permohonan %(name)s") % {"name": request.acting_for} if request.acting_for else _("Permohonan saya")
    shown = OwnCasesPage(
        heading=whose,
        groups=tuple((heading, lines) for heading, lines in groups if lines),
        is_deleted=request.GET.get("selesai") == "hapus",
    )
    return page_or_block(request, "applications/own_cases.html", page=shown)


def _line(own: OwnCase, region: RegionView, offer: Offer | None, lang: str) -> Line:
    """Return the line of a case; the service is called as it is today: the list knows no version."""
    variant = offer.definition.variant(own.variant) if offer else None
    return Line(
        href=f"/{region.slug}/permohonan/{own.application_id}/",
        service_name=offer.definition.short.of(lang) if offer else own.service_slug,
        variant=variant.name.of(lang) if variant else "",
        region_name=region.name,
        reference=own.reference,
        state=str(STATES[own.state]),
        tone=TONES[own.state],
        due=weekday_date(own.due_on) if own.due_on and own.state in WITH_OFFICE else "",
        at=short_moment(own.updated_at, region.timezone),
    )
