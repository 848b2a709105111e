"""Pages of the footer: what this is, what happens to personal data, for whom it works."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from mpp.catalogue import queries
from mpp.catalogue.kept_pages import kept_page
from mpp.ui.access import EVERYONE, open_to
from mpp.ui.pages import page_or_block
from mpp.ui.request import Request


@dataclass(frozen=True, slots=True)
class AboutPage:
    """service_count: of the nation     open_count: that regions may open     region_count: where something is open"""

    service_count: int
    open_count: int
    region_count: int


@open_to(EVERYONE)
@require_safe
@kept_page()
def about(request: Request) -> HttpResponse:
    """Say what MPP Digital is, for whom, and how far it has come."""
    definitions = queries.definitions()
    shown = AboutPage(
        service_count=len(definitions),
        open_count=sum(definition.open for definition in definitions),
        region_count=len(queries.regions_with_services()),
    )
    return page_or_block(request, "portal/about.html", page=shown)


@open_to(EVERYONE)
@require_safe
@kept_page()
def privacy(request: Request) -> HttpResponse:
    """Give the privacy notice (UU 27/2022)."""
    return page_or_block(request, "portal/privacy.html")


@open_to(EVERYONE)
@require_safe
@kept_page()
def accessibility(request: Request) -> HttpResponse:
    """Give the accessibility statement."""
    return page_or_block(request, "portal/accessibility.html")
