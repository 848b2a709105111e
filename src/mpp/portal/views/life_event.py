"""What one comes for when something happens: the services of a life event, in a region or for the nation."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from mpp.catalogue import queries
from mpp.catalogue.kept_pages import kept_page
from mpp.catalogue.life_events import LIFE_EVENTS
from mpp.foundation.errors import NotFound
from mpp.portal.views._chosen import chosen_region, chosen_slug
from mpp.tenancy.queries import RegionView
from mpp.ui.access import EVERYONE, open_to
from mpp.ui.pages import page_or_block
from mpp.ui.request import Request


@dataclass(frozen=True, slots=True)
class EventService:
    href: str
    name: str
    is_open: bool


@dataclass(frozen=True, slots=True)
class EventGroup:
    name: str
    services: tuple[EventService, ...]


@dataclass(frozen=True, slots=True)
class LifeEventPage:
    """is_any_open: whether anything here can be applied for"""

    name: str
    text: str
    region_name: str
    groups: tuple[EventGroup, ...]
    is_any_open: bool


@open_to(EVERYONE)
@require_safe
@kept_page(by=chosen_slug)
def page(request: Request, address: str) -> HttpResponse:
    """Show the services of the life event, by group."""
    event = next((each for each in LIFE_EVENTS if each.address == address), None)
    if event is None:
        raise NotFound
    region = request.region if isinstance(request.region, RegionView) else chosen_region(request)
    groups: dict[str, list[EventService]] = {}
    for definition in queries.definitions():
        if event.slug in definition.life_events:
            offer = queries.service(definition.slug, region.id) if region else None
            line = EventService(
                href=f"{f'/{region.slug}' if region else ''}/layanan/{definition.slug}",
                name=definition.short.of(request.lang),
                is_open=offer.is_open if offer else definition.open,
            )
            groups.setdefault(definition.group.of(request.lang), []).append(line)
    shown = LifeEventPage(
        name=event.name.of(request.lang),
        text=event.text.of(request.lang),
        region_name=region.name if region else "",
        groups=tuple(EventGroup(name, tuple(services)) for name, services in sorted(groups.items())),
        is_any_open=any(service.is_open for services in groups.values() for service in services),
    )
    return page_or_block(request, "portal/life_event.html", page=shown)
