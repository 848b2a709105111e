"""What a regional application may be given, by the scopes it asks for.

Names of claims are those of OpenID Connect Core 5.1 and, for what it does not know, those that IKD uses.
"""

from collections.abc import Collection, Mapping
from enum import StrEnum


class Scope(StrEnum):
    """The words in which an application asks; each of them is agreed to by the person."""

    OPENID = "openid"
    PROFILE = "profile"
    NIK = "nik"
    PHONE = "phone"
    ADDRESS = "address"
    #: Tokens that are renewed while the person is away (OpenID Connect Core 11).
    OFFLINE = "offline_access"


#: Scope -> the claims it opens. `openid` opens the pairwise subject alone.
CLAIMS: Mapping[Scope, tuple[str, ...]] = {
    Scope.OPENID: ("sub",),
    Scope.PROFILE: ("name", "birthdate", "birthplace", "gender"),
    Scope.NIK: ("nik",),
    Scope.PHONE: ("phone_number",),
    Scope.ADDRESS: ("address",),
    Scope.OFFLINE: (),
}


def understood(asked: str) -> tuple[Scope, ...]:
    """Return the scopes of a space-separated text that we know, in our order; others are ignored (Core 3.1.2.1)."""
    words = set(asked.split())
    return tuple(scope for scope in Scope if scope in words)


def opened(scopes: Collection[str]) -> frozenset[str]:
    """Return the names of the claims that these scopes open."""
    return frozenset(claim for scope in scopes for claim in CLAIMS[Scope(scope)])
