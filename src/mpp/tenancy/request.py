"""The region of a request, for views below `/{region}/`."""

from mpp.foundation.errors import NotFound
from mpp.tenancy.queries import RegionView
from mpp.ui.request import Request


def region_of(request: Request) -> RegionView:
    """Return the region whose page this is.

    Refuses: NotFound, on national pages
    """
    if not isinstance(request.region, RegionView):
        raise NotFound
    return request.region
