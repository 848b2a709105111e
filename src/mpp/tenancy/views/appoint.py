"""Appoint an officer of the region; the nation appoints its administrator."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django import forms
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from mpp.foundation.clock import local_date
from mpp.foundation.errors import DomainError, NotFound
from mpp.foundation.ids import uuid7
from mpp.identity.rules import normalised_nik
from mpp.tenancy.operations.appoint import AlreadyAppointed, Appointee, PostTaken, Term, appoint
from mpp.tenancy.queries import RegionView, posts, region_by_slug
from mpp.tenancy.request import region_of
from mpp.tenancy.rules import Tenure
from mpp.tenancy.views._words import role_title, tenure_options
from mpp.ui.access import open_to
from mpp.ui.forms import FormState, form_state
from mpp.ui.pages import page_or_block
from mpp.ui.request import Request

#: Role -> the office it stands in, None for posts of the region as a whole: the posts that may be given here.
type Agencies = dict[str, UUID | None]


class AppointForm(forms.Form):
    """id: of the appointment to be made, so that a form sent twice appoints once"""

    id = forms.UUIDField(widget=forms.HiddenInput)
    jabatan = forms.ChoiceField(error_messages={"required": gettext_lazy("Pilih jabatan.")})
    status = forms.ChoiceField(error_messages={"required": gettext_lazy("Pilih status jabatan.")})
    nik = forms.CharField(max_length=30, error_messages={"required": gettext_lazy("Isi NIK petugas.")})
    nama = forms.CharField(
        max_length=120, error_messages={"required": gettext_lazy("Isi nama petugas dengan gelarnya.")}
    )
    nip = forms.RegexField(
        r"^[0-9]{18}$",
        required=False,
        error_messages={"invalid": gettext_lazy("NIP terdiri dari 18 angka; kosongkan untuk yang bukan ASN.")},
    )
    sk = forms.CharField(max_length=80, error_messages={"required": gettext_lazy("Isi nomor surat keputusan.")})
    surel = forms.EmailField(
        max_length=254,
        required=False,
        error_messages={"invalid": gettext_lazy("Alamat surel ini belum lengkap, misalnya: nama@contoh.go.id.")},
    )
    mulai = forms.DateField(
        error_messages={
            "required": gettext_lazy("Isi tanggal mulai menjabat."),
            "invalid": gettext_lazy("Isi tanggal mulai yang benar."),
        }
    )
    akhir = forms.DateField(required=False, error_messages={"invalid": gettext_lazy("Isi tanggal akhir yang benar.")})

    def clean_nik(self) -> str:
        nik = normalised_nik(self.cleaned_data["nik"])
        if nik is None:
            raise forms.ValidationError(_("NIK terdiri dari 16 angka."))
        return nik

    def clean(self) -> None:
        starts_on, ends_on = self.cleaned_data.get("mulai"), self.cleaned_data.get("akhir")
        if starts_on and ends_on and ends_on < starts_on:
            self.add_error("akhir", _("Tanggal akhir tidak boleh sebelum tanggal mulai."))


@dataclass(frozen=True, slots=True)
class AppointPage:
    """desk: template of the frame around it     region_name: where the post is"""

    desk: str
    region_name: str
    form: FormState
    roles: tuple[tuple[str, str], ...]
    tenures: tuple[tuple[str, str], ...]
    back_href: str


@open_to("admin_daerah")
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: Request) -> HttpResponse:
    """Show the form for any post of the region; appoint, and go back to the offices."""
    region = region_of(request)
    agencies = {post.role: post.agency_id for post in posts(region.id, on=_today(region, request))}
    return _page(request, region, agencies, desk="tenancy/admin_desk.html", back=f"/{region.slug}/petugas/kantor")


@open_to("admin_nasional")
@require_http_methods(["GET", "HEAD", "POST"])
def national_page(request: Request, slug: str) -> HttpResponse:
    """Show the form for the administrator of a region; appoint, and go back to the region."""
    region = region_by_slug(slug)
    if region is None or not region.is_tenant:
        raise NotFound
    agencies: Agencies = {"admin_daerah": None}
    return _page(request, region, agencies, desk="tenancy/national_desk.html", back=f"/nasional/wilayah/{region.slug}")


def _page(request: Request, region: RegionView, agencies: Agencies, *, desk: str, back: str) -> HttpResponse:
    first_role = next(iter(agencies)) if len(agencies) == 1 else ""
    asked = {
        "id": uuid7(),
        "jabatan": request.GET.get("jabatan", first_role),
        "status": Tenure.DEFINITIVE,
        "mulai": _today(region, request),
    }
    form = AppointForm(request.POST if request.method == "POST" else None, initial=asked)
    roles = [(role, role_title(role, request.lang)) for role in agencies]
    form.fields["jabatan"].choices = roles  # type: ignore[attr-defined]  # a ChoiceField
    form.fields["status"].choices = tenure_options()  # type: ignore[attr-defined]  # a ChoiceField
    if form.is_valid() and _appoint(form, region, agencies, request):
        return HttpResponseRedirect(f"{back}?selesai=diangkat")
    shown = AppointPage(desk, region.name, form_state(form), tuple(roles), tuple(tenure_options()), back)
    return page_or_block(request, "tenancy/appoint.html", page=shown, status=422 if form.errors else 200)


def _today(region: RegionView, request: Request) -> date:
    return local_date(request.now, region.timezone)


def _appoint(form: AppointForm, region: RegionView, agencies: Agencies, request: Request) -> bool:
    """Appoint and return True; else leave the reason at its field."""
    typed = form.cleaned_data
    try:
        appoint(
            appointment_id=typed["id"],
            region_id=region.id,
            agency_id=agencies[typed["jabatan"]],
            role=typed["jabatan"],
            tenure=Tenure(typed["status"]),
            appointee=Appointee(nik=typed["nik"], name=typed["nama"], nip=typed["nip"], email=typed["surel"]),
            term=Term(starts_on=typed["mulai"], ends_on=typed["akhir"], decree=typed["sk"]),
            actor=request.actor,
            now=request.now,
            key=str(typed["id"]),
        )
    except (PostTaken, AlreadyAppointed) as refusal:
        field, text = _reason(refusal)
        form.add_error(field, text)
        return False
    return True


def _reason(refusal: DomainError) -> tuple[str, str]:
    if isinstance(refusal, PostTaken):
        return "jabatan", _("Jabatan ini sudah terisi pada hari-hari itu. Akhiri dulu yang lama, atau angkat Plh.")
    return "nik", _("Petugas ini sudah memegang jabatan yang sama pada hari-hari itu.")
