"""Access of officers, for their administrators: who is invited, who entered, who failed; end, invite again, recover."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django import forms
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mpp.foundation.clock import local_date
from mpp.foundation.errors import DomainError, NotFound
from mpp.foundation.ids import uuid7
from mpp.identity.watch import watch
from mpp.tenancy.operations.ask_recovery import NotYourself, RecoveryWaits, ask_recovery
from mpp.tenancy.operations.confirm_recovery import TakesTwo, confirm_recovery
from mpp.tenancy.operations.end_officer_sessions import end_officer_sessions
from mpp.tenancy.operations.invite import EmailUnusable, invite
from mpp.tenancy.queries import NATIONAL_ZONE, RegionView, region_by_id
from mpp.tenancy.queries.access import (
    AccessState,
    Entry,
    OfficerAccess,
    WaitingRecovery,
    entries,
    officers_access,
    waiting_recoveries,
)
from mpp.tenancy.rules import may_confirm_recovery
from mpp.tenancy.views._words import role_title
from mpp.ui.access import open_to
from mpp.ui.forms import FormState, form_state
from mpp.ui.pages import page_or_block
from mpp.ui.request import Request


@dataclass(frozen=True, slots=True)
class OfficerLine:
    """titles: of the posts     end_href, recover_href: "" for oneself, and for who has no way in yet"""

    name: str
    titles: str
    state: str
    tone: str
    until: datetime | None
    last_entered_at: datetime | None
    invite_href: str
    end_href: str
    recover_href: str


@dataclass(frozen=True, slots=True)
class EntryLine:
    name: str
    at: datetime
    text: str
    tone: str
    where: str


@dataclass(frozen=True, slots=True)
class RecoveryLine:
    """confirm_href: "" for who may not confirm"""

    officer: str
    asked_by: str
    place: str
    reason: str
    asked_at: datetime
    expires_at: datetime
    confirm_href: str


@dataclass(frozen=True, slots=True)
class AccessPage:
    """desk: template of the frame     zone: in which moments are read"""

    desk: str
    done: str
    zone: str
    officers: tuple[OfficerLine, ...]
    waiting: int
    recoveries: tuple[RecoveryLine, ...]
    entries: tuple[EntryLine, ...]


@open_to("admin_daerah")
@require_safe
def page(request: Request) -> HttpResponse:
    """Show the officers of the region."""
    return _page(request)


@open_to("admin_nasional")
@require_safe
def national_page(request: Request) -> HttpResponse:
    """Show the nation's own officers, and every recovery that waits for a second administrator."""
    return _page(request)


def _page(request: Request) -> HttpResponse:
    zone = _zone(request)
    held = officers_access(actor=request.actor, on=local_date(request.now, zone), now=request.now)
    waiting = waiting_recoveries(actor=request.actor, now=request.now)
    shown = AccessPage(
        desk=_desk(request),
        done=_done(request.GET.get("selesai", "")),
        zone=zone,
        officers=tuple(_officer(each, request) for each in held),
        waiting=sum(each.state is not AccessState.READY for each in held),
        recoveries=tuple(_recovery(each, request) for each in waiting),
        entries=tuple(_entry(each, request.lang) for each in entries(actor=request.actor)),
    )
    return page_or_block(request, "tenancy/access.html", page=shown)


class InviteForm(forms.Form):
    surel = forms.EmailField(
        max_length=254,
        error_messages={
            "required": gettext_lazy("Isi alamat surel petugas."),
            "invalid": gettext_lazy("Alamat surel ini belum lengkap, misalnya: nama@contoh.go.id."),
        },
    )


class RecoverForm(InviteForm):
    alasan = forms.CharField(
        max_length=200, error_messages={"required": gettext_lazy("Tulis bagaimana Anda memastikan bahwa ini orangnya.")}
    )


@dataclass(frozen=True, slots=True)
class OfficerFormPage:
    desk: str
    name: str
    form: FormState
    back_href: str


@open_to("admin_daerah")
@require_http_methods(["GET", "HEAD", "POST"])
def invite_page(request: Request, officer_id: UUID) -> HttpResponse:
    """Ask where the link goes, and send it."""
    return _invite(request, officer_id)


