"""Runs the sandbox on loopback: HTTP in threads and, beside it, the mail sink and the virus scanner."""

import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Thread

from flask import Flask
from werkzeug.serving import WSGIRequestHandler, make_server

from mpp_sandbox import clamd, mail
from mpp_sandbox.app import create_app
from mpp_sandbox.desk import PRODUCT_URL, Desk
from mpp_sandbox.mail import Letter
from mpp_sandbox.outbox import Outbox

LOOPBACK = "127.0.0.1"
#: The virus scanner listens so many ports above the agencies.
CLAMD_ABOVE = 31


@dataclass(frozen=True, slots=True)
class Running:
    """A sandbox at work. url: without a slash at the end"""

    url: str
    smtp_port: int
    clamd_port: int
    desk: Desk


class _QuietHandler(WSGIRequestHandler):
    """Serves without a log line per request."""

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        return


@contextmanager
def running(state_dir: Path, *, port: int = 0, smtp_port: int = 0, product_url: str = PRODUCT_URL) -> Iterator[Running]:
    """Run the sandbox while the block runs. Ports: 0 for any free one. OSError when one is taken

    state_dir: made when missing; keys and certificates stay there     product_url: of MPP Digital
    """
    state_dir.mkdir(parents=True, exist_ok=True)
    desk = Desk(state_dir, product_url=product_url)
    letters: Outbox[Letter] = Outbox()
    app = create_app(desk, letters)
    with (
        mail.sink(desk.switches, letters, host=LOOPBACK, port=smtp_port) as bound_smtp_port,
        clamd.scanner(desk.switches, host=LOOPBACK, port=port and port + CLAMD_ABOVE) as bound_clamd_port,
        _http(app, port) as bound_port,
    ):
        yield Running(f"http://{LOOPBACK}:{bound_port}", bound_smtp_port, bound_clamd_port, desk)


@contextmanager
def over_tls(its: Running, certificate: Path, key: Path) -> Iterator[str]:
    """Serve the same agencies, with the same switches, behind TLS too; yields the address. Both files: PEM"""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    with _http(create_app(its.desk, Outbox()), 0, tls=context) as port:
        yield f"https://{LOOPBACK}:{port}"


@contextmanager
def _http(app: Flask, port: int, *, tls: ssl.SSLContext | None = None) -> Iterator[int]:
    # Bound here because werkzeug ends the program when the port is taken.
    with socket.create_server((LOOPBACK, port), backlog=128) as listening:
        bound_port = int(listening.getsockname()[1])
        server = make_server(
            LOOPBACK,
            bound_port,
            app,
            threaded=True,
            request_handler=_QuietHandler,
            ssl_context=tls,
            fd=listening.fileno(),
        )
    thread = Thread(target=server.serve_forever, name="sandbox-http", daemon=True)
    thread.start()
    try:
        yield bound_port
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
