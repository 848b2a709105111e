"""Two questions that operators' machines ask every few seconds: is the process alive, may it be sent people?

Answered before everything else, so that a probe costs nothing and does not fall with what it asks about.
"""

from collections.abc import Callable

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase


def alive() -> tuple[int, str]:
    """Answer at all; when this fails, restart the process."""
    return 200, "alive"


def ready() -> tuple[int, str]:
    """Answer whether the database answers; while it does not, send people elsewhere."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return 503, "the database does not answer"
    return 200, "ready"


PROBES: dict[str, Callable[[], tuple[int, str]]] = {"/livez": alive, "/readyz": ready}


class ProbeMiddleware:
    """Answer the probes; the outermost of the chain."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        probe = PROBES.get(request.path)
        if probe is None:
            return self.get_response(request)
        status, words = probe()
        headers = {"Cache-Control": "no-store"}
        return HttpResponse(f"{words}\n", content_type="text/plain", status=status, headers=headers)
