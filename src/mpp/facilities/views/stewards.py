"""The administrator's pages: who answers for which facility of the region."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django import forms
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mpp.evidence.places import FoundPlaces, Search, find_places, place_coded
from mpp.facilities import queries
from mpp.facilities.operations.name_steward import AlreadyNamed, Naming, TermDoesNotFit, end_steward, name_steward
from mpp.facilities.rules import is_in_force
from mpp.foundation.clock import local_date
from mpp.foundation.errors import Unavailable
from mpp.foundation.ids import uuid7
from mpp.foundation.ratelimit import limited
from mpp.identity.rules import normalised_nik
from mpp.tenancy.queries import RegionView
from mpp.tenancy.request import region_of
from mpp.ui.access import open_to
from mpp.ui.formats import short_date
from mpp.ui.forms import FormState, Option, form_state
from mpp.ui.pages import page_or_block
from mpp.ui.request import Request

#: What the form proposes as a term.
USUAL_TERM = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class StewardRow:
    """state: in words     end_href: where the term is ended, "" for one that has not begun"""

    facility: str
    name: str
    decree: str
    term: str
    state: str
    tone: str
    end_href: str


@dataclass(frozen=True, slots=True)
class StewardsPage:
    rows: tuple[StewardRow, ...]
    add_href: str
    done: str


def _base(region: RegionView) -> str:
    return f"/{region.slug}/petugas/fasilitas"


@open_to("admin_daerah")
@require_safe
def page(request: Request) -> HttpResponse:
    """Show who answers for which facility, now and from a day to come."""
    region = region_of(request)
    today = local_date(request.now, region.timezone)
    rows = []
    for each in queries.stewards(actor=request.actor, on=today):
        is_now = is_in_force(each.starts_on, each.ends_on, today)
        rows.append(
            StewardRow(
                facility=each.facility_name,
                name=each.name,
                decree=each.decree,
                term=f"{short_date(each.starts_on)} – {short_date(each.ends_on)}",
                state=_("Berlaku") if is_now else _("Belum mulai"),
                tone="success" if is_now else "neutral",
                end_href=f"{_base(region)}/{each.id}/akhiri",
            )
        )
    done = {"ditunjuk": _("Penanggung jawab sudah dicatat."), "diakhiri": _("Tugasnya sudah berakhir.")}
    shown = StewardsPage(tuple(rows), f"{_base(region)}/baru", done.get(request.GET.get("selesai", ""), ""))
    return page_or_block(request, "facilities/stewards.html", page=shown)


@open_to("admin_daerah")
@require_POST
def end(request: Request, steward_id: UUID) -> HttpResponse:
    """End a term, and show the list again."""
    region = region_of(request)
    today = local_date(request.now, region.timezone)
    end_steward(steward_id=steward_id, today=today, actor=request.actor, now=request.now)
    return HttpResponseRedirect(f"{_base(region)}?selesai=diakhiri")


class NamingForm(forms.Form):
    """id: of the one to be named, so that a form sent twice names once"""

    id = forms.UUIDField(widget=forms.HiddenInput)
    fasilitas = forms.CharField(max_length=64, error_messages={"required": gettext_lazy("Cari lalu pilih fasilitas.")})
    nama = forms.CharField(max_length=120, error_messages={"required": gettext_lazy("Isi nama orang itu.")})
    nik = forms.CharField(max_length=40, error_messages={"required": gettext_lazy("Isi NIK orang itu.")})
    surat = forms.CharField(max_length=80, error_messages={"required": gettext_lazy("Isi nomor surat penunjukan.")})
    mulai = forms.DateField(
        error_messages={
            "required": gettext_lazy("Isi hari pertama."),
            "invalid": gettext_lazy("Isi tanggal yang benar."),
        }
    )
    akhir = forms.DateField(
        error_messages={
            "required": gettext_lazy("Isi hari terakhir."),
            "invalid": gettext_lazy("Isi tanggal yang benar."),
        }
    )

    def clean_nik(self) -> str:
        nik = normalised_nik(self.cleaned_data["nik"])
        if nik is None:
            raise forms.ValidationError(_("NIK terdiri dari 16 angka."))
        return nik


@dataclass(frozen=True, slots=True)
class NamingPage:
    """found: what came of the search, in words, "" before one     places: facilities to choose from"""

    form: FormState
    words: str
    found: str
    places: tuple[Option, ...]
    here: str
    back_href: str


@open_to("admin_daerah")
@limited("save-step", methods=("POST",))
@require_http_methods(["GET", "HEAD", "POST"])
def naming(request: Request) -> HttpResponse:
    """Ask for the facility, the person and the letter; name the person."""
    region = region_of(request)
    today = local_date(request.now, region.timezone)
    is_sent = request.method == "POST"
    usual = {"id": uuid7(), "mulai": today, "akhir": today + USUAL_TERM}
    form = NamingForm(request.POST if is_sent else None, initial=usual)
    if is_sent and form.is_valid() and _name(form, region, request):
        return HttpResponseRedirect(f"{_base(region)}?selesai=ditunjuk")
    words = request.POST.get("cari", "") if is_sent else request.GET.get("cari", "")
    found = find_places(words, region_id=region.id, region_code=region.code, now=request.now)
    shown = NamingPage(
        form=form_state(form),
        words=found.words,
        found=_outcome(found),
        places=tuple(Option(each.code, each.name, f"{each.address}, {each.district}") for each in found.places),
        here=f"{_base(region)}/baru",
        back_href=_base(region),
    )
    return page_or_block(request, "facilities/naming.html", page=shown, status=422 if is_sent else 200)


def _outcome(found: FoundPlaces) -> str:
    return {
        Search.NOT_YET: "",
        Search.FOUND: "",
        Search.TOO_SHORT: _("Tulis paling sedikit dua huruf."),
        Search.NOTHING: _("Tidak ada fasilitas dengan kata itu di daerah ini."),
        Search.SILENT: _("Daftar fasilitas sedang tidak menjawab. Coba lagi nanti."),
    }[found.outcome]


def _name(form: NamingForm, region: RegionView, request: Request) -> bool:
    """Name the person and return True; else leave the reason at its field."""
    typed = form.cleaned_data
    try:
        facility = place_coded(typed["fasilitas"], region_id=region.id, now=request.now)
    except Unavailable:
        form.add_error("fasilitas", _("Daftar fasilitas sedang tidak menjawab. Coba lagi nanti."))
        return False
    if facility is None or not facility.region_code.startswith(region.code):
        form.add_error("fasilitas", _("Fasilitas ini tidak ada dalam daftar daerah Anda."))
        return False
    try:
        name_steward(
            steward_id=typed["id"],
            naming=Naming(
                facility_code=facility.code,
                facility_name=facility.name,
                nik=typed["nik"],
                name=typed["nama"],
                decree=typed["surat"],
                starts_on=typed["mulai"],
                ends_on=typed["akhir"],
            ),
            actor=request.actor,
            now=request.now,
        )
    except TermDoesNotFit:
        form.add_error("akhir", _("Pilih hari sesudah hari pertama, paling lama dua tahun."))
        return False
    except AlreadyNamed:
        form.add_error("nik", _("Orang ini sudah menjadi penanggung jawab fasilitas ini pada hari-hari itu."))
        return False
    return True
