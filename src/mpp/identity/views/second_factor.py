"""The second step: proving by something one holds, after a door, before a post, before security is changed."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django import forms
from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from mpp.foundation.errors import NotFound
from mpp.foundation.ids import uuid7
from mpp.foundation.ratelimit import spend
from mpp.identity.claims import SessionClaims
from mpp.identity.operations.begin_challenge import begin_challenge
from mpp.identity.operations.prove_by_code import prove_by_code
from mpp.identity.operations.prove_by_passkey import prove_by_passkey
from mpp.identity.operations.prove_by_recovery_code import prove_by_recovery_code
from mpp.identity.operations.proving import Outcome
from mpp.identity.operations.send_code import send_code
from mpp.identity.passkeys import request_options
from mpp.identity.ports import CodeNotSent
from mpp.identity.queries.factors import FactorView, factors, passkeys, recovery_codes_left
from mpp.identity.request import SessionRequest
from mpp.identity.rules import local_path
from mpp.identity.rules.factors import CODE_DIGITS, SENT, FactorKind, typed_code, typed_recovery_code
from mpp.identity.views._entry import FACTOR_PATH, way_in
from mpp.identity.views._proofs import actor_of, caller_of, carry, go_on, site_of, trouble_of
from mpp.ui.access import EVERYONE, SIGN_IN_PATH, open_to
from mpp.ui.forms import FormState, form_state
from mpp.ui.pages import page_or_block

#: Chosen instead of a factor.
RECOVERY = "pemulihan"
PASSKEY = "passkey"
#: The easiest and strongest first.
ORDER = [FactorKind.PASSKEY, FactorKind.TOTP, FactorKind.SMS, FactorKind.EMAIL]


class CodeForm(forms.Form):
    kode = forms.CharField(max_length=30, error_messages={"required": gettext_lazy("Isi kodenya.")})

    def __init__(self, *args: Any, is_recovery: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_recovery = is_recovery

    def clean_kode(self) -> str:
        typed = self.cleaned_data["kode"]
        code = typed_recovery_code(typed) if self.is_recovery else typed_code(typed)
        if code is None:
            raise forms.ValidationError(
                _("Kode pemulihan terdiri dari 10 huruf dan angka.")
                if self.is_recovery
                else _("Kode terdiri dari %(digits)s angka.") % {"digits": CODE_DIGITS}
            )
        return code


@dataclass(frozen=True, slots=True)
class Way:
    """One way to prove. key: `passkey`, `pemulihan`, or the id of a factor"""

    key: str
    kind: str
    title: str
    href: str


@dataclass(frozen=True, slots=True)
class SecondFactorPage:
    """current: None where the person has no way: then signing in again is the proof

    is_sent: the code is on its way     trouble: why sending or the passkey failed, "" for nothing
    """

    current: Way | None
    others: tuple[Way, ...]
    form: FormState
    is_sent: bool
    trouble: str
    next_path: str
    again_href: str
    is_before_entry: bool


@open_to(EVERYONE)
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: SessionRequest) -> HttpResponse:
    """Ask for one proof, offer the others; take it, and lead on."""
    session = _asked(request)
    next_path = local_path(request.POST.get("next") or request.GET.get("next", ""))
    if session is None:
        return HttpResponseRedirect(f"{SIGN_IN_PATH}?{urlencode({'next': next_path})}")
    ways = _ways(request, session, next_path)
    chosen = request.POST.get("cara") or request.GET.get("cara", "")
    current = next((way for way in ways if way.key == chosen), ways[0] if ways else None)
    form = CodeForm(
        request.POST if request.method == "POST" and not request.POST.get("passkey") else None,
        is_recovery=chosen == RECOVERY,
    )
    trouble = ""
    if request.method == "POST" and current:
        outcome = _proof(request, session, current, form)
        if outcome and outcome.is_proven:
            return go_on(session, outcome, _way_on(request, session, next_path), now=request.now)
        if outcome and current.key == PASSKEY:
            trouble = trouble_of(outcome, now=request.now)
        elif outcome:
            form.add_error("kode", trouble_of(outcome, now=request.now))
    shown = SecondFactorPage(
        current=current,
        others=tuple(way for way in ways if way is not current),
        form=form_state(form),
        is_sent="terkirim" in request.GET or "terkirim" in request.POST,
        trouble=trouble or (_not_sent() if "gagal" in request.GET else ""),
        next_path=next_path,
        again_href=f"{SIGN_IN_PATH}?{urlencode({'next': next_path, 'lagi': 'ya'})}",
        is_before_entry=session.is_pending,
    )
    return page_or_block(
        request, "identity/second_factor.html", page=shown, status=422 if form.errors or trouble else 200
    )


@open_to(EVERYONE)
@require_POST
def send(request: SessionRequest) -> HttpResponse:
    """Send a code to the address of the chosen factor, and go back to typing it."""
    session = _asked(request)
    if session is None:
        raise NotFound
    _spend(request, session)
    made = send_code(
        challenge_id=uuid7(),
        session_id=session.session_id,
        factor_id=_id(request.POST.get("cara", "")),
        actor=actor_of(session, request),
        now=request.now,
    )
    told = {"next": local_path(request.POST.get("next", "")), "cara": request.POST.get("cara", "")}
    try:
        carry(made, language=request.lang)
    except CodeNotSent:
        return HttpResponseRedirect(f"{FACTOR_PATH}?{urlencode(told | {'gagal': 'ya'})}")
    return HttpResponseRedirect(f"{FACTOR_PATH}?{urlencode(told | {'terkirim': 'ya'})}")


@open_to(EVERYONE)
@require_POST
def ask_passkey(request: SessionRequest) -> HttpResponse:
    """Give the browser the question that a passkey signs (JSON)."""
    session = _asked(request)
    if session is None:
        raise NotFound
    _spend(request, session)
    actor = actor_of(session, request)
    site = site_of(request)
    challenge = begin_challenge(
        challenge_id=uuid7(), session_id=session.session_id, purpose="prove-passkey", actor=actor, now=request.now
    )
    return JsonResponse(request_options(site, challenge, known=passkeys(host=site.host, actor=actor)))


def _asked(request: SessionRequest) -> SessionClaims | None:
    return request.pending_claims or request.session_claims


def _spend(request: SessionRequest, session: SessionClaims) -> None:
    spend("second-factor", address=request.actor.address, account=session.account_id)


def _ways(request: SessionRequest, session: SessionClaims, next_path: str) -> list[Way]:
    actor = actor_of(session, request)
    held = sorted(factors(actor=actor), key=lambda factor: ORDER.index(factor.kind))
    here = site_of(request).host
    ways = []
    if any(factor.kind is FactorKind.PASSKEY and factor.host == here for factor in held):
        ways.append(Way(PASSKEY, FactorKind.PASSKEY, _("Passkey"), _href(PASSKEY, next_path)))
    ways += [
        Way(str(factor.id), factor.kind, _title(factor), _href(str(factor.id), next_path))
        for factor in held
        if factor.kind is not FactorKind.PASSKEY
    ]
    if recovery_codes_left(actor=actor):
        ways.append(Way(RECOVERY, RECOVERY, _("Kode pemulihan"), _href(RECOVERY, next_path)))
    return ways


def _href(key: str, next_path: str) -> str:
    return f"{FACTOR_PATH}?{urlencode({'cara': key, 'next': next_path})}"


def _title(factor: FactorView) -> str:
    if factor.kind in SENT:
        return (_("Kode lewat SMS ke {to}") if factor.kind is FactorKind.SMS else _("Kode lewat surel ke {to}")).format(
            to=factor.sent_to
        )
    return _("Aplikasi autentikator: {name}").format(name=factor.name)


def _proof(request: SessionRequest, session: SessionClaims, way: Way, form: CodeForm) -> Outcome | None:
    """Return how the proof went, None where there is nothing to try."""
    _spend(request, session)
    given: dict[str, Any] = {
        "session_id": session.session_id,
        "new_session_id": uuid7(),
        "caller": caller_of(request),
        "actor": actor_of(session, request),
        "now": request.now,
    }
    if way.key == PASSKEY:
        return prove_by_passkey(answer=request.POST.get("passkey", ""), site=site_of(request), **given)
    if not form.is_valid():
        return None
    code = form.cleaned_data["kode"]
    if way.key == RECOVERY:
        return prove_by_recovery_code(code=code, **given)
    return prove_by_code(factor_id=UUID(way.key), code=code, **given)


def _way_on(request: SessionRequest, session: SessionClaims, next_path: str) -> str:
    return way_in(request, session, next_path) if session.is_pending else next_path


def _not_sent() -> str:
    return _("Kode tidak dapat dikirim sekarang. Coba lagi sebentar, atau pakai cara lain.")


def _id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise NotFound from None
