"""Addresses of a regional application: what may be registered, and what equals a registered one.

An address is compared letter by letter (RFC 9700 2.1): no wildcard, no "almost". Only a program on the person's own
device listens on a port that it cannot know beforehand (RFC 8252 7.3).
"""

import re
from enum import StrEnum
from ipaddress import ip_address
from urllib.parse import SplitResult, urlsplit

LONGEST = 500
#: The characters of an address (RFC 3986) without the fragment's `#`, user information's `@` and the wildcard.
_LETTERS = re.compile(r"[A-Za-z0-9:/?\[\]!$&'()+,;=._~%-]+")


class Kind(StrEnum):
    """What sort of program the application is."""

    #: On a server, where a secret stays secret.
    WEB = "web"
    #: On the person's device, where nothing does.
    NATIVE = "native"


class Problem(StrEnum):
    """Why an address is not taken."""

    TOO_LONG = "too-long"
    LETTERS = "letters"
    NOT_HTTPS = "not-https"
    HOST = "host"
    PATH = "path"
    OTHER_HOST = "other-host"


def problem(address: str, *, kind: Kind, loopback: bool = False) -> Problem | None:
    """Return why `address` cannot be registered, None when it can.

    loopback: whether this installation lets applications on servers be on this very machine (a demonstration)
    """
    if len(address) > LONGEST:
        return Problem.TOO_LONG
    if not _LETTERS.fullmatch(address):
        return Problem.LETTERS
    parts = _split(address)
    if parts is None or not parts.hostname or parts.netloc != parts.netloc.lower():
        return Problem.HOST
    if _is_loopback(parts.hostname):
        if not (kind is Kind.NATIVE or loopback):
            return Problem.HOST
        return _path_problem(parts) if parts.scheme in ("http", "https") else Problem.NOT_HTTPS
    if parts.scheme != "https":
        return Problem.NOT_HTTPS
    return _path_problem(parts) if _is_host_name(parts.hostname) else Problem.HOST


def equals(registered: str, given: str, *, kind: Kind) -> bool:
    """Return whether `given` is the registered address; the port of a loopback address of a device is left open."""
    if registered == given:
        return True
    if kind is not Kind.NATIVE or not _LETTERS.fullmatch(given):
        return False
    ours, theirs = _split(registered), _split(given)
    if ours is None or theirs is None or not _is_loopback(ours.hostname or ""):
        return False
    return _portless(ours) == _portless(theirs) and theirs.port is not None


def sector_of(address: str) -> str:
    """Return the host under which an application's addresses stand; "" for one on the person's device."""
    host = urlsplit(address).hostname or ""
    return "" if _is_loopback(host) else host


def origin_of(address: str) -> str:
    """Return scheme, host and port of a registered address."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"


def _split(address: str) -> SplitResult | None:
    try:
        parts = urlsplit(address)
        # Both are read late by the standard library, and refuse then.
        _ = parts.port, parts.hostname
    except ValueError:
        return None
    return parts


def _portless(parts: SplitResult) -> tuple[str, str | None, str, str]:
    return parts.scheme, parts.hostname, parts.path, parts.query


def _is_loopback(host: str) -> bool:
    # A name such as `localhost` may lead elsewhere (RFC 8252 8.3).
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _is_host_name(host: str) -> bool:
    """Return whether it is a full name of letters, digits and dashes, and no number of a machine."""
    labels = host.split(".")
    is_name = all(re.fullmatch(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?", label) for label in labels)
    return is_name and len(labels) > 1 and not labels[-1].isdigit()


def _path_problem(parts: SplitResult) -> Problem | None:
    segments = parts.path.replace("%2e", ".").replace("%2E", ".").split("/")
    return Problem.PATH if not parts.path or {".", ".."} & set(segments) else None
