"""Telling regional applications that a session has ended, by HTTP (OpenID Connect Back-Channel Logout 1.0)."""

import httpx

from mpp.federation.ports import ApplicationRefuses, ApplicationUnavailable

#: The application only has to forget a session.
SECONDS = 5.0
#: What the application says is not read beyond its status.
_BAD_REQUEST = 400


class HttpBackChannel:
    """One connection pool for all applications. transport: another way to carry requests (tests)"""

    def __init__(self, *, transport: httpx.BaseTransport | None = None) -> None:
        # No redirects: the address that was approved is the only one that is told.
        self._client = httpx.Client(timeout=SECONDS, follow_redirects=False, trust_env=False, transport=transport)

    def tell(self, address: str, logout_token: str) -> None:
        try:
            with self._client.stream("POST", address, data={"logout_token": logout_token}) as answer:
                status = answer.status_code
        except httpx.HTTPError:
            raise ApplicationUnavailable from None
        if status == _BAD_REQUEST:
            raise ApplicationRefuses(status=status)
        if not 200 <= status < 300:
            raise ApplicationUnavailable(status=status)
