"""What protects the own account: ways to prove oneself, devices that are known, codes for the day all is lost."""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode
from uuid import UUID

from django import forms
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mpp.foundation.errors import NotFound
from mpp.identity import devices
from mpp.identity.operations.choose_factor_wish import choose_factor_wish
from mpp.identity.operations.forget_device import forget_device
from mpp.identity.operations.make_recovery_codes import make_recovery_codes
from mpp.identity.operations.name_factor import name_factor
from mpp.identity.operations.remove_factor import LastOfOfficer, remove_factor
from mpp.identity.queries import own_capacities
from mpp.identity.queries.factors import (
    DeviceView,
    FactorView,
    factor_wish,
    factors,
    known_devices,
    recovery_codes_left,
)
from mpp.identity.request import SessionRequest
from mpp.identity.rules.factors import FactorKind, WhenAsked, shown_recovery_code
from mpp.identity.views._proofs import proof_needed, session_of
from mpp.identity.watch import watch
from mpp.identity.wired import couriers
from mpp.ui.access import SIGNED_IN, open_to
from mpp.ui.forms import FormState, form_state
from mpp.ui.pages import page_or_block

PATH = "/akun/keamanan"
LONGEST_NAME = 60


class NameForm(forms.Form):
    nama = forms.CharField(max_length=LONGEST_NAME, error_messages={"required": gettext_lazy("Isi namanya.")})


@dataclass(frozen=True, slots=True)
class FactorLine:
    """sign: an icon     remove_href: "" for the last one of an officer"""

    name: str
    kind: str
    sign: str
    created_at: datetime
    used_at: datetime | None
    is_for_office: bool
    name_href: str
    remove_href: str


@dataclass(frozen=True, slots=True)
class DeviceLine:
    name: str
    created_at: datetime
    seen_at: datetime
    is_this_one: bool
    forget_href: str


@dataclass(frozen=True, slots=True)
class SecurityPage:
    """wish: when a factor is asked     has_sms: a gateway is there"""

    done: str
    factors: tuple[FactorLine, ...]
    wish: str
    wishes: tuple[tuple[str, str], ...]
    devices: tuple[DeviceLine, ...]
    recovery_left: int
    is_officer: bool
    has_sms: bool


@open_to(SIGNED_IN)
@require_safe
def page(request: SessionRequest) -> HttpResponse:
    """Show everything at a glance."""
    session_of(request)
    held = factors(actor=request.actor)
    is_officer = bool(own_capacities(actor=request.actor, now=request.now))
    only_one = sum(factor.is_for_office for factor in held) == 1
    shown = SecurityPage(
        done=_done(request.GET.get("selesai", "")),
        factors=tuple(_line(each, is_kept=is_officer and each.is_for_office and only_one) for each in held),
        wish=factor_wish(actor=request.actor),
        wishes=_wishes(),
        devices=tuple(map(_device, known_devices(key=devices.key_of(request), actor=request.actor))),
        recovery_left=recovery_codes_left(actor=request.actor),
        is_officer=is_officer,
        has_sms=FactorKind.SMS in couriers(),
    )
    return page_or_block(request, "identity/security.html", page=shown)


@open_to(SIGNED_IN)
@require_POST
def choose_wish(request: SessionRequest) -> HttpResponse:
    """Keep when a factor is asked at sign-in."""
    if needed := _proof_first(request):
        return needed
    session = session_of(request)
    wish = request.POST.get("wish", "")
    if wish not in {*WhenAsked}:
        raise NotFound
    choose_factor_wish(
        account_id=session.account_id,
        session_id=session.session_id,
        wish=WhenAsked(wish),
        actor=request.actor,
        now=request.now,
    )
    return HttpResponseRedirect(f"{PATH}?selesai=kapan")


@dataclass(frozen=True, slots=True)
class RecoveryCodesPage:
    """codes: empty until they are made     left: of earlier ones"""

    codes: tuple[str, ...]
    left: int


@open_to(SIGNED_IN)
@require_http_methods(["GET", "HEAD", "POST"])
def recovery_codes(request: SessionRequest) -> HttpResponse:
    """Say what the codes are for; make them, and show them this once."""
    if needed := proof_needed(request):
        return needed
    codes: tuple[str, ...] = ()
    if request.method == "POST":
        session_id = session_of(request).session_id
        codes = make_recovery_codes(session_id=session_id, actor=request.actor, now=request.now)
    shown = RecoveryCodesPage(tuple(map(shown_recovery_code, codes)), recovery_codes_left(actor=request.actor))
    return page_or_block(request, "identity/recovery_codes.html", page=shown)


@dataclass(frozen=True, slots=True)
class FactorPage:
    """One factor, to be named or removed."""

    name: str
    kind: str
    form: FormState
    error: str


