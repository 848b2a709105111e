"""How one is reached: e-mail and mobile number, corrected by a code that goes to the new address."""

from dataclasses import dataclass

from django import forms
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mpp.foundation.errors import NotFound
from mpp.foundation.ratelimit import limited
from mpp.identity.operations.correct_contact import correct_contact
from mpp.identity.operations.drop_contact import drop_contact
from mpp.identity.operations.send_code import CORRECT
from mpp.identity.queries import Profile, acting_person, profile
from mpp.identity.queries.contacts import address_to_prove
from mpp.identity.request import SessionRequest
from mpp.identity.rules.factors import FactorKind, masked_email, masked_phone
from mpp.identity.views._contact_codes import CodeForm, address_form, send
from mpp.identity.views._proofs import caller_of, proof_needed, session_of, trouble_of
from mpp.identity.wired import couriers, doors
from mpp.ui.access import SIGNED_IN, open_to
from mpp.ui.formats import short_moment
from mpp.ui.forms import FormState, form_state
from mpp.ui.pages import page_or_block

PATH = "/akun/kontak"
#: The word of each kind in its address.
WORDS = {FactorKind.EMAIL: "surel", FactorKind.SMS: "ponsel"}


@dataclass(frozen=True, slots=True)
class ContactLine:
    """value: "" where the person is not reached this way     note: by whose word, or what the provider says besides

    can_change: a code can be sent to such an address here     drop_href: "" where there is nothing to drop
    """

    title: str
    value: str
    notes: tuple[str, ...]
    can_change: bool
    change_href: str
    drop_href: str


@dataclass(frozen=True, slots=True)
class ContactsPage:
    lines: tuple[ContactLine, ...]
    done: str


@dataclass(frozen=True, slots=True)
class ChangePage:
    """kind: email | sms     sent_to: the address to which the code went, "" before it was sent

    again: how sending once more went: "ya", "gagal", or "" where it was not asked
    """

    kind: str
    form: FormState
    sent_to: str
    back_href: str
    again_href: str
    again: str


@dataclass(frozen=True, slots=True)
class DropPage:
    kind: str
    value: str


@open_to(SIGNED_IN)
@require_safe
def contacts(request: SessionRequest) -> HttpResponse:
    """Show how one is reached, and by whose word."""
    known = profile(actor=request.actor)
    done = {
        "surel": _("Alamat surel Anda sudah diganti. Alamat yang lama kami beri tahu."),
        "ponsel": _("Nomor ponsel Anda sudah diganti. Nomor yang lama kami beri tahu."),
        "lepas": _("Sejak sekarang kami tidak memakainya lagi."),
    }.get(request.GET.get("selesai", ""), "")
    shown = ContactsPage(tuple(_line(kind, known, request) for kind in WORDS), done)
    return page_or_block(request, "identity/contacts.html", page=shown)


@open_to(SIGNED_IN)
@require_http_methods(["GET", "HEAD", "POST"])
@limited("second-factor", methods=("POST",))
def change(request: SessionRequest, kind: FactorKind) -> HttpResponse:
    """Ask for the new address, and send the code there."""
    if needed := proof_needed(request):
        return needed
    _must_be_carried(kind)
    form = address_form(kind)(request.POST if request.method == "POST" else None)
    if form.is_valid() and _send(request, kind, form):
        return HttpResponseRedirect(f"{_href(kind)}/kode")
    shown = ChangePage(kind, form_state(form), sent_to="", back_href=PATH, again_href="", again="")
    return page_or_block(request, "identity/correct_contact.html", page=shown, status=422 if form.errors else 200)


