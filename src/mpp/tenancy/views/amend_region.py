"""The nation's regions: find one, and amend its time zone or 3T mark."""

from dataclasses import dataclass

from django import forms
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from mpp.foundation.clock import local_date
from mpp.foundation.errors import NotFound
from mpp.tenancy.operations.amend_region import amend_region
from mpp.tenancy.queries import (
    RegionView,
    colleagues,
    forget_regions,
    provinces,
    region_by_slug,
    regions,
    regions_matching,
    regions_with_offices,
)
from mpp.tenancy.rules import ROLES, ZONES
from mpp.ui.access import open_to
from mpp.ui.formats import zone_name
from mpp.ui.forms import FormState, form_state
from mpp.ui.pages import page_or_block
from mpp.ui.request import Request


@dataclass(frozen=True, slots=True)
class RegionLine:
    """href: where it is amended, "" for whoever only looks"""

    href: str
    code: str
    name: str
    province: str
    zone: str
    is_3t: bool
    has_joined: bool


@dataclass(frozen=True, slots=True)
class RegionsPage:
    """typed, province: what narrows the list; with neither only regions that are left behind are shown"""

    typed: str
    province: str
    provinces: tuple[tuple[str, str], ...]
    lines: tuple[RegionLine, ...]
    total: int
    marked: int
    joined: int


#: Whoever works for the nation sees its regions; only the administrator amends them.
NATIONAL_ROLES = [role for role, post in ROLES.items() if post.is_national]


@open_to(*NATIONAL_ROLES)
@require_safe
def desk(request: Request) -> HttpResponse:
    """Lead to the first page of the national desk."""
    return HttpResponseRedirect("/nasional/wilayah")


@open_to(*NATIONAL_ROLES)
@require_safe
def regions_page(request: Request) -> HttpResponse:
    """Show the regions that were asked for."""
    typed = request.GET.get("cari", "").replace("\0", "")[:100].strip()
    province = request.GET.get("provinsi", "")
    joined = regions_with_offices()
    governed = [region for region in regions() if region.is_autonomous]
    shown = RegionsPage(
        typed=typed,
        province=province,
        provinces=tuple((each.code, each.name) for each in provinces()),
        lines=tuple(_line(region, joined, request.actor.role) for region in _asked(typed, province)),
        total=len(governed),
        marked=sum(region.is_3t for region in governed),
        joined=len(joined),
    )
    return page_or_block(request, "tenancy/national_regions.html", page=shown)


def _asked(typed: str, province: str) -> tuple[RegionView, ...]:
    if typed:
        return regions_matching(typed, limit=20)
    if province:
        return tuple(region for region in regions() if region.province_code == province)
    return tuple(region for region in regions() if region.is_3t)


def _line(region: RegionView, joined: frozenset[int], role: str) -> RegionLine:
    return RegionLine(
        href=f"/nasional/wilayah/{region.slug}" if role == "admin_nasional" else "",
        code=region.code,
        name=region.name,
        province=region.province,
        zone=zone_name(region.timezone),
        is_3t=region.is_3t,
        has_joined=region.id in joined,
    )


class AmendForm(forms.Form):
    zona = forms.ChoiceField(choices=[(zone, zone_name(zone)) for zone in ZONES])
    tertinggal = forms.ChoiceField(choices=[("ya", ""), ("tidak", "")])
    dasar = forms.CharField(max_length=200, error_messages={"required": gettext_lazy("Isi dasar hukum perubahan ini.")})


@dataclass(frozen=True, slots=True)
class AmendPage:
    """basis: what the last change rests on, "" while nothing was changed

    administrators: names of who holds the post today     appoint_href: "" for a region that another one serves
    """

    name: str
    code: str
    province: str
    basis: str
    form: FormState
    zones: tuple[tuple[str, str], ...]
    administrators: tuple[str, ...]
    appoint_href: str
    done: str


@open_to("admin_nasional")
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: Request, slug: str) -> HttpResponse:
    """Show the region's zone and mark; amend them."""
    region = region_by_slug(slug)
    if region is None:
        raise NotFound
    today = local_date(request.now, region.timezone)
    now_set = {"zona": region.timezone, "tertinggal": "ya" if region.is_3t else "tidak"}
    form = AmendForm(request.POST if request.method == "POST" else None, initial=now_set)
    if form.is_valid():
        amend_region(
            record_id=region.record_id,
            timezone=form.cleaned_data["zona"],
            is_3t=form.cleaned_data["tertinggal"] == "ya",
            basis=form.cleaned_data["dasar"],
            actor=request.actor,
            now=request.now,
        )
        forget_regions()
        return HttpResponseRedirect(f"{request.path}?selesai=diubah")
    shown = AmendPage(
        name=region.name,
        code=region.code,
        province=region.province,
        basis=region.amended_basis,
        form=form_state(form),
        zones=tuple((zone, zone_name(zone)) for zone in ZONES),
        administrators=tuple(colleagues(region.id, "admin_daerah", on=today).values()),
        appoint_href=f"{request.path}/admin" if region.is_tenant else "",
        done=_done(request.GET.get("selesai", "")),
    )
    return page_or_block(request, "tenancy/amend_region.html", page=shown, status=422 if form.errors else 200)


def _done(code: str) -> str:
    return {
        "diubah": _("Perubahan disimpan. Tenggat yang sudah dijanjikan tidak berubah."),
        "diangkat": _("Administrator diangkat. Ia dapat memilih kapasitas ini saat masuk dengan IKD."),
    }.get(code, "")
