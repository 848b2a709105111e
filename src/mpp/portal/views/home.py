"""The first page: what do you want to take care of?"""

from dataclasses import dataclass

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from mpp.catalogue.kept_pages import kept_page
from mpp.portal.views._chosen import chosen_region, chosen_slug
from mpp.portal.views._life_events import EventTile, event_tiles
from mpp.ui.access import EVERYONE, open_to
from mpp.ui.pages import page_or_block
from mpp.ui.request import Request


@dataclass(frozen=True, slots=True)
class HomePage:
    """region_name, region_href: the region chosen last, "" when none was"""

    events: tuple[EventTile, ...]
    region_name: str
    region_href: str


@open_to(EVERYONE)
@require_safe
@kept_page(by=chosen_slug)
def page(request: Request) -> HttpResponse:
    """Ask the one question, with life events below it."""
    region = chosen_region(request)
    shown = HomePage(
        events=event_tiles(None, request.lang),
        region_name=region.name if region else "",
        region_href=f"/{region.slug}/" if region else "",
    )
    return page_or_block(request, "portal/home.html", page=shown)
