"""In which region a page is: the first part of its address."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase

from mpp.foundation.errors import NotFound
from mpp.tenancy.queries import region_by_slug
from mpp.ui.errors import refusal_response
from mpp.ui.request import Request

#: Who has no region of their own and acts in the one whose page they are on: citizens, and people not signed in.
FOLLOWS_THE_PAGE = frozenset({"", "pemohon"})


class RegionMiddleware:
    """Set `request.region`, None on national pages, and let a citizen act in it; an officer keeps the own region.

    The pages of a region that another one serves lead to the pages of that one.
    """

    def __init__(self, get_response: Callable[[Request], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: Request) -> HttpResponseBase:
        slug, _, rest = request.path.removeprefix("/").partition("/")
        region = region_by_slug(slug)
        if region is not None and not region.is_tenant:
            query = request.META.get("QUERY_STRING", "")
            return HttpResponseRedirect(f"/{region.tenant_slug}/{rest}{'?' if query else ''}{query}")
        request.region = region
        if region is not None and request.actor.role in FOLLOWS_THE_PAGE:
            request.actor = request.actor.acting_in(region.id)
        return self.get_response(request)

    def process_view(
        self, request: Request, view: Callable[..., object], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        """Take `region` of a route `<slug:region>/...` from the view: it stands in the request, or there is none."""
        if "region" not in kwargs:
            return None
        del kwargs["region"]
        return None if request.region is not None else refusal_response(request, NotFound())
