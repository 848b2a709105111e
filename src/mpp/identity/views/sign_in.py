"""Signing in: choose a door, go through it, come back."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_safe

from mpp.faces.wired import engine
from mpp.foundation.errors import DomainError, NotFound
from mpp.foundation.ratelimit import limited
from mpp.identity import attempts
from mpp.identity.ports import Answer, Attempt, IdentityProviderUnavailable, ProvenIdentity, SignInUntrusted
from mpp.identity.request import SessionRequest
from mpp.identity.rules import local_path
from mpp.identity.standing import standing
from mpp.identity.views._entry import come_in, turn_away
from mpp.identity.views.refusals import SignInCancelled, SignInUnknown
from mpp.identity.wired import doors
from mpp.ui.access import EVERYONE, SIGN_IN_PATH, open_to, writes_on_get
from mpp.ui.pages import page_or_block

#: With these a provider says that it cannot do its part just now (RFC 6749 4.1.2.1).
PROVIDER_TROUBLE = frozenset({"server_error", "temporarily_unavailable"})


@dataclass(frozen=True, slots=True)
class DoorView:
    name: str
    hint: str
    href: str


@dataclass(frozen=True, slots=True)
class SignInPage:
    """nik_href: "" where nobody signs in by face     code_href: where the code of an officer is typed

    has_run_out: the session ended while a form was open     has_signed_out: just now
    """

    doors: tuple[DoorView, ...]
    nik_href: str
    code_href: str
    has_run_out: bool
    has_signed_out: bool


@open_to(EVERYONE)
@require_safe
def choose_door(request: SessionRequest) -> HttpResponse:
    """Offer the ways to sign in, and say what happens then."""
    next_path = local_path(request.GET.get("next", ""))
    # Somebody may be asked to prove anew who he is: for an application that signs in by us, or to change his security.
    if request.session_claims and "lagi" not in request.GET:
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
        nik_href=f"{SIGN_IN_PATH}/nik?{urlencode({'next': next_path})}" if engine() else "",
        code_href=f"{SIGN_IN_PATH}/kode?{urlencode({'next': next_path})}",
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
        return turn_away(request, refused, next_path)
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
        return HttpResponseRedirect("/") if request.session_claims else turn_away(request, SignInUnknown(), "/")
    attempt, next_path = recalled
    try:
        proven = _proven(request, attempt)
        response = come_in(request, proven, standing(proven), next_path)
    except DomainError as refused:
        response = turn_away(request, refused, next_path)
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


def _return_address(request: SessionRequest) -> str:
    """Return where the provider sends the browser: the host it began on, for only that one has the attempt's cookie."""
    scheme = "https" if settings.COOKIES_ARE_SECURE else "http"
    return f"{scheme}://{request.get_host()}{attempts.PATH}"
