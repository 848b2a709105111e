"""Ask for a port before a program does: granian shares a taken one silently, others speak in tracebacks."""

import errno
import socket
from http.client import HTTPConnection, HTTPException

from mpp.config.server.trouble import ServerTrouble


def must_be_free(host: str, port: int, *, setting: str) -> None:
    """Refuse, with a sentence that names `setting`, when nothing could listen on `port`. Raises ServerTrouble."""
    family, kind, protocol, _, where = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    with socket.socket(family, kind, protocol) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(where)
            probe.listen()
        except OSError as error:
            raise ServerTrouble(_sentence(error, host, port, setting)) from error


def answers(host: str, port: int) -> bool:
    """Return whether somebody listens on `port`."""
    try:
        socket.create_connection((host, port), timeout=1).close()
    except OSError:
        return False
    return True


def is_ready(host: str, port: int) -> bool:
    """Return whether the web process behind `port` says that it may be sent people."""
    asking = HTTPConnection(host, port, timeout=10)
    try:
        asking.request("GET", "/readyz")
        return asking.getresponse().status == 200
    except (OSError, HTTPException):
        return False
    finally:
        asking.close()


def _sentence(error: OSError, host: str, port: int, setting: str) -> str:
    match error.errno:
        case errno.EADDRINUSE:
            return f"Port {port} on {host} is used by another program: stop it, or choose another port with {setting}."
        case errno.EACCES:
            return f"Port {port} on {host} is kept for the administrator: choose one above 1023 with {setting}."
        case _:
            return f"Nothing can listen on {host}:{port} ({error.strerror}): choose another address with {setting}."
