"""A sign-in under way, in a cookie of its own: only the browser that began it can end it, once, within ten minutes."""

import secrets
from dataclasses import asdict
from typing import Any

import orjson
from django.conf import settings
from django.core.signing import BadSignature, TimestampSigner
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from mpp.identity.ports import Attempt

LASTS_SECONDS = 600
#: The only page that may read it.
PATH = "/masuk/kembali"


def begin(provider: str) -> Attempt:
    """Return a new attempt with fresh secrets."""
    state, nonce, verifier = (secrets.token_urlsafe(32) for _ in range(3))
    return Attempt(provider=provider, state=state, nonce=nonce, verifier=verifier)


def remember(response: HttpResponseBase, attempt: Attempt, *, next_path: str) -> None:
    """Let the browser keep the attempt, and where the person wanted to go."""
    text = orjson.dumps({"next": next_path, **asdict(attempt)}).decode()
    response.set_cookie(
        _cookie_name(attempt.state),
        _signer().sign_object(text),
        max_age=LASTS_SECONDS,
        path=PATH,
        secure=settings.COOKIES_ARE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def recall(request: HttpRequest, state: str) -> tuple[Attempt, str] | None:
    """Return the attempt with this state and the path to go to, None where this browser has none that is fresh."""
    try:
        text = _signer().unsign_object(request.COOKIES.get(_cookie_name(state), ""), max_age=LASTS_SECONDS)
    except BadSignature:
        return None
    known: dict[str, Any] = orjson.loads(text)
    next_path = known.pop("next")
    attempt = Attempt(**known)
    return (attempt, next_path) if secrets.compare_digest(attempt.state, state) else None


def forget(response: HttpResponseBase, state: str) -> None:
    """Let the browser forget the attempt: it serves once."""
    response.delete_cookie(_cookie_name(state), path=PATH, samesite="Lax")


def _cookie_name(state: str) -> str:
    # Each attempt has its own cookie: two tabs may sign in at once.
    safe = "".join(character for character in state[:12] if character.isascii() and character.isalnum())
    return f"masuk-{safe}"


def _signer() -> TimestampSigner:
    return TimestampSigner(salt="mpp.identity.attempt")
