"""The list of services: of the nation, and of a region with what is open there."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from mpp.catalogue import queries
from mpp.catalogue.definition import Sector, ServiceDefinition
from mpp.catalogue.kept_pages import kept_page
from mpp.catalogue.words import SECTOR_NAMES
from mpp.ui.access import EVERYONE, open_to
from mpp.ui.pages import page_or_block
from mpp.ui.request import Request


@dataclass(frozen=True, slots=True)
class ServiceLine:
    """One service in a list. is_open: here, or anywhere on the nation's list"""

    href: str
    name: str
    is_open: bool


@dataclass(frozen=True, slots=True)
class Group:
    name: str
    services: tuple[ServiceLine, ...]


@dataclass(frozen=True, slots=True)
class SectorPart:
    """A sector with its groups. anchor: its id on the page"""

    anchor: str
    name: str
    open_count: int
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class ServicesPage:
    """region_name: "" on the nation's list"""

    region_name: str
    sectors: tuple[SectorPart, ...]

    @property
    def contents(self) -> tuple[tuple[str, str], ...]:
        """The sectors as a table of contents: (anchor, name)."""
        return tuple((sector.anchor, sector.name) for sector in self.sectors)


@open_to(EVERYONE)
@require_safe
@kept_page()
def page(request: Request) -> HttpResponse:
    """Show the list."""
    region = request.region
    if region is None:
        lines = [(each, each.open) for each in queries.definitions()]
    else:
        lines = [(offer.definition, offer.is_open) for offer in queries.services_of(region.id)]
    shown = ServicesPage(
        region_name=region.name if region else "",
        sectors=tuple(_sector(sector, lines, f"/{region.slug}" if region else "", request.lang) for sector in Sector),
    )
    return page_or_block(request, "catalogue/services.html", page=shown)


def _sector(sector: Sector, lines: Iterable[tuple[ServiceDefinition, bool]], base: str, lang: str) -> SectorPart:
    groups: dict[str, list[ServiceLine]] = {}
    for definition, is_open in lines:
        if definition.sector is sector:
            line = ServiceLine(f"{base}/layanan/{definition.slug}", definition.short.of(lang), is_open)
            groups.setdefault(definition.group.of(lang), []).append(line)
    found = tuple(Group(name, tuple(services)) for name, services in sorted(groups.items()))
    return SectorPart(
        anchor=sector.value.replace("_", "-"),
        name=str(SECTOR_NAMES[sector]),
        open_count=sum(line.is_open for group in found for line in group.services),
        groups=found,
    )
