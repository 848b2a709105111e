"""Choose a region: by typing, by list, by the last choice. `?ke=layanan/sip-perawat` says which page is wanted."""

import re
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_safe

from mpp.foundation.errors import NotFound
from mpp.tenancy.queries import (
    Province,
    RegionView,
    provinces,
    region_by_slug,
    regions,
    regions_matching,
    regions_with_offices,
)
from mpp.ui.access import EVERYONE, open_to
from mpp.ui.pages import page_or_block
from mpp.ui.request import Request

#: Slug of the region chosen last.
COOKIE = "daerah"
COOKIE_SECONDS = 365 * 24 * 3600
#: Nobody types a longer name of a region.
LONGEST_NAME = 100


@dataclass(frozen=True, slots=True)
class Choice:
    """One region to choose. served_by: name of the tenant that acts for it, "" for a tenant"""

    href: str
    name: str
    province: str
    served_by: str
    has_joined: bool


@dataclass(frozen=True, slots=True)
class ChooserPage:
    """target: page of the region that is wanted, "" for its first     last: the region chosen last time

    found: for what was typed     listed: of the opened province
    """

    target: str
    typed: str
    found: tuple[Choice, ...]
    province: Province | None
    listed: tuple[Choice, ...]
    provinces: tuple[tuple[str, str], ...]
    last: Choice | None


@open_to(EVERYONE)
@require_safe
def page(request: Request) -> HttpResponse:
    """Show the question, what was found, and the list."""
    target = _target(request)
    typed = request.GET.get("cari", "").replace("\0", "")[:LONGEST_NAME].strip()
    province = next((each for each in provinces() if each.code == request.GET.get("provinsi")), None)
    joined = regions_with_offices()

    def choices(found: tuple[RegionView, ...]) -> tuple[Choice, ...]:
        return tuple(_choice(region, target, joined) for region in found)

    last = region_by_slug(request.COOKIES.get(COOKIE, ""))
    shown = ChooserPage(
        target=target,
        typed=typed,
        found=choices(regions_matching(typed)),
        province=province,
        listed=choices(tuple(each for each in regions() if province and each.province_code == province.code)),
        provinces=tuple((each.name, _address(provinsi=each.code, ke=target)) for each in provinces()),
        last=_choice(last, target, joined) if last else None,
    )
    return page_or_block(request, "tenancy/choose_region.html", page=shown)


@open_to(EVERYONE)
@require_safe
def choose(request: Request, slug: str) -> HttpResponse:
    """Remember the region and go to the wanted page of it."""
    region = region_by_slug(slug)
    if region is None:
        raise NotFound
    response = HttpResponseRedirect(f"/{region.tenant_slug}/{_target(request)}")
    response.set_cookie(
        COOKIE, region.slug, max_age=COOKIE_SECONDS, samesite="Lax", secure=request.is_secure(), httponly=True
    )
    return response


def _target(request: Request) -> str:
    """Return the wanted page of a region; anything that is no plain path of ours leads to the first page."""
    wanted = request.GET.get("ke", "")
    return wanted if re.fullmatch(r"[a-z0-9-]+(/[a-z0-9-]+)*", wanted) else ""


def _choice(region: RegionView, target: str, joined: frozenset[int]) -> Choice:
    tenant = region_by_slug(region.tenant_slug) or region
    return Choice(
        href=f"/wilayah/pilih/{region.slug}" + (f"?{urlencode({'ke': target})}" if target else ""),
        name=region.name,
        province=region.province,
        served_by="" if region.is_tenant else tenant.name,
        has_joined=tenant.id in joined,
    )


def _address(**parameters: str) -> str:
    return "/wilayah?" + urlencode({name: value for name, value in parameters.items() if value}) + "#daftar"
