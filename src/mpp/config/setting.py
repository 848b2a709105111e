"""One setting, and the readers that turn its text into a value."""

import base64
import binascii
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg
from psycopg.conninfo import conninfo_to_dict

SHORTEST_SECRET = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """One name in the environment.

    read: turns its text into the value, ValueError says why not
    default: its text when not given, None when it has to be     demo: its text when not given in a demonstration
    """

    name: str
    meaning: str
    read: Callable[[str], Any]
    default: str | None
    demo: str | None


def setting(
    name: str, meaning: str, *, read: Callable[[str], Any] = str, default: str | None = None, demo: str | None = None
) -> Any:
    """Return a field of `Environment` that is read from `name`."""
    row = Setting(name=name, meaning=meaning, read=read, default=default, demo=demo)
    return field(metadata={"setting": row})


def yes_or_no(text: str) -> bool:
    """Return whether `text` says yes."""
    if text not in ("yes", "no"):
        raise ValueError("must be yes or no")
    return text == "yes"


def number(text: str) -> int:
    """Return `text` as a whole number from 0."""
    if not text.isascii() or not text.isdigit():
        raise ValueError("must be a whole number")
    return int(text)


def at_least_one(text: str) -> int:
    """Return `text` as a whole number from 1."""
    if not number(text):
        raise ValueError("must be a whole number from 1")
    return number(text)


def scanner_address(text: str) -> str:
    """Return `text`, where clamd listens: `tcp://host:port` or `unix:/path`."""
    parts = urlsplit(text)
    if not (parts.scheme == "tcp" and parts.hostname and parts.port) and not text.startswith("unix:/"):
        raise ValueError("must be tcp://host:port or unix:/path")
    return text


def folder(text: str) -> Path:
    """Return `text` as an absolute path."""
    return Path(text).resolve()


def secret(text: str) -> str:
    """Return `text`, which nobody shall guess."""
    if len(text) < SHORTEST_SECRET:
        raise ValueError(f"must have at least {SHORTEST_SECRET} characters")
    return text


def key(text: str) -> str:
    """Return `text`, 32 bytes in base64."""
    try:
        size = len(base64.b64decode(text.translate(str.maketrans("-_", "+/")), validate=True))
    except binascii.Error:
        size = 0
    if size != 32:
        raise ValueError("must be 32 bytes in base64")
    return text


def keyring(text: str) -> str:
    """Return `text`, a list of number:key, the key that seals first."""
    for part in text.replace(",", " ").split():
        key_number, _, encoded = part.partition(":")
        number(key_number)
        key(encoded)
    return text


def words(text: str) -> tuple[str, ...]:
    """Return the words of a list separated by commas."""
    return tuple(word.strip() for word in text.split(",") if word.strip())


def one_of(*known: str) -> Callable[[str], str]:
    """Return a reader of one word among `known`."""

    def read(text: str) -> str:
        if text not in known:
            raise ValueError(f"must be one of {', '.join(known)}")
        return text

    return read


def address(*schemes: str) -> Callable[[str], str]:
    """Return a reader of addresses that begin with one of `schemes`; a slash at the end is taken off."""

    def read(text: str) -> str:
        parts = urlsplit(text)
        if parts.scheme not in schemes or not parts.hostname:
            raise ValueError(f"must be an address such as {schemes[0]}://host.example")
        return text.rstrip("/")

    return read


web_address = address("https", "http")


def listening(text: str) -> tuple[str, int]:
    """Return host and port to listen on."""
    host, _, port = text.rpartition(":")
    if not host or not port.isdigit() or not 0 < int(port) < 65536:
        raise ValueError("must be host:port, such as 127.0.0.1:8000")
    return host, int(port)


def database_address(text: str) -> str:
    """Return `text`, which libpq understands."""
    try:
        named = conninfo_to_dict(text)
    except psycopg.ProgrammingError as error:
        raise ValueError(f"is no PostgreSQL address ({str(error).strip()})") from error
    if not named.get("dbname"):
        raise ValueError("must name a database, such as postgresql://mpp_app:password@host/mpp")
    return text
