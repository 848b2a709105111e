"""Somebody signed in behind a real line: the product listens on a socket, and every byte goes through it."""

import http.client
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.test import Client

from tests.support.signed_in import USER_AGENT

TUS = {"Tus-Resumable": "1.0.0"}
PIECE = "application/offset+octet-stream"
COLLECTION = "/kota-banjar/unggahan"


def metadata(name: str) -> str:
    """What a browser says of a document: its name there, and what it takes it for."""
    return f"filename {b64encode(name.encode()).decode()},filetype {b64encode(b'x/y').decode()}"


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


@dataclass(frozen=True, slots=True)
class Line:
    """address: of the product     always: headers of every request"""

    address: str
    always: Mapping[str, str]

    @classmethod
    def of(cls, browser: Client, address: str) -> "Line":
        browser.cookies["csrftoken"] = "a" * 32
        cookies = "; ".join(f"{each.key}={each.value}" for each in browser.cookies.values())
        return cls(address, {"Cookie": cookies, "X-CSRFToken": "a" * 32, "User-Agent": USER_AGENT, **TUS})

    @property
    def place(self) -> tuple[str, int]:
        """Host and port."""
        parts = urlsplit(self.address)
        return str(parts.hostname), int(parts.port or 80)

    def asked(self, method: str, path: str, body: bytes | None = None, **headers: str) -> Answer:
        host, port = self.place
        connection = http.client.HTTPConnection(host, port, timeout=60)
        given = {**self.always, **{name.replace("_", "-"): value for name, value in headers.items()}}
        connection.request(method, path, body=body, headers=given)
        answer = connection.getresponse()
        told = Answer(answer.status, answer.headers, answer.read())
        connection.close()
        return told

    def begun(self, size_bytes: int, name: str = "ijazah.pdf") -> Answer:
        """Announce a document."""
        return self.asked("POST", COLLECTION, Upload_Length=str(size_bytes), Upload_Metadata=metadata(name))

    def bring(self, path: str, data: bytes, offset: int = 0) -> Answer:
        """Send what follows the first `offset` bytes."""
        return self.asked("PATCH", path, data, Content_Type=PIECE, Upload_Offset=str(offset))

    def kept(self, path: str) -> Answer:
        """The document that came to `path`, as its holder gets it back."""
        led = self.asked("GET", f"/akun/dokumen/{path.rpartition('/')[2]}")
        return self.asked("GET", led.headers["Location"])
