"""Which sources a region may open for itself, what it has to say about each, and where they may stand."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from mpp.evidence.rules.facts import Source


@dataclass(frozen=True, slots=True)
class Detail:
    """One thing that the owner of a source hands out with its agreement. is_secret: never shown again once entered"""

    name: str
    is_secret: bool = False


#: Source -> what its owner hands out. The others are reached by the nation's own credentials (settings).
OWN_SOURCES: Mapping[Source, tuple[Detail, ...]] = {
    Source.REGION: (
        Detail("institution"),
        Detail("bearer", is_secret=True),
        Detail("apikey", is_secret=True),
        Detail("salt_key", is_secret=True),
    ),
    Source.DUKCAPIL: (
        Detail("customer"),
        Detail("user"),
        Detail("password", is_secret=True),
        Detail("sender"),
    ),
}

LONGEST_DETAIL = 500


def secrets_of(source: Source) -> frozenset[str]:
    """Return the names of what is never shown again."""
    return frozenset(each.name for each in OWN_SOURCES[source] if each.is_secret)


def missing(source: Source, details: Mapping[str, str]) -> tuple[str, ...]:
    """Return the names of what has yet to be said, in the order of the page."""
    return tuple(each.name for each in OWN_SOURCES[source] if not details.get(each.name))


def taken_over(source: Source, before: Mapping[str, str], typed: Mapping[str, str]) -> dict[str, str]:
    """Return the details after a change: a secret that is left empty stays as it was, anything else is as typed."""
    secret = secrets_of(source)
    return {
        each.name: typed.get(each.name) or (before.get(each.name, "") if each.name in secret else "")
        for each in OWN_SOURCES[source]
    }


def may_stand_at(address: str, hosts: tuple[str, ...]) -> bool:
    """Return whether a region's source may have that address: https, at a host that the operator has listed.

    hosts: names, or endings that begin with a dot; one that is this very machine may be spoken to without TLS
    Without the list an administrator could let the server ask any system inside the operator's network.
    """
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
        parts.port  # noqa: B018  an unreadable port is found out when it is read
    except ValueError:
        return False
    is_listed = any(host == each or (each.startswith(".") and host.endswith(each)) for each in hosts)
    is_guarded = parts.scheme == "https" or (parts.scheme == "http" and host == "127.0.0.1")
    return is_listed and is_guarded and not (parts.username or parts.password or parts.query or parts.fragment)
