"""Colours, motif and letterhead line of a region."""

from dataclasses import dataclass

from django import forms
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from mpp.tenancy.colours import serves_as_accent, serves_as_primary
from mpp.tenancy.operations.set_region_look import set_region_look
from mpp.tenancy.queries import forget_regions
from mpp.tenancy.request import region_of
from mpp.tenancy.rules import Motif
from mpp.tenancy.views._words import motif_options
from mpp.ui.access import open_to
from mpp.ui.forms import FormState, form_state
from mpp.ui.pages import page_or_block
from mpp.ui.request import Request


class LookForm(forms.Form):
    warna_utama = forms.CharField(max_length=7, error_messages={"required": gettext_lazy("Isi warna utama.")})
    warna_garis = forms.CharField(max_length=7, error_messages={"required": gettext_lazy("Isi warna garis.")})
    motif = forms.ChoiceField(error_messages={"required": gettext_lazy("Pilih motif.")})
    pemerintah = forms.CharField(
        max_length=100, error_messages={"required": gettext_lazy("Isi nama pemerintah daerah.")}
    )
    pemerintah_en = forms.CharField(
        max_length=100, error_messages={"required": gettext_lazy("Isi nama dalam bahasa Inggris.")}
    )

    def clean_warna_utama(self) -> str:
        colour: str = self.cleaned_data["warna_utama"]
        if not serves_as_primary(colour):
            raise forms.ValidationError(
                _("Warna ini terlalu terang untuk teks. Pilih yang lebih gelap, seperti #0F5C5C.")
            )
        return colour

    def clean_warna_garis(self) -> str:
        colour: str = self.cleaned_data["warna_garis"]
        if not serves_as_accent(colour):
            raise forms.ValidationError(
                _("Warna ini terlalu terang untuk garis. Pilih yang lebih gelap, seperti #B7791F.")
            )
        return colour


@dataclass(frozen=True, slots=True)
class LookPage:
    form: FormState
    motifs: tuple[tuple[str, str], ...]
    version: int
    is_saved: bool


@open_to("admin_daerah")
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: Request) -> HttpResponse:
    """Show the form with the present look; save a new version."""
    region = region_of(request)
    look = region.look
    now_set = {
        "warna_utama": look.colour_primary,
        "warna_garis": look.colour_accent,
        "motif": look.motif,
        "pemerintah": look.government_id,
        "pemerintah_en": look.government_en,
    }
    form = LookForm(request.POST if request.method == "POST" else None, initial=now_set)
    form.fields["motif"].choices = motif_options()  # type: ignore[attr-defined]  # a ChoiceField
    if form.is_valid():
        set_region_look(
            record_id=region.record_id,
            colour_primary=form.cleaned_data["warna_utama"],
            colour_accent=form.cleaned_data["warna_garis"],
            motif=Motif(form.cleaned_data["motif"]),
            government_id=form.cleaned_data["pemerintah"],
            government_en=form.cleaned_data["pemerintah_en"],
            actor=request.actor,
            now=request.now,
        )
        forget_regions()
        return HttpResponseRedirect(f"{request.path}?selesai=ya")
    shown = LookPage(form_state(form), tuple(motif_options()), look.version, "selesai" in request.GET)
    return page_or_block(request, "tenancy/set_region_look.html", page=shown, status=422 if form.errors else 200)