@open_to(SIGNED_IN)
@require_http_methods(["GET", "HEAD", "POST"])
def name(request: SessionRequest, factor_id: UUID) -> HttpResponse:
    """Ask for another name, and keep it."""
    factor = _factor(request, factor_id)
    form = NameForm(request.POST if request.method == "POST" else None, initial={"nama": factor.name})
    if form.is_valid():
        name_factor(factor_id=factor_id, name=form.cleaned_data["nama"], actor=request.actor, now=request.now)
        return HttpResponseRedirect(f"{PATH}?selesai=nama")
    shown = FactorPage(factor.name, kind_words(factor.kind), form_state(form), "")
    return page_or_block(request, "identity/name_factor.html", page=shown, status=422 if form.errors else 200)


@open_to(SIGNED_IN)
@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: SessionRequest, factor_id: UUID) -> HttpResponse:
    """Ask whether to remove it, and do so."""
    factor = _factor(request, factor_id)
    if needed := proof_needed(request):
        return needed
    error = ""
    if request.method == "POST":
        session_id = session_of(request).session_id
        try:
            remove_factor(factor_id=factor_id, session_id=session_id, actor=request.actor, now=request.now)
        except LastOfOfficer:
            error = _("Selama memegang jabatan, Anda menyimpan paling sedikit satu. Tambahkan yang baru dulu.")
        else:
            return HttpResponseRedirect(f"{PATH}?selesai=hapus")
    shown = FactorPage(factor.name, kind_words(factor.kind), FormState(), error)
    return page_or_block(request, "identity/remove_factor.html", page=shown, status=409 if error else 200)


@open_to(SIGNED_IN)
@require_POST
def forget(request: SessionRequest, device_id: UUID) -> HttpResponse:
    """Forget a device, and end its sessions."""
    for ended in forget_device(device_id=device_id, actor=request.actor, now=request.now):
        watch.ended(ended)
    return HttpResponseRedirect(f"{PATH}?selesai=perangkat")


def kind_words(kind: FactorKind) -> str:
    """Return what a kind of factor is called."""
    return {
        FactorKind.PASSKEY: _("Passkey"),
        FactorKind.TOTP: _("Aplikasi autentikator"),
        FactorKind.EMAIL: _("Kode lewat surel"),
        FactorKind.SMS: _("Kode lewat SMS"),
    }[kind]


SIGNS = {
    FactorKind.PASSKEY: "fingerprint",
    FactorKind.TOTP: "device-mobile",
    FactorKind.EMAIL: "mail",
    FactorKind.SMS: "phone",
}


def _proof_first(request: SessionRequest) -> HttpResponse | None:
    """Return the way to a proof, from which one comes back to the page and chooses again."""
    return HttpResponseRedirect(f"/masuk/langkah-kedua?{urlencode({'next': PATH})}") if proof_needed(request) else None


def _factor(request: SessionRequest, factor_id: UUID) -> FactorView:
    session_of(request)
    for factor in factors(actor=request.actor):
        if factor.id == factor_id:
            return factor
    raise NotFound


def _line(factor: FactorView, *, is_kept: bool) -> FactorLine:
    one = f"{PATH}/cara/{factor.id}"
    return FactorLine(
        name=f"{factor.name} ({factor.sent_to})" if factor.sent_to else factor.name,
        kind=kind_words(factor.kind),
        sign=SIGNS[factor.kind],
        created_at=factor.created_at,
        used_at=factor.used_at,
        is_for_office=factor.is_for_office,
        name_href=f"{one}/nama",
        remove_href="" if is_kept else f"{one}/hapus",
    )


def _device(device: DeviceView) -> DeviceLine:
    forget_href = f"{PATH}/perangkat/{device.id}/lupakan"
    return DeviceLine(device.name, device.created_at, device.seen_at, device.is_this_one, forget_href)


def _wishes() -> tuple[tuple[str, str], ...]:
    return (
        (WhenAsked.ALWAYS, _("Setiap kali masuk")),
        (WhenAsked.NEW_DEVICE, _("Hanya dari perangkat yang belum dikenal")),
        (WhenAsked.NEVER, _("Tidak pernah saat masuk")),
    )


def _done(code: str) -> str:
    return {
        "tambah": _("Cara baru sudah ditambahkan. Buat juga kode pemulihan, untuk hari Anda kehilangan semuanya."),
        "nama": _("Nama sudah disimpan."),
        "hapus": _("Cara itu sudah dihapus."),
        "kapan": _("Pilihan Anda sudah disimpan."),
        "perangkat": _("Perangkat sudah dilupakan dan sesinya diakhiri."),
    }.get(code, "")
