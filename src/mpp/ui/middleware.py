"""The outer and the inner end of the middleware chain (the whole chain stands in config/settings.py)."""

import secrets
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

import structlog
from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase, ResponseHeaders
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_supported_language_variant
from django.utils.translation.trans_real import parse_accept_lang_header
from django_htmx.middleware import HtmxDetails

from mpp.foundation.actor import ANYONE
from mpp.foundation.clock import utc_now
from mpp.foundation.errors import DomainError, NotFound
from mpp.foundation.logs import SECRET_WORDS
from mpp.foundation.operation import writes_allowed
from mpp.ui.access import EVERYONE, SIGN_IN_PATH, may_use, roles_of, why_it_writes_on_get
from mpp.ui.errors import method_not_allowed, refusal_response, wants_problem_details
from mpp.ui.pages import page_or_block
from mpp.ui.request import Request

log = structlog.get_logger(__name__)

type GetResponse = Callable[[Request], HttpResponseBase]

LANGUAGE_COOKIE = "bahasa"
LANGUAGES = frozenset(code for code, _ in settings.LANGUAGES)

#: Digits and capitals without those that look alike: a reference is read out over the telephone.
REFERENCE_ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"


@dataclass(frozen=True, slots=True)
class SessionEndedPage:
    """typed: (name, value) of everything that was sent, files excepted"""

    sign_in_href: str
    typed: tuple[tuple[str, str], ...]


class RequestMiddleware:
    """Give the request its reference, time and language; render refusals; send the security headers."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response
        self._always = _stored(security_headers())
        self._of_pages = {
            (language, is_signed_in): self._always
            | _stored(
                {
                    "Content-Language": language,
                    # A page of a signed-in person must not come back from a cache after signing out.
                    "Cache-Control": "no-store" if is_signed_in else "no-cache",
                }
            )
            for language in LANGUAGES
            for is_signed_in in (False, True)
        }

    def __call__(self, request: Request) -> HttpResponseBase:
        request.request_id = new_reference()
        request.now = utc_now()
        request.lang = language_of(request.COOKIES, request.META.get("HTTP_ACCEPT_LANGUAGE", ""))
        request.actor = ANYONE
        request.region = None
        request.account_name = ""
        request.acting_for = ""
        request.htmx = HtmxDetails(request)
        # Bound until the next request of the same thread: taking it away again would cost more than all the rest here.
        structlog.contextvars.bind_contextvars(reference=request.request_id)
        with translation.override(request.lang):
            response = self.get_response(request)
            if response.status_code == 405 and not wants_problem_details(request):
                response = method_not_allowed(request, response)
        self._add_headers(request, response)
        return response

    def _add_headers(self, request: Request, response: HttpResponseBase) -> None:
        """Add what every answer says; what a view has set itself stays."""
        always = self._always
        if response.headers.get("Content-Type", "").startswith("text/html"):
            always = self._of_pages[request.lang, request.actor.is_signed_in]
            response.headers["Vary"] = _varied(response.headers.get("Vary", ""))
        # All at once: one by one, Django encodes each to see whether it may.
        response.headers._store = always | response.headers._store
        response.headers["X-Request-Id"] = request.request_id

    def process_exception(self, request: Request, exception: Exception) -> HttpResponse | None:
        """Answer refusals; anything else is a defect and goes on to the 500 page."""
        return refusal_response(request, exception) if isinstance(exception, DomainError) else None


def _stored(headers: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    """Return constant headers as Django's answers keep them, checked as it checks them."""
    return ResponseHeaders(headers)._store


@lru_cache(maxsize=100)
def _varied(vary: str) -> str:
    """Return the header `Vary` of a page whose view has set this one."""
    response = HttpResponse(headers={"Vary": vary} if vary else {})
    patch_vary_headers(response, ["Accept-Language", "Cookie"])
    return response.headers["Vary"]


#: Methods that only ask (RFC 9110 9.2.1): while one is answered, operations refuse to run.
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})


