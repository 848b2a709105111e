"""clamd over its socket: INSTREAM, in pieces with their length before them (clamd(8), "zINSTREAM")."""

import socket
import struct
from dataclasses import dataclass
from urllib.parse import urlsplit

from mpp.uploads.ports import Scanned, ScannerUnavailable

PIECE_BYTES = 128 * 1024
#: The longest answer that makes sense: a path we never send and the name of a virus.
LONGEST_ANSWER = 4096


@dataclass(frozen=True, slots=True, kw_only=True)
class ClamdSettings:
    """One clamd. address: tcp://host:port or unix:/path     timeout_seconds: for each step of the conversation"""

    address: str
    timeout_seconds: float = 30.0


class ClamdScanner:
    """Asks the clamd of the settings; its engine and definitions are the operator's."""

    def __init__(self, settings: ClamdSettings) -> None:
        self._settings = settings

    def scan(self, data: bytes) -> Scanned:
        said = self._ask(b"zINSTREAM\0", data)
        if said == "stream: OK":
            return Scanned()
        if said.startswith("stream: ") and said.endswith(" FOUND"):
            return Scanned(found=said.removeprefix("stream: ").removesuffix(" FOUND"))
        # "INSTREAM size limit exceeded", "... ERROR", or no clamd at all: nothing that says the document is clean.
        raise ScannerUnavailable(said=said[:100])

    def version(self) -> str:
        said = self._ask(b"zVERSION\0")
        if not said.startswith("ClamAV"):
            raise ScannerUnavailable(said=said[:100])
        return said

    def _ask(self, command: bytes, data: bytes = b"") -> str:
        try:
            with self._connected() as line:
                line.sendall(command)
                if data:
                    self._stream(line, data)
                return self._answer(line)
        except OSError:
            raise ScannerUnavailable from None

    def _stream(self, line: socket.socket, data: bytes) -> None:
        for start in range(0, len(data), PIECE_BYTES):
            piece = data[start : start + PIECE_BYTES]
            line.sendall(struct.pack(">I", len(piece)) + piece)
        line.sendall(struct.pack(">I", 0))

    def _answer(self, line: socket.socket) -> str:
        said = b""
        while b"\0" not in said and len(said) < LONGEST_ANSWER and (more := line.recv(LONGEST_ANSWER)):
            said += more
        answer, end, _ = said.partition(b"\0")
        if not end:
            raise ScannerUnavailable(said="half an answer")
        return answer.decode("ascii", "replace").strip()

    def _connected(self) -> socket.socket:
        address, timeout = self._settings.address, self._settings.timeout_seconds
        if address.startswith("unix:"):
            line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            line.settimeout(timeout)
            try:
                line.connect(address.removeprefix("unix:"))
            except OSError:
                line.close()
                raise
            return line
        parts = urlsplit(address)
        return socket.create_connection((parts.hostname or "localhost", parts.port or 3310), timeout=timeout)
