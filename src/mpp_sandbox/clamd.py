"""clamd, as far as the product speaks to it: PING, VERSION and INSTREAM. It knows one "virus", the EICAR test text."""

import contextlib
import socket
import socketserver
import struct
import time
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread

from mpp_sandbox.switches import Agency, Down, Switches, Wrong

#: What clamd says of itself: engine / number of the definitions / their day.
VERSION = "ClamAV 1.4.3/27800/Sat Nov 21 08:00:00 2026"
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-" + rb"ANTIVIRUS-TEST-FILE!$H+H*"
#: StreamMaxLength of clamd's own configuration.
MOST_BYTES = 25 * 2**20


class _Conversation(socketserver.BaseRequestHandler):
    """One command, one answer, as clamd does without a session."""

    request: socket.socket
    server: "_Server"

    def handle(self) -> None:
        setting = self.server.switches.take(Agency.CLAMD)
        time.sleep(setting.slow_ms / 1000)
        if setting.down is not Down.NO:
            return
        # Who hangs up in the middle is no trouble of ours.
        with contextlib.suppress(ConnectionError, struct.error):
            answer = self._answer()
            if setting.wrong is Wrong.HTML:
                answer = b"<!doctype html><h1>Sistem sedang dalam pemeliharaan</h1>"
            elif setting.wrong is not Wrong.NO:
                answer = answer[: len(answer) // 2]
            self.request.sendall(answer if setting.wrong is Wrong.HALF else answer + b"\0")

    def _answer(self) -> bytes:
        command = b""
        while not command.endswith(b"\0"):
            command += self._exactly(1)
        if command == b"zPING\0":
            return b"PONG"
        if command == b"zVERSION\0":
            return VERSION.encode()
        if command != b"zINSTREAM\0":
            return b"UNKNOWN COMMAND"
        data = self._stream()
        if len(data) > MOST_BYTES:
            return b"INSTREAM size limit exceeded. ERROR"
        return b"stream: Eicar-Test-Signature FOUND" if EICAR in data else b"stream: OK"

    def _stream(self) -> bytes:
        data = bytearray()
        while length := struct.unpack(">I", self._exactly(4))[0]:
            data += self._exactly(length)
            if len(data) > MOST_BYTES:
                break
        return bytes(data)

    def _exactly(self, length: int) -> bytes:
        data = bytearray()
        while len(data) < length:
            more = self.request.recv(length - len(data))
            if not more:
                raise ConnectionError
            data += more
        return bytes(data)


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True

    def __init__(self, address: tuple[str, int], switches: Switches) -> None:
        super().__init__(address, _Conversation)
        self.switches = switches


@contextmanager
def scanner(switches: Switches, *, host: str, port: int) -> Iterator[int]:
    """Answer as clamd while the block runs and yield the port. port: 0 for any free one"""
    with _Server((host, port), switches) as server:
        thread = Thread(target=server.serve_forever, args=(0.05,), name="sandbox-clamd", daemon=True)
        thread.start()
        try:
            yield int(server.server_address[1])
        finally:
            server.shutdown()
            thread.join()
