"""The browser's long-lived cookie: tells a known device from a new one, and ties an officer's session to it.

It proves nothing about a person. It holds a random key, signed, so that nobody can make one up.
"""

from functools import lru_cache
from uuid import UUID

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from mpp.foundation.digest import keyed_digest
from mpp.foundation.ids import uuid7
from mpp.identity.rules import device_label

#: A browser says the same with each request: what ties it is worked out once. The two bound the memory.
KNOWN_BROWSERS = 5_000
LONGEST_COOKIE = 200

#: Browsers keep no cookie longer.
KEPT_SECONDS = 400 * 24 * 3600


def key_of(request: HttpRequest) -> UUID | None:
    """Return the key of the browser, None where it has none that we gave."""
    try:
        return UUID(_signer().unsign(request.COOKIES.get(cookie_name(), "")))
    except (BadSignature, ValueError):
        return None


def key_or_new(request: HttpRequest) -> UUID:
    """Return the key of the browser, or a new one for `remember`."""
    return key_of(request) or uuid7()


def remember(response: HttpResponseBase, key: UUID) -> None:
    """Let the browser keep its key."""
    response.set_cookie(
        cookie_name(),
        signed(key),
        max_age=KEPT_SECONDS,
        secure=settings.COOKIES_ARE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def binding(cookie: str, user_agent: str) -> str:
    """Return what ties a session to a browser: its key and what family of browser and system it says it is.

    A session cookie that is copied elsewhere comes without the other cookie; both together still name another browser
    unless the thief imitates it. An update of the browser changes nothing.
    """
    return _binding(cookie[:LONGEST_COOKIE], device_label(user_agent), settings.SECRET_KEY) if cookie else ""


@lru_cache(maxsize=KNOWN_BROWSERS)
def _binding(cookie: str, device: str, _secret: str) -> str:
    return keyed_digest(f"{cookie}\0{device}")


def signed(key: UUID) -> str:
    """Return the cookie of a key, as the browser sends it back."""
    return _signer().sign(str(key))


def cookie_name() -> str:
    """Return the cookie's name; see `claims.cookie_name`."""
    return "__Host-perangkat" if settings.COOKIES_ARE_SECURE else "perangkat"


def _signer() -> Signer:
    return Signer(salt="mpp.identity.device")