@open_to("admin_nasional")
@require_http_methods(["GET", "HEAD", "POST"])
def national_invite_page(request: Request, officer_id: UUID) -> HttpResponse:
    """Do the same for an officer of the nation."""
    return _invite(request, officer_id)


def _invite(request: Request, officer_id: UUID) -> HttpResponse:
    officer = _own_officer(request, officer_id)
    form = InviteForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            invite(
                invitation_id=uuid7(),
                officer_id=officer_id,
                email=form.cleaned_data["surel"],
                actor=request.actor,
                now=request.now,
            )
        except EmailUnusable:
            form.add_error("surel", _("Alamat surel ini tidak dapat dipakai."))
        else:
            return HttpResponseRedirect(f"{_home(request)}?selesai=undang")
    shown = OfficerFormPage(_desk(request), officer.name, form_state(form), _home(request))
    return page_or_block(request, "tenancy/invite.html", page=shown, status=422 if form.errors else 200)


@open_to("admin_daerah")
@require_POST
def end_sessions(request: Request, officer_id: UUID) -> HttpResponse:
    """End all sessions of an officer."""
    return _end_sessions(request, officer_id)


@open_to("admin_nasional")
@require_POST
def national_end_sessions(request: Request, officer_id: UUID) -> HttpResponse:
    """Do the same for an officer of the nation."""
    return _end_sessions(request, officer_id)


def _end_sessions(request: Request, officer_id: UUID) -> HttpResponse:
    for ended in end_officer_sessions(officer_id=officer_id, actor=request.actor, now=request.now):
        watch.ended(ended)
    return HttpResponseRedirect(f"{_home(request)}?selesai=sesi")


@open_to("admin_daerah")
@require_http_methods(["GET", "HEAD", "POST"])
def recover_page(request: Request, officer_id: UUID) -> HttpResponse:
    """Ask how the administrator knows the officer, and let the recovery wait for a second one."""
    return _recover(request, officer_id)


@open_to("admin_nasional")
@require_http_methods(["GET", "HEAD", "POST"])
def national_recover_page(request: Request, officer_id: UUID) -> HttpResponse:
    """Do the same for an officer of the nation."""
    return _recover(request, officer_id)


def _recover(request: Request, officer_id: UUID) -> HttpResponse:
    officer = _own_officer(request, officer_id)
    form = RecoverForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            ask_recovery(
                recovery_id=uuid7(),
                officer_id=officer_id,
                reason=form.cleaned_data["alasan"],
                email=form.cleaned_data["surel"],
                actor=request.actor,
                now=request.now,
            )
        except (NotYourself, RecoveryWaits, EmailUnusable) as refusal:
            form.add_error("alasan", _reason(refusal))
        else:
            return HttpResponseRedirect(f"{_home(request)}?selesai=pulihkan")
    shown = OfficerFormPage(_desk(request), officer.name, form_state(form), _home(request))
    return page_or_block(request, "tenancy/recover.html", page=shown, status=422 if form.errors else 200)


@dataclass(frozen=True, slots=True)
class ConfirmPage:
    desk: str
    recovery: RecoveryLine
    zone: str
    error: str
    back_href: str


@open_to("admin_daerah")
@require_http_methods(["GET", "HEAD", "POST"])
def confirm_page(request: Request, recovery_id: UUID) -> HttpResponse:
    """Show what the other administrator asks for, and confirm it."""
    return _confirm(request, recovery_id)


@open_to("admin_nasional")
@require_http_methods(["GET", "HEAD", "POST"])
def national_confirm_page(request: Request, recovery_id: UUID) -> HttpResponse:
    """Confirm for any region: many have one administrator only."""
    return _confirm(request, recovery_id)


def _confirm(request: Request, recovery_id: UUID) -> HttpResponse:
    found = [each for each in waiting_recoveries(actor=request.actor, now=request.now) if each.id == recovery_id]
    if not found:
        raise NotFound
    error = ""
    if request.method == "POST":
        try:
            for ended in confirm_recovery(recovery_id=recovery_id, actor=request.actor, now=request.now):
                watch.ended(ended)
        except TakesTwo:
            error = _("Pemulihan memerlukan dua orang: admin lain yang harus menyetujuinya.")
        else:
            return HttpResponseRedirect(f"{_home(request)}?selesai=pulih")
    shown = ConfirmPage(_desk(request), _recovery(found[0], request), _zone(request), error, _home(request))
    return page_or_block(request, "tenancy/confirm_recovery.html", page=shown, status=409 if error else 200)


