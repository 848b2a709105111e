"""Find services by everyday words: `/cari?q=izin praktek suster`."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from mpp.catalogue import queries
from mpp.catalogue.definition import ServiceDefinition
from mpp.foundation.ratelimit import limited
from mpp.portal.views._chosen import chosen_region
from mpp.tenancy.queries import RegionView, region_by_slug, regions_matching
from mpp.ui.access import EVERYONE, open_to
from mpp.ui.pages import page_or_block
from mpp.ui.request import Request

#: Nobody asks a longer question; the rest is cut off, not refused.
LONGEST_QUERY = 200


@dataclass(frozen=True, slots=True)
class Found:
    """A service that was found. is_open: in the region chosen last, or anywhere when none was"""

    href: str
    name: str
    group: str
    is_open: bool


@dataclass(frozen=True, slots=True)
class SearchPage:
    """typed: "" before anything was asked     in_region: slug of the region searched in, "" for the nation

    regions: names of regions that the words may mean, with their addresses
    """

    typed: str
    in_region: str
    region_name: str
    found: tuple[Found, ...]
    regions: tuple[tuple[str, str], ...]


@open_to(EVERYONE)
@require_safe
@limited("search")
def page(request: Request) -> HttpResponse:
    """Show what was found; a region's pages say by `di=<slug>` in which region."""
    typed = request.GET.get("q", "").replace("\0", "")[:LONGEST_QUERY].strip()
    region = region_by_slug(request.GET.get("di", "")) or chosen_region(request)
    if region is not None and not region.is_tenant:
        region = region_by_slug(region.tenant_slug)
    found = tuple(_found(each, region, request.lang) for each in queries.found_by(typed))
    shown = SearchPage(
        typed=typed,
        in_region=region.slug if region else "",
        region_name=region.name if region else "",
        found=found,
        regions=tuple((each.name, f"/wilayah/pilih/{each.slug}") for each in _regions_meant(typed, bool(found))),
    )
    return page_or_block(request, "portal/search.html", page=shown)


def _found(definition: ServiceDefinition, region: RegionView | None, lang: str) -> Found:
    offer = queries.service(definition.slug, region.id) if region else None
    return Found(
        href=f"{f'/{region.slug}' if region else ''}/layanan/{definition.slug}",
        name=definition.short.of(lang),
        group=definition.group.of(lang),
        is_open=offer.is_open if offer else definition.open,
    )


def _regions_meant(typed: str, is_answered: bool) -> tuple[RegionView, ...]:
    """A name of a region typed into the search is no service, but a clear wish."""
    return () if is_answered or not typed else regions_matching(typed, limit=3)
