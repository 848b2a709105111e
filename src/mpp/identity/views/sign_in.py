"""Signing in: choose a door, go through it, come back."""

from dataclasses import dataclass
from urllib.parse import urlencode

import structlog
from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_safe

from mpp.foundation.actor import NATIONAL
from mpp.foundation.errors import DomainError, NotFound
from mpp.foundation.ratelimit import limited
from mpp.identity import attempts, claims
from mpp.identity.claims import SessionClaims
from mpp.identity.operations.sign_in import SignedIn, sign_in
from mpp.identity.ports import Answer, Attempt, IdentityProviderUnavailable, ProvenIdentity, SignInUntrusted
from mpp.identity.queries import own_capacities
from mpp.identity.request import SessionRequest
from mpp.identity.rules import CITIZEN, local_path
from mpp.identity.standing import standing
from mpp.identity.views.refusals import SignInCancelled, SignInUnknown
from mpp.identity.wired import doors
from mpp.ui.access import EVERYONE, SIGN_IN_PATH, open_to, writes_on_get
from mpp.ui.errors import STATUS, words_for
from mpp.ui.pages import page_or_block

log = structlog.get_logger(__name__)

#: With these a provider says that it cannot do its part just now (RFC 6749 4.1.2.1).
PROVIDER_TROUBLE = frozenset({"server_error", "temporarily_unavailable"})


@dataclass(frozen=True, slots=True)
class DoorView:
    name: str
    hint: str
    href: str


@dataclass(frozen=True, slots=True)
class SignInPage:
    """has_run_out: the session ended while a form was open     has_signed_out: just now"""

    doors: tuple[DoorView, ...]
    has_run_out: bool
    has_signed_out: bool


@dataclass(frozen=True, slots=True)
class SignInFailedPage:
    title: str
    text: str
    again_href: str
    reference: str


@open_to(EVERYONE)
@require_safe
def choose_door(request: SessionRequest) -> HttpResponse:
    """Offer the ways to sign in, and say what happens then."""
    next_path = local_path(request.GET.get("next", ""))
    if request.session_claims:
        return HttpResponseRedirect(next_path)
    page = SignInPage(
        doors=tuple(
            DoorView(
                name=door.name[request.lang],
                hint=door.hint[request.lang],
                href=f"{SIGN_IN_PATH}/mulai/{key}?{urlencode({'next': next_path})}",
            )
            for key, door in doors().items()
        ),
        has_run_out="sesi" in request.GET,
        has_signed_out="keluar" in request.GET,
    )
    return page_or_block(request, "identity/sign_in.html", page=page)


@open_to(EVERYONE)
@require_safe
@limited("sign-in")
def start(request: SessionRequest, door: str) -> HttpResponse:
    """Send the browser to the identity provider."""
    if door not in doors():
        raise NotFound
    next_path = local_path(request.GET.get("next", ""))
    attempt = attempts.begin(door)
    try:
        address = doors()[door].provider.sign_in_address(
            attempt, redirect_uri=_return_address(request), language=request.lang
        )
    except IdentityProviderUnavailable as refused:
        return _failed(request, refused, next_path)
    response = HttpResponseRedirect(address)
    attempts.remember(response, attempt, next_path=next_path)
    return response


@open_to(EVERYONE)
@writes_on_get("The identity provider sends the browser back by GET (OpenID Connect), and the session begins there.")
@require_safe
@limited("sign-in")
def finish(request: SessionRequest) -> HttpResponse:
    """Take the provider's answer and begin the session."""
    state = request.GET.get("state", "")
    recalled = attempts.recall(request, state)
    if recalled is None:
        # Whoever is in already has only gone back in the browser's history.
        return HttpResponseRedirect("/") if request.session_claims else _failed(request, SignInUnknown(), "/")
    attempt, next_path = recalled
    try:
        proven = _proven(request, attempt)
        replaced = request.session_claims.session_id if request.session_claims else None
        begun = sign_in(
            proven=proven,
            status=standing(proven),
            language=request.lang,
            replaces=replaced,
            actor=request.actor,
            now=request.now,
        )
    except DomainError as refused:
        response = _failed(request, refused, next_path)
    else:
        response = _welcome(request, begun, proven, next_path)
    attempts.forget(response, state)
    return response


def _proven(request: SessionRequest, attempt: Attempt) -> ProvenIdentity:
    error = request.GET.get("error")
    if error == "access_denied":
        raise SignInCancelled
    if error in PROVIDER_TROUBLE:
        raise IdentityProviderUnavailable(provider=attempt.provider)
    if error or not request.GET.get("code"):
        raise SignInUntrusted(provider=attempt.provider, reason="no code")
    if attempt.provider not in doors():
        raise SignInUnknown
    answer = Answer(code=request.GET["code"], issuer=request.GET.get("iss", ""))
    provider = doors()[attempt.provider].provider
    return provider.identity(attempt, answer, redirect_uri=_return_address(request), now=request.now.timestamp())


def _welcome(request: SessionRequest, begun: SignedIn, proven: ProvenIdentity, next_path: str) -> HttpResponse:
    session = SessionClaims(
        session_id=begun.session_id,
        account_id=begun.account_id,
        person_id=begun.person_id,
        name=begun.name,
        role=CITIZEN,
        region_id=NATIONAL,
        officer_id=None,
        agency_id=None,
        assurance=proven.assurance,
        device=request.actor.device,
        created_at=request.now,
        seen_at=request.now,
    )
    has_posts = own_capacities(actor=session.actor(address=request.actor.address), now=request.now)
    choose = f"/akun/kapasitas?{urlencode({'next': next_path})}"
    response = HttpResponseRedirect(choose if has_posts else next_path)
    claims.put(response, session)
    return response


def _failed(request: SessionRequest, refused: DomainError, next_path: str) -> HttpResponse:
    log.warning("sign-in-refused", code=refused.code, facts=refused.facts, reference=request.request_id)
    title, text = words_for(refused)
    page = SignInFailedPage(title, text, f"{SIGN_IN_PATH}?{urlencode({'next': next_path})}", request.request_id)
    return page_or_block(request, "identity/sign_in_failed.html", page=page, status=STATUS[refused.kind])


def _return_address(request: SessionRequest) -> str:
    """Return where the provider sends the browser: the host it began on, for only that one has the attempt's cookie."""
    scheme = "https" if settings.COOKIES_ARE_SECURE else "http"
    return f"{scheme}://{request.get_host()}{attempts.PATH}"