@open_to(SIGNED_IN)
@require_http_methods(["GET", "HEAD", "POST"])
@limited("second-factor", methods=("POST",))
def code(request: SessionRequest, kind: FactorKind) -> HttpResponse:
    """Take the code that came, and keep the address."""
    if needed := proof_needed(request):
        return needed
    to = _address_to_prove(request, kind)
    if not to:
        return HttpResponseRedirect(_href(kind))
    form = CodeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        outcome = correct_contact(
            person_id=acting_person(request.actor),
            session_id=session_of(request).session_id,
            code=form.cleaned_data["kode"],
            caller=caller_of(request),
            actor=request.actor,
            now=request.now,
        )
        if outcome.is_proven:
            return HttpResponseRedirect(f"{PATH}?selesai={WORDS[kind]}")
        form.add_error("kode", trouble_of(outcome, now=request.now))
    shown = ChangePage(
        kind,
        form_state(form),
        sent_to=to,
        back_href=_href(kind),
        again_href=f"{_href(kind)}/kode/lagi",
        again=request.GET.get("lagi", ""),
    )
    return page_or_block(request, "identity/correct_contact.html", page=shown, status=422 if form.errors else 200)


@open_to(SIGNED_IN)
@require_POST
@limited("second-factor")
def send_again(request: SessionRequest, kind: FactorKind) -> HttpResponse:
    """Send a new code to the same address; the earlier one dies."""
    if needed := proof_needed(request):
        return needed
    to = _address_to_prove(request, kind)
    if not to:
        return HttpResponseRedirect(_href(kind))
    form = address_form(kind)({"ke": to})
    sent = form.is_valid() and _send(request, kind, form)
    return HttpResponseRedirect(f"{_href(kind)}/kode?lagi={'ya' if sent else 'gagal'}")


@open_to(SIGNED_IN)
@require_http_methods(["GET", "HEAD", "POST"])
@limited("second-factor", methods=("POST",))
def drop(request: SessionRequest, kind: FactorKind) -> HttpResponse:
    """Ask whether it is meant, then stop using the address."""
    if needed := proof_needed(request):
        return needed
    value = _value(kind, profile(actor=request.actor))
    if not value:
        return HttpResponseRedirect(PATH)
    if request.method == "POST":
        drop_contact(
            person_id=acting_person(request.actor),
            session_id=session_of(request).session_id,
            kind=kind,
            actor=request.actor,
            now=request.now,
        )
        return HttpResponseRedirect(f"{PATH}?selesai=lepas")
    return page_or_block(request, "identity/drop_contact.html", page=DropPage(kind, value))


def _line(kind: FactorKind, known: Profile, request: SessionRequest) -> ContactLine:
    value, own = _value(kind, known), known.own_contacts.get(kind)
    released = known.released_email if kind is FactorKind.EMAIL else known.released_phone
    door = doors().get(known.source)
    source = door.name[request.lang] if door else known.source
    notes = []
    if own:
        told = _("Dari Anda sendiri, {at}.") if own.to else _("Tidak dipakai lagi atas permintaan Anda, {at}.")
        notes.append(told.format(at=short_moment(own.since)))
    elif released:
        notes.append(_("Diserahkan oleh {source}, {at}.").format(source=source, at=short_moment(known.at)))
    if own and released and own.to != released:
        notes.append(_("{source} menyebut {value}.").format(source=source, value=_masked(kind, released)))
    return ContactLine(
        title=_("Surel") if kind is FactorKind.EMAIL else _("Nomor ponsel"),
        value=value,
        notes=tuple(notes),
        can_change=kind in couriers(),
        change_href=_href(kind),
        drop_href=f"{_href(kind)}/lepas" if value else "",
    )


def _href(kind: FactorKind) -> str:
    return f"{PATH}/{WORDS[kind]}"


def _address_to_prove(request: SessionRequest, kind: FactorKind) -> str:
    session_id = session_of(request).session_id
    return address_to_prove(kind, purpose=CORRECT, session_id=session_id, actor=request.actor, now=request.now)


def _value(kind: FactorKind, known: Profile) -> str:
    return known.email if kind is FactorKind.EMAIL else known.phone


def _masked(kind: FactorKind, address: str) -> str:
    return masked_email(address) if kind is FactorKind.EMAIL else masked_phone(address)


def _must_be_carried(kind: FactorKind) -> None:
    if kind not in couriers():
        raise NotFound


def _send(request: SessionRequest, kind: FactorKind, form: forms.Form) -> bool:
    return send(request, kind, form, purpose=CORRECT, subject=_("Kode untuk alamat ini di MPP Digital"))
