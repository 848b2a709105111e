"""The keys of the provider: the one that signs, and those that applications are told of."""

from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from typing import Any

from joserfc.jwk import ECKey

from mpp.federation.models import SigningKey
from mpp.federation.rules import keys
from mpp.federation.rules.keys import Term
from mpp.foundation.cipher import open_sealed
from mpp.foundation.errors import Unavailable
from mpp.foundation.memo import kept_for

#: How long a process keeps which keys there are; a new one is shown a day before it signs.
KEPT_SECONDS = 30


class NoSigningKey(Unavailable):
    """The worker has not made one yet."""

    code, title = "no-signing-key", "The provider cannot sign yet"


@kept_for(KEPT_SECONDS)
def _terms() -> tuple[Term, ...]:
    rows = SigningKey.objects.values_list("kid", "signs_from")
    return tuple(Term(kid=kid, signs_from=signs_from) for kid, signs_from in rows)


def forget_keys() -> None:
    """Look for keys again at the next question."""
    _terms.forget()


def terms() -> tuple[Term, ...]:
    """Return every key there is, and since when it signs."""
    return _terms()


def signing_key(*, now: datetime) -> ECKey:
    """Return the key that signs now.

    Refuses: NoSigningKey
    """
    term = keys.signing(terms(), now=now)
    if term is None:
        raise NoSigningKey
    return _opened(term.kid)


def shown_keys(*, now: datetime) -> tuple[Mapping[str, Any], ...]:
    """Return the public keys that applications are told of, the newest first."""
    return tuple(_public(term.kid) for term in keys.shown(terms(), now=now))


def all_public_keys() -> tuple[Mapping[str, Any], ...]:
    """Return the public part of every key there ever was: an old token may still say whose it was."""
    return tuple(_public(term.kid) for term in terms())


@lru_cache(maxsize=64)
def _public(kid: str) -> Mapping[str, Any]:
    jwk: Mapping[str, Any] = SigningKey.objects.values_list("public_jwk", flat=True).get(kid=kid)
    return jwk


@lru_cache(maxsize=4)
def _opened(kid: str) -> ECKey:
    row = SigningKey.objects.get(kid=kid)
    pem = open_sealed(row.private_sealed, table="federation_signing_key", field="private", row=row.id)
    return ECKey.import_key(pem, {"kid": kid, "use": "sig", "alg": "ES256"})
