"""Act for one's child: what stands on the family card, and the registry's answer."""

from dataclasses import dataclass
from typing import Any
from uuid import uuid5

from django import forms
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from mpp.foundation.ids import uuid7
from mpp.foundation.ratelimit import limited, spend
from mpp.identity.ports import IdentityProviderUnavailable
from mpp.identity.queries import acting_person
from mpp.identity.rules import CITIZEN, normalised_nik
from mpp.identity.stash import restored_post
from mpp.mandates import family
from mpp.mandates.operations.offer_mandate import WithOneself
from mpp.mandates.operations.prove_child import Child, NotAChild, ProvenAlready, prove_child
from mpp.ui.access import open_to
from mpp.ui.forms import FormState, form_state
from mpp.ui.pages import page_or_block
from mpp.ui.request import Request


class ChildForm(forms.Form):
    nik = forms.CharField(max_length=40, error_messages={"required": gettext_lazy("Isi NIK anak Anda.")})
    nama = forms.CharField(max_length=300, error_messages={"required": gettext_lazy("Isi nama anak Anda.")})
    lahir = forms.DateField(
        error_messages={
            "required": gettext_lazy("Isi tanggal lahir anak Anda."),
            "invalid": gettext_lazy("Isi tanggal yang benar."),
        }
    )
    kk = forms.CharField(max_length=40, error_messages={"required": gettext_lazy("Isi nomor kartu keluarga.")})

    def clean_nik(self) -> str:
        return _sixteen(self.cleaned_data["nik"], _("NIK harus 16 angka."))

    def clean_kk(self) -> str:
        return _sixteen(self.cleaned_data["kk"], _("Nomor KK harus 16 angka."))


def _sixteen(typed: str, otherwise: str) -> str:
    digits = normalised_nik(typed)
    if digits is None:
        raise forms.ValidationError(otherwise)
    return digits


@dataclass(frozen=True, slots=True)
class ChildPage:
    """key: of this sending     message: what the registry or we say, "" for nothing"""

    form: FormState
    key: str
    message: str


@open_to(CITIZEN)
@limited("nik-door", methods=("POST",))
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: Request) -> HttpResponse:
    """Ask for the child; let the registry compare it with the family card."""
    form = ChildForm(request.POST if request.method == "POST" else restored_post(request))
    message = ""
    if request.method == "POST" and form.is_valid():
        message = _proven(request, form.cleaned_data)
        if not message:
            return HttpResponseRedirect("/akun/kuasa?selesai=anak")
    shown = ChildPage(form_state(form), request.POST.get("key", "") or str(uuid7()), message)
    return page_or_block(request, "mandates/child.html", page=shown, status=422 if request.method == "POST" else 200)


def _proven(request: Request, typed: dict[str, Any]) -> str:
    """Keep the mandate and return "", or what stands against it."""
    person_id = acting_person(request.actor)
    # Nobody tries out children or family cards, from however many addresses.
    spend("nik-door-person", address=request.actor.address, account=person_id)
    child = Child(nik=typed["nik"], name=typed["nama"], birth_date=typed["lahir"], family_card=typed["kk"])
    try:
        if not family.is_one(child, parent=request.actor):
            return _(
                "Data ini tidak cocok dengan kartu keluarga Anda. Periksa NIK, nama, tanggal lahir, dan nomor KK. "
                "Bila anak tercatat pada KK lain, datanglah ke loket MPP dengan surat penetapannya."
            )
        mandate_id = uuid5(person_id, request.POST.get("key", ""))
        prove_child(mandate_id=mandate_id, child=child, actor=request.actor, now=request.now)
    except IdentityProviderUnavailable:
        return _("Dukcapil sedang tidak menjawab. Yang Anda isi masih ada di sini; coba lagi beberapa saat lagi.")
    except NotAChild:
        return _("Kuasa orang tua berlaku sampai anak berumur 18 tahun. Setelah itu ia bertindak sendiri.")
    except WithOneself:
        return _("Ini NIK Anda sendiri.")
    except ProvenAlready:
        return ""
    return ""