class AccessMiddleware:
    """Refuse a view that does not say who may use it, and whoever it is not open to; keep a GET from writing."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: Request) -> HttpResponseBase:
        before = writes_allowed.set(request.method not in SAFE_METHODS)
        try:
            return self.get_response(request)
        finally:
            writes_allowed.reset(before)

    def process_view(
        self, request: Request, view: Callable[..., object], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        if why_it_writes_on_get(view):
            writes_allowed.set(True)
        roles = roles_of(view)
        if roles is None:
            log.error("view_without_access_rule", view=getattr(view, "__qualname__", repr(view)))
            return refusal_response(request, NotFound())
        if EVERYONE in roles:
            return None
        if not request.actor.is_signed_in:
            return ask_to_sign_in(request)
        if not may_use(request.actor, roles, region_id=request.region.id if request.region else None):
            return refusal_response(request, NotFound())
        return None


def ask_to_sign_in(request: Request) -> HttpResponse:
    """Return the way to the sign-in page; what was typed into a form stays on the page until it can be sent again."""
    href = f"{SIGN_IN_PATH}?{urlencode({'next': request.get_full_path()})}"
    if wants_problem_details(request):
        return HttpResponse(status=401)
    if request.htmx:
        return HttpResponse(status=401, headers={"HX-Redirect": href})
    if request.method == "POST":
        page = SessionEndedPage(SIGN_IN_PATH, tuple(_typed(request)))
        return page_or_block(request, "ui/session_ended.html", page=page, status=401)
    return HttpResponseRedirect(href)


def _typed(request: Request) -> Iterator[tuple[str, str]]:
    """Yield what was sent, without passphrases and tokens: those are typed anew."""
    for name, values in request.POST.lists():
        if not any(word in name.lower() for word in SECRET_WORDS):
            yield from ((name, str(value)) for value in values)


def language_of(cookies: Mapping[str, str], accepted: str) -> str:
    """Return the language chosen by cookie, else what the browser prefers, else Indonesian.

    accepted: the header `Accept-Language`
    """
    chosen = cookies.get(LANGUAGE_COOKIE)
    return chosen if chosen in LANGUAGES else _preferred(accepted)


@lru_cache(maxsize=1_000)
def _preferred(accepted: str) -> str:
    for language, _quality in parse_accept_lang_header(accepted):
        with suppress(LookupError):
            return get_supported_language_variant(language)
    return settings.LANGUAGE_CODE


def new_reference() -> str:
    """Return ten characters such as `K7F3-9CX2QP`, told to a person and written to the log."""
    drawn = "".join(REFERENCE_ALPHABET[byte % len(REFERENCE_ALPHABET)] for byte in secrets.token_bytes(10))
    return f"{drawn[:4]}-{drawn[4:]}"


def content_policy(*, form_targets: Iterable[str] = ()) -> str:
    """Return what a page may load and where its forms may lead.

    form_targets: origins outside ours; settings.FORM_TARGETS names those of every page (a sign-in provider)
    """
    policy = {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self'",
        "img-src": "'self'",
        "font-src": "'self'",
        "connect-src": "'self'",
        "manifest-src": "'self'",
        "form-action": " ".join(["'self'", *getattr(settings, "FORM_TARGETS", ()), *form_targets]),
        "base-uri": "'none'",
        "frame-ancestors": "'none'",
    }
    return "; ".join(f"{name} {value}" for name, value in policy.items())


def security_headers() -> dict[str, str]:
    """Return the headers of every answer; a view that needs another value sets its own."""
    # Where people reach us by https, they never shall by http again.
    secure = {"Strict-Transport-Security": "max-age=31536000"} if settings.COOKIES_ARE_SECURE else {}
    return secure | {
        "Content-Security-Policy": content_policy(),
        "Cross-Origin-Opener-Policy": "same-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
        # CSRF checks on https need the referrer on our own pages; no other site learns our paths.
        "Referrer-Policy": "same-origin",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
    }
