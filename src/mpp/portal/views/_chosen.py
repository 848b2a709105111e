"""The region that a person chose last, on pages of no region."""

from mpp.tenancy.queries import RegionView, region_by_slug
from mpp.tenancy.views.choose_region import COOKIE
from mpp.ui.request import Request


def chosen_region(request: Request) -> RegionView | None:
    """Return the tenant that serves the region chosen last, None when none was."""
    region = region_by_slug(request.COOKIES.get(COOKIE, ""))
    return region_by_slug(region.tenant_slug) if region else None


def chosen_slug(request: Request) -> str:
    """Return the slug of that region, "" when none was chosen: what a kept page depends on."""
    region = chosen_region(request)
    return region.slug if region else ""
