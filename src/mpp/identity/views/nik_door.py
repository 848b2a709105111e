"""Signing in by NIK: three things that stand on the own cards, agreed with by the registry; then the face."""

import re
from dataclasses import dataclass
from typing import Any

import structlog
from django import forms
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from mpp.faces.subjects import subject_of
from mpp.faces.wired import engine
from mpp.foundation.cipher import blind_index
from mpp.foundation.errors import DomainError, NotFound
from mpp.foundation.ratelimit import limited, spend
from mpp.identity import devices, nik_attempts
from mpp.identity.nik_attempts import NikAttempt
from mpp.identity.ports import IdentityProviderUnavailable, ProvenIdentity
from mpp.identity.queries.proofs import recognised_as
from mpp.identity.request import SessionRequest
from mpp.identity.rules import Assurance, PersonStatus, local_path, normalised_nik, read_nik
from mpp.identity.views._entry import come_in, turn_away
from mpp.identity.wired import agreed_elements
from mpp.ui.access import EVERYONE, open_to
from mpp.ui.forms import FormState, form_state
from mpp.ui.pages import page_or_block

log = structlog.get_logger(__name__)

#: Key of this door in sessions and proofs.
DOOR = "nik"
FACE_PATH = "/masuk/nik/wajah"

#: What the registry must agree with. A birth date is only kept if it agrees: a corrected one leaves the NIK as it was.
MUST_AGREE = frozenset({"family_card", "name"})


class NikForm(forms.Form):
    """The numbers and the name as they stand on identity card and family card."""

    nik = forms.CharField(
        max_length=40, error_messages={"required": gettext_lazy("Tulis NIK Anda, 16 angka pada KTP-el.")}
    )
    family_card = forms.CharField(
        max_length=40, error_messages={"required": gettext_lazy("Tulis nomor kartu keluarga (KK), 16 angka.")}
    )
    name = forms.CharField(
        max_length=200, error_messages={"required": gettext_lazy("Tulis nama lengkap seperti pada KTP-el.")}
    )

    def clean_nik(self) -> str:
        return _sixteen(self.cleaned_data["nik"], _("NIK harus 16 angka."))

    def clean_family_card(self) -> str:
        return _sixteen(self.cleaned_data["family_card"], _("Nomor KK harus 16 angka."))

    def clean_name(self) -> str:
        return re.sub(r"\s+", " ", self.cleaned_data["name"]).strip()


@dataclass(frozen=True, slots=True)
class NikPage:
    """disagrees: the registry does not agree; it is not told in what, nor whether there is such a NIK"""

    form: FormState
    next_path: str
    disagrees: bool


@open_to(EVERYONE)
@require_http_methods(["GET", "HEAD", "POST"])
@limited("nik-door", methods=("POST",))
def page(request: SessionRequest) -> HttpResponse:
    """Ask for the numbers; go on to the face where the registry agrees."""
    if engine() is None:
        raise NotFound
    next_path = local_path(request.POST.get("next") or request.GET.get("next", ""))
    form = NikForm(request.POST if request.method == "POST" else None)
    disagrees = False
    if form.is_valid():
        try:
            attempt = _agreed(request, form.cleaned_data, next_path)
        except IdentityProviderUnavailable as refused:
            return turn_away(request, refused, next_path)
        if attempt and (assurance := recognised_as(attempt.nik)):
            return lean_on_a_factor(request, attempt, assurance)
        if attempt:
            return go_on_to_the_face(request, attempt)
        disagrees = True
    shown = NikPage(form_state(form), next_path, disagrees)
    response = page_or_block(request, "identity/nik.html", page=shown, status=422 if form.errors or disagrees else 200)
    response.headers["Cache-Control"] = "no-store"
    return response


def go_on_to_the_face(request: SessionRequest, attempt: NikAttempt) -> HttpResponse:
    """Lead to the camera; the browser keeps whose face it will be."""
    response: HttpResponse = HttpResponseRedirect(FACE_PATH, status=303)
    nik_attempts.remember(response, attempt)
    devices.remember(response, devices.key_or_new(request))
    return response


def lean_on_a_factor(request: SessionRequest, attempt: NikAttempt, assurance: Assurance) -> HttpResponse:
    """Go on to the second factor: the person was seen before, and is not looked at again. assurance: of that time"""
    recognised = ProvenIdentity(
        provider=DOOR,
        subject=subject_at_door(attempt.nik),
        nik=attempt.nik,
        name=attempt.name,
        # Knowing numbers and holding a factor is no more than that, however well the face was seen.
        assurance=min(assurance, Assurance.SUBSTANTIAL),
        tells_profile=False,
        proves_anew=False,
    )
    try:
        return come_in(request, recognised, PersonStatus.ACTIVE, attempt.next_path)
    except DomainError as refused:
        return turn_away(request, refused, attempt.next_path)


def subject_at_door(nik: str) -> str:
    """Return the name by which this door knows a person."""
    return blind_index(nik, kind="nik-door").hex()


def _agreed(request: SessionRequest, typed: dict[str, Any], next_path: str) -> NikAttempt | None:
    nik = typed["nik"]
    # Nobody tries out family cards for the NIK of somebody else, from however many addresses.
    spend("nik-door-person", address=request.actor.address, account=subject_of(nik))
    born = read_nik(nik, today=request.now.date()).birth_date
    stated = {"family_card": typed["family_card"], "name": typed["name"]}
    agreed = agreed_elements(nik, stated | ({"birth_date": born.isoformat()} if born else {}))
    if not agreed >= MUST_AGREE:
        log.info("nik-door-disagreed", reference=request.request_id)
        return None
    return NikAttempt(
        nik=nik,
        name=typed["name"],
        birth_date=born if "birth_date" in agreed else None,
        next_path=next_path,
        begun_at=request.now,
    )


def _sixteen(text: str, otherwise: str) -> str:
    digits = normalised_nik(text)
    if digits is None:
        raise forms.ValidationError(otherwise)
    return digits
