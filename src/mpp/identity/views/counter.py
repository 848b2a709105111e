"""At the counter: an officer vouches for the person before him; the person signs in on the own telephone by a code."""

import io
import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

import segno
from django import forms
from django.conf import settings
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods
from markupsafe import Markup

from mpp.faces.queries import waiting_for_a_look
from mpp.faces.subjects import subject_of
from mpp.foundation.cipher import blind_index
from mpp.foundation.errors import DomainError, NotFound
from mpp.foundation.ratelimit import limited
from mpp.identity import devices
from mpp.identity.operations.use_entry_code import COUNTER, EntryCodeNotValid, use_entry_code
from mpp.identity.operations.witness import Vouched, witness
from mpp.identity.ports import IdentityProviderUnavailable, ProvenIdentity, Witness
from mpp.identity.request import SessionRequest
from mpp.identity.rules import ENTRY_CODE_LASTS, WITNESSED_BY, local_path, masked_nik, read_nik, shown_entry_code
from mpp.identity.views._entry import turn_away, welcome
from mpp.identity.views.nik_door import MUST_AGREE, NikForm
from mpp.identity.wired import agreed_elements
from mpp.ui.access import EVERYONE, open_to
from mpp.ui.errors import words_for
from mpp.ui.forms import Field, FormState, Option, form_state
from mpp.ui.pages import page_or_block

DOCUMENTS = {
    "ktp-chip": gettext_lazy("KTP-el, dibaca dengan alat pembaca"),
    "ikd": gettext_lazy("IKD di telepon orangnya, dipindai di loket"),
    "ktp": gettext_lazy("KTP-el, dilihat"),
    "letter": gettext_lazy("Surat keterangan atau biodata dari Disdukcapil, bersama kartu keluarga"),
}


class CounterForm(NikForm):
    """What the officer takes from the documents, and how he knew the person."""

    document = forms.ChoiceField(
        choices=[(each, each) for each in WITNESSED_BY],
        error_messages={
            "required": gettext_lazy("Pilih dokumen yang Anda lihat."),
            "invalid_choice": gettext_lazy("Pilih dokumen yang Anda lihat."),
        },
    )
    seen = forms.BooleanField(
        error_messages={"required": gettext_lazy("Nyatakan bahwa Anda melihat orangnya langsung.")}
    )


@dataclass(frozen=True, slots=True)
class CounterPage:
    """said: why the registry or we do not go along, "" where nothing stands in the way"""

    form: FormState
    documents: tuple[Option, ...]
    said: str


@dataclass(frozen=True, slots=True)
class VouchedPage:
    """machine_at: when a machine was not sure about the face, None where no such check waits     qr: inline SVG"""

    name: str
    nik: str
    code: str
    address: str
    qr: Markup
    minutes: int
    is_new: bool
    machine_at: datetime | None


@open_to("petugas_mpp")
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: SessionRequest) -> HttpResponse:
    """Ask what the officer saw; show the code for the person."""
    form = CounterForm(request.POST if request.method == "POST" else None)
    said = ""
    if form.is_valid():
        try:
            proven = _agreed(request, form.cleaned_data)
            if proven:
                vouched = witness(proven=proven, language=request.lang, actor=request.actor, now=request.now)
                return _given(request, proven, vouched)
            said = _("Data kependudukan tidak cocok: periksa NIK, nomor KK, dan nama pada dokumen, lalu coba lagi.")
        except DomainError as refused:
            said = words_for(refused)[1]
    state = form_state(form)
    documents = tuple(Option(key, str(text)) for key, text in DOCUMENTS.items())
    shown = CounterPage(state, documents, said)
    return page_or_block(request, "identity/counter.html", page=shown, status=422 if form.errors or said else 200)


class CodeForm(forms.Form):
    """The code from the counter."""

    code = forms.CharField(
        max_length=40, error_messages={"required": gettext_lazy("Tulis kode dari petugas, sepuluh huruf dan angka.")}
    )


