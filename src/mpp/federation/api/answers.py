"""How the protocol answers: JSON that nobody may keep, errors by their codes (RFC 6749 5.2)."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse, JsonResponse

#: What is said about a person or a token lies in no cache.
NEVER_KEPT = {"Cache-Control": "no-store", "Pragma": "no-cache"}


class ProtocolError(Exception):
    """error: code of the protocol     why: one English sentence for the application's makers"""

    def __init__(self, error: str, why: str, *, status: int = 400, challenge: str = "") -> None:
        super().__init__(error)
        self.error, self.why, self.status, self.challenge = error, why, status, challenge

    def answer(self) -> HttpResponse:
        """Return it as the protocol wants it."""
        headers = NEVER_KEPT | ({"WWW-Authenticate": self.challenge} if self.challenge else {})
        body = {"error": self.error, "error_description": self.why}
        return JsonResponse(body, status=self.status, headers=headers)


def told(body: Mapping[str, Any]) -> HttpResponse:
    """Return a good answer."""
    return JsonResponse(dict(body), headers=NEVER_KEPT)
