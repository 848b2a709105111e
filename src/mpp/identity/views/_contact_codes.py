"""Asking for an address or a number, and sending the code that proves it: for second factors and for being reached."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mpp.foundation.ids import uuid7
from mpp.identity.operations.send_code import TooManyCodes, send_code_to_new_address
from mpp.identity.ports import CodeNotSent
from mpp.identity.request import SessionRequest
from mpp.identity.rules.factors import FactorKind, normalised_phone, typed_code
from mpp.identity.views._proofs import carry, session_of


class EmailForm(forms.Form):
    ke = forms.EmailField(
        max_length=254,
        error_messages={
            "required": gettext_lazy("Isi alamat surel Anda."),
            "invalid": gettext_lazy("Alamat surel ini belum lengkap, misalnya: nama@contoh.id."),
        },
    )


class PhoneForm(forms.Form):
    ke = forms.CharField(max_length=30, error_messages={"required": gettext_lazy("Isi nomor ponsel Anda.")})

    def clean_ke(self) -> str:
        number = normalised_phone(self.cleaned_data["ke"])
        if number is None:
            raise forms.ValidationError(_("Tulis nomor ponsel Indonesia, misalnya: 0812 3456 7890."))
        return number


class CodeForm(forms.Form):
    kode = forms.CharField(max_length=30, error_messages={"required": gettext_lazy("Isi kodenya.")})

    def clean_kode(self) -> str:
        code = typed_code(self.cleaned_data["kode"])
        if code is None:
            raise forms.ValidationError(_("Kode terdiri dari enam angka."))
        return code


def address_form(kind: FactorKind) -> type[forms.Form]:
    """Return the form that asks for an address of this kind."""
    return PhoneForm if kind is FactorKind.SMS else EmailForm


def send(request: SessionRequest, kind: FactorKind, form: forms.Form, *, purpose: str, subject: str) -> bool:
    """Send a code to the address in the form and return True; else leave the reason at the field.

    purpose: as `send_code_to_new_address`     subject: as `carry`
    """
    try:
        made = send_code_to_new_address(
            challenge_id=uuid7(),
            session_id=session_of(request).session_id,
            kind=kind,
            to=form.cleaned_data["ke"],
            purpose=purpose,
            actor=request.actor,
            now=request.now,
        )
        carry(made, language=request.lang, subject=subject)
    except TooManyCodes:
        form.add_error(
            "ke", _("Terlalu banyak kode dikirim dalam satu jam. Pakai kode yang terakhir, atau coba lagi nanti.")
        )
    except CodeNotSent:
        form.add_error("ke", _("Kode tidak dapat dikirim ke sana sekarang. Periksa penulisannya, atau coba lagi."))
    else:
        return True
    return False
