"""What an OpenID provider publishes about itself, kept for an hour; keys are asked again when an unknown one signs."""

import time
from collections.abc import Callable
from threading import Lock
from typing import Any

import httpx
from authlib.oidc.discovery import OpenIDProviderMetadata, get_well_known_url  # type: ignore[import-untyped]  # no types
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from mpp.identity.ports import IdentityProviderUnavailable

KEPT_SECONDS = 3600.0
#: Whoever sends us tokens with invented key ids must not make us ask the provider for each of them.
KEYS_ASKED_AGAIN_AFTER_SECONDS = 30.0


class ProviderMetadata:
    """Discovery document and key set of one issuer; safe for threads."""

    def __init__(self, issuer: str, client: httpx.Client, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._issuer = issuer
        self._client = client
        self._clock = clock
        self._lock = Lock()
        self._document: dict[str, Any] | None = None
        self._document_at = 0.0
        self._keys: KeySet | None = None
        self._keys_at = 0.0

    def document(self) -> dict[str, Any]:
        """Return the checked discovery document.

        Raises IdentityProviderUnavailable, also when the document is not that of our issuer.
        """
        with self._lock:
            if self._document is None or self._clock() - self._document_at > KEPT_SECONDS:
                self._document, self._document_at = self._ask_document(), self._clock()
            return self._document

    def keys(self, *, unknown_key_seen: bool = False) -> KeySet:
        """Return the provider's public keys, asked again when a token names an unknown one (but not at every token).

        Raises IdentityProviderUnavailable.
        """
        address = self.document()["jwks_uri"]
        with self._lock:
            age = self._clock() - self._keys_at
            too_old = age > (KEYS_ASKED_AGAIN_AFTER_SECONDS if unknown_key_seen else KEPT_SECONDS)
            if self._keys is None or too_old:
                self._keys, self._keys_at = self._ask_keys(address), self._clock()
            return self._keys

    def _ask_document(self) -> dict[str, Any]:
        document = OpenIDProviderMetadata(self._get(get_well_known_url(self._issuer, external=True)))
        if document.get("issuer") != self._issuer:
            raise IdentityProviderUnavailable(reason="the discovery document names another issuer")
        for name in ("authorization_endpoint", "token_endpoint", "jwks_uri"):
            if not isinstance(document.get(name), str):
                raise IdentityProviderUnavailable(reason=f"the discovery document lacks {name}")
        return dict(document)

    def _ask_keys(self, address: str) -> KeySet:
        try:
            return KeySet.import_key_set(self._get(address))  # type: ignore[arg-type]  # checked by the import itself
        except (JoseError, KeyError, TypeError, ValueError):
            raise IdentityProviderUnavailable(reason="the key set cannot be read") from None

    def _get(self, address: str) -> dict[str, Any]:
        try:
            answer = self._client.get(address)
            answer.raise_for_status()
            value = answer.json()
        except (httpx.HTTPError, ValueError):
            raise IdentityProviderUnavailable(reason="no answer") from None
        if not isinstance(value, dict):
            raise IdentityProviderUnavailable(reason="no JSON object")
        return value
