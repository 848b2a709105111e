"""The token against forged forms: Django's own, made and checked at a tenth of its price.

A token is a mask of 32 characters followed by the secret of the browser, each of its characters moved on by the one of
the mask. Every signed-in page carries one and every form sent has one to check, so whole words are moved at once.
"""

import secrets

from django.http import HttpRequest, UnreadablePostError
from django.middleware.csrf import (
    CSRF_ALLOWED_CHARS,
    CSRF_SECRET_LENGTH,
    CSRF_TOKEN_LENGTH,
    CsrfViewMiddleware,
    get_token,
)

from mpp.ui.sent import is_plain_form, read_fields

_COUNT = len(CSRF_ALLOWED_CHARS)
#: Character -> its place in the alphabet; place, or sum of two places -> the character there.
_PLACES = bytes.maketrans(CSRF_ALLOWED_CHARS.encode(), bytes(range(_COUNT)))
_CHARS = bytes(ord(CSRF_ALLOWED_CHARS[place % _COUNT]) for place in range(256))
#: What each place is raised by before another is taken from it, so that none falls below zero.
_ONCE_AROUND = int.from_bytes(bytes([_COUNT]) * CSRF_SECRET_LENGTH)


def form_token(request: HttpRequest) -> str:
    """Return a token that Django's check takes, another one at each call, so that compression tells nobody the secret.

    A browser that has the cookie is not sent it again, as Django's `get_token` does; it keeps it for a year.
    """
    secret = _secret_sent(request)
    if not secret:
        return get_token(request)
    # Bytes modulo 62 are not quite even; the mask hides nothing but repetition.
    mask = secrets.token_bytes(CSRF_SECRET_LENGTH).translate(_CHARS)
    return (mask + _chars(_places(secret.encode()) + _places(mask))).decode()


class FormTokenMiddleware(CsrfViewMiddleware):
    """Django's check of the token; what is plainly right is let through at once, all else is Django's to judge."""

    def _check_token(self, request: HttpRequest) -> None:
        if not _is_plainly_right(request):
            super()._check_token(request)  # type: ignore[misc]  # the stubs leave it out


def _is_plainly_right(request: HttpRequest) -> bool:
    """Return whether a form brings a token made from the secret in the cookie. Reads the form."""
    secret = _secret_sent(request)
    if not secret or request.method != "POST":
        return False
    try:
        if is_plain_form(request):
            request.POST = read_fields(request.body)  # type: ignore[assignment]  # one that cannot be changed, too
        token = request.POST.get("csrfmiddlewaretoken", "")
    except UnreadablePostError:
        return False
    if len(token) != CSRF_TOKEN_LENGTH or not (token.isascii() and token.isalnum()):
        return False
    mask, moved = token[:CSRF_SECRET_LENGTH].encode(), token[CSRF_SECRET_LENGTH:].encode()
    return secrets.compare_digest(_chars(_places(moved) + _ONCE_AROUND - _places(mask)), secret.encode())


def _secret_sent(request: HttpRequest) -> str:
    """Return the secret that came in the cookie, "" where none did or a new one is on its way to the browser."""
    # Django's middleware has read and checked it.
    return "" if request.META.get("CSRF_COOKIE_NEEDS_UPDATE") else request.META.get("CSRF_COOKIE", "")


def _places(word: bytes) -> int:
    """Return the places of 32 characters in the alphabet, one a byte: numbers of that kind can be added at once."""
    return int.from_bytes(word.translate(_PLACES))


def _chars(places: int) -> bytes:
    return places.to_bytes(CSRF_SECRET_LENGTH).translate(_CHARS)
