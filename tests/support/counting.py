"""Counts what a person gives in an application: read from what the browser sends, not from what the product says."""

import re
from email.parser import BytesParser
from email.policy import HTTP
from urllib.parse import parse_qsl

from playwright.sync_api import BrowserContext, Request

#: What the form itself sends along: nobody types or chooses it.
_OF_THE_FORM = {"csrfmiddlewaretoken", "version", "ditanya", "salin"}


class Given:
    """Listens to a browser. answers: keys of the fields answered     files: how many documents were sent"""

    def __init__(self, context: BrowserContext) -> None:
        self.answers: set[str] = set()
        self.files = 0
        context.on("request", self._hear)

    def _hear(self, request: Request) -> None:
        if request.method != "POST":
            return
        if request.url.endswith("/unggahan"):
            self.files += 1
        if "/isi/" not in request.url:
            return
        for name, value, is_file in _parts(request):
            if is_file:
                self.files += bool(value)
            elif value.strip() and name not in _OF_THE_FORM:
                # The hours of all days are one field.
                self.answers.add(re.sub(r"-(mon|tue|wed|thu|fri|sat|sun)-(opens|closes)$", "", name))


def _parts(request: Request) -> list[tuple[str, str, bool]]:
    """Return (name, value, whether it is a file) of everything that a form has sent."""
    kind, body = request.headers.get("content-type", ""), request.post_data_buffer or b""
    if not kind.startswith("multipart/"):
        return [(name, value, False) for name, value in parse_qsl(body.decode())]
    message = BytesParser(policy=HTTP).parsebytes(f"Content-Type: {kind}\r\n\r\n".encode() + body)
    return [
        (
            str(part.get_param("name", header="content-disposition")),
            str(part.get_content()) if part.get_content_maintype() == "text" else part.get_filename() or "",
            part.get_filename() is not None,
        )
        for part in message.iter_parts()
    ]
