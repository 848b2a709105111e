"""At the counter: an officer witnesses that somebody wants another to act for him."""

from dataclasses import dataclass
from uuid import uuid5

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from mpp.foundation.clock import local_date
from mpp.foundation.errors import DomainError
from mpp.foundation.ids import uuid7
from mpp.foundation.ratelimit import limited
from mpp.identity.queries import acting_person
from mpp.identity.rules import normalised_nik
from mpp.mandates.operations.offer_mandate import ZONE, TermDoesNotFit, Terms, WithOneself
from mpp.mandates.operations.witness_mandate import WITNESSED_KINDS, NotOneself, PartyUnknown, witness_mandate
from mpp.mandates.rules import Kind, Side
from mpp.mandates.views._scope import ScopeForm, ScopeShown, scope_shown
from mpp.mandates.views.offer import USUAL_TERM
from mpp.mandates.words import KINDS
from mpp.ui.access import open_to
from mpp.ui.forms import FormState, Option, form_state
from mpp.ui.pages import page_or_block
from mpp.ui.request import Request


class WitnessForm(ScopeForm):
    """nik: of whoever wants it     wakil: NIK of whoever shall act     bukti: what the officer was shown"""

    nik = forms.CharField(max_length=40, error_messages={"required": gettext_lazy("Isi NIK pemberi kuasa.")})
    wakil = forms.CharField(max_length=40, error_messages={"required": gettext_lazy("Isi NIK penerima kuasa.")})
    jenis = forms.ChoiceField(
        choices=[(kind.value, kind.value) for kind in WITNESSED_KINDS],
        error_messages={
            "required": gettext_lazy("Pilih alasannya."),
            "invalid_choice": gettext_lazy("Pilih alasannya."),
        },
    )
    bukti = forms.CharField(
        max_length=160, error_messages={"required": gettext_lazy("Tulis surat atau dokumen yang Anda lihat.")}
    )
    akhir = forms.DateField(
        error_messages={
            "required": gettext_lazy("Isi hari terakhir kuasa ini."),
            "invalid": gettext_lazy("Isi tanggal yang benar."),
        }
    )
    disaksikan = forms.BooleanField(
        error_messages={"required": gettext_lazy("Nyatakan bahwa Anda mendengar kehendaknya sendiri.")}
    )

    def clean_nik(self) -> str:
        return _nik(self.cleaned_data["nik"])

    def clean_wakil(self) -> str:
        return _nik(self.cleaned_data["wakil"])

    def clean(self) -> None:
        self.check_scope(self.cleaned_data.get("jenis"))


def _nik(typed: str) -> str:
    nik = normalised_nik(typed)
    if nik is None:
        raise forms.ValidationError(_("NIK harus 16 angka."))
    return nik


@dataclass(frozen=True, slots=True)
class WitnessPage:
    """done: between whom it holds now, "" before"""

    form: FormState
    kinds: tuple[Option, ...]
    scope: ScopeShown
    key: str
    done: str


@open_to("petugas_mpp")
@limited("save-step", methods=("POST",))
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: Request) -> HttpResponse:
    """Ask who wants whom to act, and for what; keep it."""
    usual = {"akhir": local_date(request.now, ZONE) + USUAL_TERM}
    form, done = WitnessForm(request.POST if request.method == "POST" else None, initial=usual), ""
    if form.is_valid():
        try:
            done = _witnessed(request, form)
        except DomainError as refused:
            field, words = _said(refused)
            form.add_error(field, words)
    shown = WitnessPage(
        form=form_state(WitnessForm(initial=usual) if done else form),
        kinds=tuple(Option(kind, str(KINDS[kind])) for kind in WITNESSED_KINDS),
        scope=scope_shown(request.lang),
        key=str(uuid7()) if done else request.POST.get("key", "") or str(uuid7()),
        done=done,
    )
    return page_or_block(request, "mandates/witness.html", page=shown, status=422 if form.errors else 200)


def _witnessed(request: Request, form: WitnessForm) -> str:
    given = form.cleaned_data
    kind = Kind(given["jenis"])
    principal, agent = witness_mandate(
        mandate_id=uuid5(acting_person(request.actor), request.POST.get("key", "")),
        principal_nik=given["nik"],
        agent_nik=given["wakil"],
        terms=Terms(
            side=Side.PRINCIPAL,
            kind=kind,
            label="",
            proof=given["bukti"],
            ends_on=given["akhir"],
            acts=form.acts(kind),
            services=form.services,
        ),
        actor=request.actor,
        now=request.now,
    )
    return _("%(agent)s sekarang dapat bertindak untuk %(principal)s. Keduanya diberi tahu.") % {
        "agent": agent,
        "principal": principal,
    }


def _said(refused: DomainError) -> tuple[str, str]:
    """Return field and words of a refusal; one that is not about the form goes on."""
    if isinstance(refused, PartyUnknown):
        field = "nik" if refused.facts["side"] == "principal" else "wakil"
        return field, _("Orang ini belum punya akun. Kenali dahulu di halaman Kenali warga.")
    if isinstance(refused, WithOneself):
        return "wakil", _("Kuasa berlaku antara dua orang.")
    if isinstance(refused, NotOneself):
        return "wakil", _("Anda tidak dapat menyaksikan kuasa Anda sendiri.")
    if isinstance(refused, TermDoesNotFit):
        return "akhir", _("Pilih hari yang akan datang, paling lama dua tahun.")
    raise refused
