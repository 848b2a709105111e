"""The product's name and password at every agency, and tokens for those agencies that issue them."""

import secrets
from hmac import compare_digest

from flask import request

from mpp_sandbox.expiring import Expiring

CLIENT_ID = "mpp-digital"
CLIENT_SECRET = "sandbox-secret"


def are_ours(name: object, password: object) -> bool:
    """Return whether name and password are the product's."""
    return (
        isinstance(name, str)
        and isinstance(password, str)
        and name == CLIENT_ID
        and compare_digest(password.encode(), CLIENT_SECRET.encode())
    )


def basic_is_ours() -> bool:
    """Return whether the request carries the product's name and password by HTTP Basic."""
    given = request.authorization
    return given is not None and given.type == "basic" and are_ours(given.username, given.password)


class BearerTokens:
    """Opaque tokens in memory. lifetime_s: how long each is good"""

    def __init__(self, lifetime_s: int) -> None:
        self.lifetime_s = lifetime_s
        self._good: Expiring[bool] = Expiring(lifetime_s)

    def issue(self) -> str:
        """Return a new token."""
        token = secrets.token_urlsafe(24)
        self._good.put(token, True)
        return token

    def are_shown(self) -> bool:
        """Return whether the request carries one that is still good."""
        given = request.authorization
        return given is not None and given.type == "bearer" and self._good.get(given.token or "") is True
