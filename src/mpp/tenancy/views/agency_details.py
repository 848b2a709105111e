"""Found an office of the region, or amend what its letterhead says."""

from dataclasses import dataclass
from uuid import UUID

from django import forms
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from mpp.foundation.errors import NotFound
from mpp.foundation.ids import uuid7
from mpp.tenancy.operations.amend_agency import amend_agency
from mpp.tenancy.operations.found_agency import AgencyDetails, AgencyExists, found_agency
from mpp.tenancy.queries import AgencyView, RegionView, agencies
from mpp.tenancy.request import region_of
from mpp.tenancy.rules import AGENCY_NAMES, AgencyKind
from mpp.tenancy.views._words import agency_name
from mpp.ui.access import open_to
from mpp.ui.forms import FormState, form_state
from mpp.ui.pages import page_or_block
from mpp.ui.request import Request


class DetailsForm(forms.Form):
    nama = forms.CharField(max_length=160, error_messages={"required": gettext_lazy("Isi nama kantor.")})
    nama_en = forms.CharField(
        max_length=160, error_messages={"required": gettext_lazy("Isi nama dalam bahasa Inggris.")}
    )
    alamat = forms.CharField(max_length=200, error_messages={"required": gettext_lazy("Isi alamat kantor.")})
    kota = forms.CharField(max_length=60, error_messages={"required": gettext_lazy("Isi tempat surat ditandatangani.")})
    kode_pos = forms.RegexField(
        r"^[0-9]{5}$",
        error_messages={
            "required": gettext_lazy("Isi kode pos."),
            "invalid": gettext_lazy("Kode pos terdiri dari 5 angka."),
        },
    )
    telepon = forms.CharField(max_length=30, required=False)
    surel = forms.EmailField(
        max_length=120, required=False, error_messages={"invalid": gettext_lazy("Isi alamat surel yang benar.")}
    )
    situs = forms.CharField(max_length=120, required=False)

    def details(self) -> AgencyDetails:
        """Return what was typed."""
        typed = self.cleaned_data
        return AgencyDetails(
            name_id=typed["nama"],
            name_en=typed["nama_en"],
            address=typed["alamat"],
            city=typed["kota"],
            postal_code=typed["kode_pos"],
            phone=typed["telepon"],
            email=typed["surel"],
            website=typed["situs"],
        )


class FoundForm(DetailsForm):
    """id: of the office to be founded, so that a form sent twice founds once"""

    id = forms.UUIDField(widget=forms.HiddenInput)
    jenis = forms.ChoiceField(error_messages={"required": gettext_lazy("Pilih jenis kantor.")})


@dataclass(frozen=True, slots=True)
class DetailsPage:
    """kinds: of office that the region does not have yet; empty when one is amended"""

    title: str
    form: FormState
    kinds: tuple[tuple[str, str], ...]
    back_href: str


@open_to("admin_daerah")
@require_http_methods(["GET", "HEAD", "POST"])
def found_page(request: Request) -> HttpResponse:
    """Ask for the details of a new office; found it, and go back to the offices."""
    region = region_of(request)
    kinds = _kinds_without_office(region, request.lang)
    form = FoundForm(request.POST if request.method == "POST" else None, initial={"id": uuid7()})
    # Every kind is taken: a form sent twice gets its first answer, another one the reason at its field.
    form.fields["jenis"].choices = [(kind.value, "") for kind in AgencyKind]  # type: ignore[attr-defined]  # a ChoiceField
    if form.is_valid():
        try:
            found_agency(
                agency_id=form.cleaned_data["id"],
                kind=AgencyKind(form.cleaned_data["jenis"]),
                details=form.details(),
                actor=request.actor,
                now=request.now,
                key=str(form.cleaned_data["id"]),
            )
        except AgencyExists:
            form.add_error("jenis", _("Daerah ini sudah mempunyai kantor itu."))
        else:
            return _back(region)
    return _shown(request, _("Dirikan kantor"), form, tuple(kinds), region)


@open_to("admin_daerah")
@require_http_methods(["GET", "HEAD", "POST"])
def amend_page(request: Request, agency_id: UUID) -> HttpResponse:
    """Show the details of an office; amend them, and go back to the offices."""
    region = region_of(request)
    office = next((each for each in agencies(region.id) if each.id == agency_id), None)
    if office is None:
        raise NotFound
    form = DetailsForm(request.POST if request.method == "POST" else None, initial=_now_set(office))
    if form.is_valid():
        amend_agency(agency_id=agency_id, details=form.details(), actor=request.actor, now=request.now)
        return _back(region)
    return _shown(request, agency_name(office, request.lang), form, (), region)


def _kinds_without_office(region: RegionView, lang: str) -> list[tuple[str, str]]:
    present = {office.kind for office in agencies(region.id)}
    return [
        (kind.value, name.title_en if lang == "en" else name.title_id)
        for kind, name in AGENCY_NAMES.items()
        if kind not in present
    ]


def _now_set(office: AgencyView) -> dict[str, str]:
    return {
        "nama": office.name_id,
        "nama_en": office.name_en,
        "alamat": office.address,
        "kota": office.city,
        "kode_pos": office.postal_code,
        "telepon": office.phone,
        "surel": office.email,
        "situs": office.website,
    }


def _back(region: RegionView) -> HttpResponse:
    return HttpResponseRedirect(f"/{region.slug}/petugas/kantor?selesai=kantor")


def _shown(
    request: Request, title: str, form: DetailsForm, kinds: tuple[tuple[str, str], ...], region: RegionView
) -> HttpResponse:
    shown = DetailsPage(title, form_state(form), kinds, f"/{region.slug}/petugas/kantor")
    return page_or_block(request, "tenancy/agency_details.html", page=shown, status=422 if form.errors else 200)
