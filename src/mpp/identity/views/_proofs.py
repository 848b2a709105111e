"""What the pages around second factors share: who is asked, where the browser is, and how the session goes on."""

from dataclasses import replace
from datetime import datetime
from urllib.parse import urlencode

from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mpp.foundation.actor import Actor
from mpp.foundation.errors import NotFound
from mpp.identity import claims, devices
from mpp.identity.claims import SessionClaims
from mpp.identity.operations.proving import Caller, Outcome
from mpp.identity.operations.send_code import CodeToSend
from mpp.identity.passkeys import Site
from mpp.identity.queries.factors import factors, is_witnessed
from mpp.identity.request import SessionRequest
from mpp.identity.rules.factors import CODE_LASTS, may_change_security
from mpp.identity.views._entry import FACTOR_PATH
from mpp.identity.watch import watch
from mpp.identity.wired import couriers


def session_of(request: SessionRequest) -> SessionClaims:
    """Return the session that counts; the pages here are open to whoever has one.

    Refuses: NotFound
    """
    if request.session_claims is None:
        raise NotFound
    return request.session_claims


def actor_of(session: SessionClaims, request: SessionRequest) -> Actor:
    """Return who acts in a session, one that waits for its second factor too."""
    return session.actor(address=request.actor.address)


def caller_of(request: SessionRequest) -> Caller:
    return Caller(device_key=devices.key_of(request))


def site_of(request: SessionRequest) -> Site:
    """Return where the browser is; the host is one of ours, or Django would have refused the request."""
    host = request.get_host()
    return Site(host=host.rsplit(":", 1)[0], origin=f"{request.scheme}://{host}")


def proof_needed(request: SessionRequest) -> HttpResponse | None:
    """Return the way to a fresh proof, and back to this page; None where there is one."""
    session = session_of(request)
    is_fresh = may_change_security(
        has_factors=bool(factors(actor=request.actor)),
        proven_at=session.proven_at,
        signed_in_at=session.created_at,
        now=request.now,
        is_witnessed=is_witnessed(session.session_id, actor=request.actor),
    )
    return None if is_fresh else HttpResponseRedirect(f"{FACTOR_PATH}?{urlencode({'next': request.get_full_path()})}")


def go_on(session: SessionClaims, outcome: Outcome, where: str, *, now: datetime) -> HttpResponse:
    """Lead on, in the session that has taken the place of `session` by a proof."""
    if outcome.session_id is None:
        raise NotFound
    watch.ended(session.session_id)
    response = HttpResponseRedirect(where)
    claims.put(response, replace(session, session_id=outcome.session_id, proven_at=now, seen_at=now, is_pending=False))
    return response


def trouble_of(outcome: Outcome, *, now: datetime) -> str:
    """Return what to say of a proof that failed."""
    if outcome.locked_until is None:
        return _("Kode ini salah atau sudah tidak berlaku. Periksa lagi, atau pakai cara lain.")
    minutes = max(1, -(-int((outcome.locked_until - now).total_seconds()) // 60))
    return ngettext(
        "Terlalu banyak percobaan yang salah. Coba lagi dalam %(minutes)d menit, "
        "atau dari perangkat yang biasa Anda pakai.",
        "Terlalu banyak percobaan yang salah. Coba lagi dalam %(minutes)d menit, "
        "atau dari perangkat yang biasa Anda pakai.",
        minutes,
    ) % {"minutes": minutes}


def carry(made: CodeToSend, *, language: str, subject: str = "") -> None:
    """Send a code to its owner. subject: "" for a code to sign in with

    Raises CodeNotSent; refuses NotFound where nobody carries this kind
    """
    courier = couriers().get(made.kind)
    if courier is None:
        raise NotFound
    text = _(
        "Kode Anda: {code}. Berlaku {minutes} menit. Jangan berikan kepada siapa pun, juga tidak kepada petugas."
    ).format(code=made.code, minutes=CODE_LASTS.seconds // 60)
    courier(
        to=made.to,
        subject=subject or _("Kode masuk MPP Digital"),
        text=text,
        language=language,
        reference=str(made.challenge_id),
    )
