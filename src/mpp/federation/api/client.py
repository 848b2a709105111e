"""Which application asks: a secret for programs on servers, none for those on people's devices (RFC 6749 2.3)."""

import base64
import binascii
from urllib.parse import unquote_plus

from mpp.federation.api.answers import ProtocolError
from mpp.federation.queries.applications import ApplicationView, by_client_id, secret_fits
from mpp.federation.rules.addresses import Kind
from mpp.foundation.ratelimit import give_back, spend
from mpp.ui.request import Request


def asking_application(request: Request) -> ApplicationView:
    """Return the application that asks, after it has proven itself.

    Raises ProtocolError; refuses TooMany
    """
    address = request.actor.address
    spend("oidc-client", address=address)
    application = _proven(request)
    # Only failures count: the applications of a region come from one address.
    give_back("oidc-client", address=address)
    spend("oidc-token", address=address, account=application.id)
    return application


def one(request: Request, name: str) -> str:
    """Return a parameter of the form, "" where it is not given.

    Raises ProtocolError for one that is given twice (RFC 6749 3.2).
    """
    given = request.POST.getlist(name)
    if len(given) > 1:
        raise ProtocolError("invalid_request", f"{name} is given more than once")
    return str(given[0]) if given else ""


def _proven(request: Request) -> ApplicationView:
    client_id, secret = _named(request)
    application = by_client_id(client_id)
    if application is None or not application.is_open:
        raise _unknown()
    if application.kind is Kind.NATIVE:
        if secret:
            raise _unknown()
        return application
    if not secret or not secret_fits(application.id, secret, now=request.now):
        raise _unknown()
    return application


def _named(request: Request) -> tuple[str, str]:
    """Return name and secret as they were sent, by header or by form but not by both."""
    header = request.headers.get("Authorization", "")
    if not header:
        return one(request, "client_id"), one(request, "client_secret")
    scheme, _, encoded = header.partition(" ")
    if scheme.lower() != "basic":
        raise _unknown()
    if one(request, "client_secret"):
        raise ProtocolError("invalid_request", "the secret is sent by header and by form")
    try:
        name, _, secret = base64.b64decode(encoded, validate=True).decode("ascii").partition(":")
    except (binascii.Error, UnicodeDecodeError):
        raise _unknown() from None
    client_id = unquote_plus(name)
    if one(request, "client_id") not in ("", client_id):
        raise ProtocolError("invalid_request", "header and form name two applications")
    return client_id, unquote_plus(secret)


def _unknown() -> ProtocolError:
    # One answer for every reason: who guesses learns nothing.
    return ProtocolError(
        "invalid_client", "unknown, suspended, or not proven", status=401, challenge='Basic realm="oidc"'
    )
