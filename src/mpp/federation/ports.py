"""What the provider needs from outside: somebody who tells an application that a session has ended."""

from typing import Protocol

from mpp.foundation.errors import DomainError, Unavailable


class ApplicationUnavailable(Unavailable):
    """The application does not answer now; tell it again later."""

    code, title = "application-unavailable", "The regional application does not answer"


class ApplicationRefuses(DomainError):
    """The application does not take the token; the same one will not be taken later either."""

    code, title = "application-refuses", "The regional application does not take the logout token"


class BackChannel(Protocol):
    def tell(self, address: str, logout_token: str) -> None:
        """Hand the token over (OpenID Connect Back-Channel Logout 1.0, 2.5); it may arrive twice.

        address: registered with us and approved
        Raises ApplicationUnavailable, ApplicationRefuses.
        """
