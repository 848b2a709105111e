"""The first page of a region: search, life events, its offices."""

from dataclasses import dataclass

from django.http import HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_safe

from mpp.catalogue import queries
from mpp.portal.views._life_events import EventTile, event_tiles
from mpp.tenancy.queries import AgencyView, agencies
from mpp.tenancy.request import region_of
from mpp.ui.access import EVERYONE, open_to
from mpp.ui.formats import zone_name
from mpp.ui.pages import page_or_block
from mpp.ui.request import Request


@dataclass(frozen=True, slots=True)
class OfficeCard:
    """An office and how to reach it; "" where it has not said."""

    name: str
    address: str
    phone: str
    email: str
    website: str


@dataclass(frozen=True, slots=True)
class RegionHomePage:
    """open_count: services that can be applied for here     zone: WIB, WITA or WIT"""

    name: str
    slug: str
    province: str
    zone: str
    open_count: int
    events: tuple[EventTile, ...]
    offices: tuple[OfficeCard, ...]


@open_to(EVERYONE)
@require_safe
def page(request: Request) -> HttpResponse:
    """Show what one can do in the region."""
    region = region_of(request)
    shown = RegionHomePage(
        name=region.name,
        slug=region.slug,
        province=region.province,
        zone=zone_name(region.timezone),
        open_count=sum(offer.is_open for offer in queries.services_of(region.id)),
        events=event_tiles(region, request.lang),
        offices=tuple(_card(each, request.lang) for each in agencies(region.id)),
    )
    return page_or_block(request, "portal/region_home.html", page=shown)


@open_to(EVERYONE)
@require_safe
def with_slash(request: Request) -> HttpResponse:
    """Lead `/kota-banjar` to `/kota-banjar/`: people type addresses by hand."""
    return HttpResponseRedirect(f"/{region_of(request).slug}/")


def _card(office: AgencyView, lang: str) -> OfficeCard:
    return OfficeCard(
        name=office.name_en if lang == "en" else office.name_id,
        address=", ".join(filter(None, (office.address, f"{office.city} {office.postal_code}".strip()))),
        phone=office.phone,
        email=office.email,
        website=office.website,
    )