@dataclass(frozen=True, slots=True)
class CodePage:
    form: FormState
    next_path: str


@open_to(EVERYONE)
@require_http_methods(["GET", "HEAD", "POST"])
@limited("entry-code", methods=("POST",))
def use_code(request: SessionRequest) -> HttpResponse:
    """Ask for the code of an officer, and begin the session. A link alone signs nobody in: previews open links, too."""
    next_path = local_path(request.POST.get("next") or request.GET.get("next", ""))
    form = CodeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        running, device_key = request.session_claims, devices.key_or_new(request)
        try:
            begun, assurance = use_entry_code(
                code=form.cleaned_data["code"],
                replaces=running.session_id if running else None,
                device_key=device_key,
                actor=request.actor,
                now=request.now,
            )
        except EntryCodeNotValid as refused:
            form.add_error("code", words_for(refused)[1])
        except DomainError as refused:
            return turn_away(request, refused, next_path)
        else:
            return welcome(request, begun, assurance, device_key, next_path)
    state = form_state(form)
    if request.method != "POST":
        given = re.sub(r"[^0-9A-Za-z-]", "", request.GET.get("k", ""))[:20]
        state = FormState({"code": Field("code", given)})
    return page_or_block(
        request, "identity/entry_code.html", page=CodePage(state, next_path), status=422 if form.errors else 200
    )


def _agreed(request: SessionRequest, typed: dict[str, Any]) -> ProvenIdentity | None:
    nik, actor = typed["nik"], request.actor
    if actor.officer_id is None:
        raise NotFound
    born = read_nik(nik, today=request.now.date()).birth_date
    stated = {"family_card": typed["family_card"], "name": typed["name"]}
    try:
        agreed = agreed_elements(nik, stated | ({"birth_date": born.isoformat()} if born else {}))
    except IdentityProviderUnavailable:
        raise RegistryUnavailable from None
    if not agreed >= MUST_AGREE:
        return None
    return ProvenIdentity(
        provider=COUNTER,
        subject=blind_index(nik, kind="counter-door").hex(),
        nik=nik,
        name=typed["name"],
        assurance=WITNESSED_BY[typed["document"]],
        birth_date=born if "birth_date" in agreed else None,
        tells_profile=False,
        witness=Witness(
            officer_id=actor.officer_id,
            agency_id=actor.agency_id,
            region_id=actor.region_id,
            document=typed["document"],
        ),
    )


class RegistryUnavailable(IdentityProviderUnavailable):
    code, title = "registry-unavailable", "The population registry does not answer"


def _given(request: SessionRequest, proven: ProvenIdentity, vouched: Vouched) -> HttpResponse:
    address = f"{settings.PUBLIC_URL}/masuk/kode?{urlencode({'k': vouched.code})}"
    waiting = waiting_for_a_look(subject_of(proven.nik), now=request.now)
    shown = VouchedPage(
        name=vouched.name,
        nik=masked_nik(proven.nik),
        code=shown_entry_code(vouched.code),
        address=f"{settings.PUBLIC_URL}/masuk/kode",
        qr=_qr(address),
        minutes=int(ENTRY_CODE_LASTS.total_seconds()) // 60,
        is_new=vouched.is_new_person,
        machine_at=waiting.checked_at if waiting else None,
    )
    response = page_or_block(request, "identity/vouched.html", page=shown)
    response.headers["Cache-Control"] = "no-store"
    return response


def _qr(address: str) -> Markup:
    drawn = io.BytesIO()
    segno.make_qr(address, error="m").save(
        drawn, kind="svg", border=2, scale=6, xmldecl=False, svgns=True, nl=False, svgclass=None, lineclass=None
    )
    # Drawn by us from an address of ours: nothing in it comes from outside.
    return Markup(drawn.getvalue().decode())  # noqa: S704