def _home(request: Request) -> str:
    region = request.region
    return f"/{region.slug}/petugas/akses" if region else "/nasional/akses"


def _desk(request: Request) -> str:
    return "tenancy/admin_desk.html" if request.region else "tenancy/national_desk.html"


def _zone(request: Request) -> str:
    return request.region.timezone if isinstance(request.region, RegionView) else NATIONAL_ZONE


def _own_officer(request: Request, officer_id: UUID) -> OfficerAccess:
    today = local_date(request.now, _zone(request))
    for officer in officers_access(actor=request.actor, on=today, now=request.now):
        if officer.officer_id == officer_id:
            return officer
    raise NotFound


def _officer(officer: OfficerAccess, request: Request) -> OfficerLine:
    state, tone = {
        AccessState.READY: (_("Siap bekerja"), "success"),
        AccessState.INVITED: (_("Diundang"), "warning"),
        AccessState.NOT_INVITED: (_("Belum diundang"), "danger"),
    }[officer.state]
    one = f"{_home(request)}/{officer.officer_id}"
    is_other = officer.officer_id != request.actor.officer_id
    return OfficerLine(
        name=officer.name,
        titles=", ".join(role_title(role, request.lang) for role in officer.roles),
        state=state,
        tone=tone,
        until=officer.invited_until,
        last_entered_at=officer.last_entered_at,
        invite_href="" if officer.state is AccessState.READY else f"{one}/undang",
        end_href=f"{one}/akhiri" if is_other and officer.state is AccessState.READY else "",
        recover_href=f"{one}/pulihkan" if is_other and officer.state is AccessState.READY else "",
    )


def _entry(entry: Entry, lang: str) -> EntryLine:
    text, tone = {
        "entered": (_("Masuk sebagai {role}"), "success"),
        "failed": (_("Bukti salah: {kind}"), "danger"),
        "elsewhere": (_("Sesi sebagai {role} dicoba di peramban lain, ditolak"), "danger"),
    }[entry.result]
    words = text.format(
        role=role_title(entry.detail, lang) if entry.result != "failed" else "", kind=_factor_words(entry.detail)
    )
    where = ", ".join(filter(None, (entry.device or _("perangkat tidak dikenal"), entry.address)))
    return EntryLine(entry.name, entry.at, words, tone, where)


def _factor_words(kind: str) -> str:
    return {
        "passkey": _("passkey"),
        "totp": _("kode aplikasi"),
        "email": _("kode surel"),
        "sms": _("kode SMS"),
        "recovery": _("kode pemulihan"),
    }.get(kind, _("kode"))


def _recovery(recovery: WaitingRecovery, request: Request) -> RecoveryLine:
    region = region_by_id(recovery.region_id)
    may_confirm = may_confirm_recovery(
        confirming=request.actor.officer_id, asked_by=recovery.asked_by_id, officer=recovery.officer_id
    )
    return RecoveryLine(
        officer=recovery.officer,
        asked_by=recovery.asked_by,
        place=region.name if region else _("Nasional"),
        reason=recovery.reason,
        asked_at=recovery.asked_at,
        expires_at=recovery.expires_at,
        confirm_href=f"{_home(request)}/pemulihan/{recovery.id}" if may_confirm else "",
    )


def _reason(refusal: DomainError) -> str:
    return {
        NotYourself.code: _("Akses Anda sendiri dipulihkan oleh dua admin lain."),
        RecoveryWaits.code: _("Pemulihan petugas ini sudah menunggu persetujuan admin kedua."),
    }.get(refusal.code, _("Alamat surel ini tidak dapat dipakai."))


def _done(code: str) -> str:
    return {
        "undang": _(
            "Undangan dikirim. Tautannya berlaku tujuh hari dan satu kali; undangan sebelumnya tidak berlaku lagi."
        ),
        "sesi": _("Semua sesi petugas itu diakhiri. Dalam beberapa detik tidak satu pun dapat dipakai lagi."),
        "pulihkan": _("Permintaan dicatat. Belum ada yang berubah sampai admin kedua menyetujuinya."),
        "pulih": _("Akses dipulihkan: cara lama dihapus, sesi diakhiri, dan undangan baru dikirim."),
    }.get(code, "")
