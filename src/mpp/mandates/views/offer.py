"""Offer a mandate: to somebody who shall act for me, or to somebody for whom I shall act."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import uuid5

from django import forms
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from mpp.foundation.clock import local_date
from mpp.foundation.ids import uuid7
from mpp.foundation.ratelimit import limited
from mpp.identity.queries import acting_person
from mpp.identity.rules import CITIZEN, normalised_nik
from mpp.identity.stash import restored_post
from mpp.mandates.operations.offer_mandate import (
    ZONE,
    TermDoesNotFit,
    Terms,
    TooManyOffers,
    WithOneself,
    offer_mandate,
)
from mpp.mandates.rules import AGREED_KINDS, MOST_OFFERED, Act, Kind, Side
from mpp.mandates.views._scope import ScopeForm, ScopeShown, scope_shown
from mpp.mandates.words import KINDS
from mpp.ui.access import open_to
from mpp.ui.forms import FormState, Option, form_state
from mpp.ui.pages import page_or_block
from mpp.ui.request import Request

#: What a form proposes; a person may choose a shorter or longer term.
USUAL_TERM = timedelta(days=180)


class OfferForm(ScopeForm):
    pihak = forms.ChoiceField(
        choices=[(side.value, side.value) for side in Side],
        error_messages={"required": gettext_lazy("Pilih siapa yang bertindak.")},
    )
    jenis = forms.ChoiceField(
        choices=[(kind.value, kind.value) for kind in AGREED_KINDS],
        error_messages={"required": gettext_lazy("Pilih alasannya.")},
    )
    nik = forms.CharField(max_length=40, error_messages={"required": gettext_lazy("Isi NIK orang itu.")})
    sebutan = forms.CharField(max_length=100, error_messages={"required": gettext_lazy("Isi nama orang itu.")})
    bukti = forms.CharField(max_length=160, required=False)
    akhir = forms.DateField(
        error_messages={
            "required": gettext_lazy("Isi hari terakhir kuasa ini."),
            "invalid": gettext_lazy("Isi tanggal yang benar."),
        }
    )

    def clean_nik(self) -> str:
        nik = normalised_nik(self.cleaned_data["nik"])
        if nik is None:
            raise forms.ValidationError(_("NIK harus 16 angka."))
        return nik

    def clean(self) -> None:
        if self.cleaned_data.get("jenis") != Kind.RELATIVE and not self.cleaned_data.get("bukti"):
            self.add_error("bukti", _("Isi nama klinik, atau nomor dan tanggal penetapan pengadilan."))
        self.check_scope(self.cleaned_data.get("jenis"))


@dataclass(frozen=True, slots=True)
class OfferPage:
    """key: of this sending, so that a second click makes no second offer"""

    form: FormState
    sides: tuple[Option, ...]
    kinds: tuple[Option, ...]
    scope: ScopeShown
    key: str
    message: str


@open_to(CITIZEN)
@limited("save-step", methods=("POST",))
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: Request) -> HttpResponse:
    """Ask who acts for whom, until when; make the offer."""
    typed = request.POST if request.method == "POST" else restored_post(request)
    usual = {"akhir": local_date(request.now, ZONE) + USUAL_TERM, "boleh": list(Act)}
    form = OfferForm(typed, initial=usual)
    message = ""
    if request.method == "POST" and form.is_valid():
        try:
            _offer(request, form)
        except TermDoesNotFit:
            form.add_error("akhir", _("Pilih hari yang akan datang: paling lama satu tahun, untuk keluarga dua tahun."))
        except WithOneself:
            form.add_error("nik", _("Ini NIK Anda sendiri."))
        except TooManyOffers:
            message = _("Anda punya %(most)s tawaran yang belum dijawab.") % {"most": MOST_OFFERED}
        else:
            return HttpResponseRedirect("/akun/kuasa?selesai=ditawarkan")
    shown = OfferPage(
        form=form_state(form),
        sides=(
            Option(Side.PRINCIPAL, _("Orang itu bertindak untuk saya")),
            Option(Side.AGENT, _("Saya bertindak untuk orang itu")),
        ),
        kinds=tuple(Option(kind, str(KINDS[kind])) for kind in AGREED_KINDS),
        scope=scope_shown(request.lang),
        key=request.POST.get("key", "") or str(uuid7()),
        message=message,
    )
    return page_or_block(request, "mandates/offer.html", page=shown, status=422 if request.method == "POST" else 200)


def _offer(request: Request, form: OfferForm) -> None:
    given = form.cleaned_data
    offer_mandate(
        mandate_id=uuid5(acting_person(request.actor), request.POST.get("key", "")),
        nik=given["nik"],
        terms=Terms(
            side=Side(given["pihak"]),
            kind=Kind(given["jenis"]),
            label=given["sebutan"],
            proof=given["bukti"],
            ends_on=given["akhir"],
            acts=form.acts(Kind(given["jenis"])),
            services=form.services,
        ),
        actor=request.actor,
        now=request.now,
    )
