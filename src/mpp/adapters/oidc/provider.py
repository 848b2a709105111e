"""An OpenID provider as `IdentityProvider`: authorization code with PKCE S256, and a checked ID token."""

from datetime import date
from typing import Any

import httpx
from authlib.oauth2.rfc6749.parameters import prepare_grant_uri  # type: ignore[import-untyped]  # no types
from authlib.oauth2.rfc7636 import create_s256_code_challenge  # type: ignore[import-untyped]  # no types
from authlib.oidc.core import CodeIDToken  # type: ignore[import-untyped]  # no types
from joserfc import jwt
from joserfc.errors import ClaimError, InvalidKeyIdError, JoseError

from mpp.adapters.oidc.metadata import ProviderMetadata
from mpp.adapters.oidc.settings import OidcSettings
from mpp.identity.ports import (
    Answer,
    Attempt,
    IdentityProviderUnavailable,
    ProvenIdentity,
    SignInExpired,
    SignInMixedUp,
    SignInUntrusted,
)
from mpp.identity.rules import Assurance

#: Clocks of provider and product may differ by this much.
SKEW_SECONDS = 60
#: Asymmetric only: with a shared secret, whoever knows it could sign.
ALGORITHMS = ("ES256", "RS256", "PS256", "EdDSA")
#: Claims with a place of their own, or without a meaning beyond this sign-in; the others are released attributes.
KNOWN_CLAIMS = frozenset(
    {"iss", "sub", "aud", "exp", "iat", "nbf", "jti", "nonce", "acr", "amr", "azp", "auth_time", "at_hash", "c_hash"}
    | {"sid", "nik", "name", "birthdate", "phone_number", "phone", "phone_number_verified", "email", "email_verified"}
)  # fmt: skip


class OidcProvider:
    """One provider of the settings; keeps its connection, discovery document and keys."""

    def __init__(self, key: str, settings: OidcSettings, *, transport: httpx.BaseTransport | None = None) -> None:
        self._key = key
        self._settings = settings
        self._client = httpx.Client(timeout=settings.timeout_seconds, transport=transport)
        self._metadata = ProviderMetadata(settings.issuer, self._client)

    def check(self) -> None:
        """Ask the provider for its discovery document; for the status page.

        Raises IdentityProviderUnavailable.
        """
        self._metadata.document()

    def sign_in_address(self, attempt: Attempt, *, redirect_uri: str, language: str) -> str:
        address: str = prepare_grant_uri(
            self._metadata.document()["authorization_endpoint"],
            client_id=self._settings.client_id,
            response_type="code",
            redirect_uri=redirect_uri,
            scope=self._settings.scope,
            state=attempt.state,
            nonce=attempt.nonce,
            code_challenge=create_s256_code_challenge(attempt.verifier),
            code_challenge_method="S256",
            ui_locales=language,
        )
        return address

    def identity(self, attempt: Attempt, answer: Answer, *, redirect_uri: str, now: float) -> ProvenIdentity:
        document = self._metadata.document()
        self._check_issuer(answer.issuer, document)
        tokens = self._tokens(document, attempt, answer, redirect_uri)
        claims = self._id_token_claims(tokens, attempt, now)
        if "nik" not in claims and document.get("userinfo_endpoint"):
            claims = self._user_info(document["userinfo_endpoint"], tokens, claims["sub"]) | claims
        return self._proven(claims)

    def _check_issuer(self, named: str, document: dict[str, Any]) -> None:
        must_name = bool(document.get("authorization_response_iss_parameter_supported"))
        if (named or must_name) and named != self._settings.issuer:
            raise SignInMixedUp(provider=self._key)

    def _tokens(self, document: dict[str, Any], attempt: Attempt, answer: Answer, redirect_uri: str) -> dict[str, Any]:
        form = {
            "grant_type": "authorization_code",
            "code": answer.code,
            "redirect_uri": redirect_uri,
            "code_verifier": attempt.verifier,
        }
        try:
            reply = self._client.post(
                document["token_endpoint"], data=form, auth=(self._settings.client_id, self._settings.client_secret)
            )
            tokens = reply.json()
        except (httpx.HTTPError, ValueError):
            raise IdentityProviderUnavailable(provider=self._key) from None
        if isinstance(tokens, dict) and tokens.get("error") == "invalid_grant":
            raise SignInExpired(provider=self._key)
        if reply.status_code != httpx.codes.OK or not isinstance(tokens, dict):
            raise IdentityProviderUnavailable(provider=self._key, status=reply.status_code)
        return tokens

    def _id_token_claims(self, tokens: dict[str, Any], attempt: Attempt, now: float) -> dict[str, Any]:
        try:
            token = self._decoded(str(tokens.get("id_token", "")))
            claims = CodeIDToken(
                token.claims,
                token.header,
                options={
                    "iss": {"essential": True, "value": self._settings.issuer},
                    "aud": {"essential": True, "value": self._settings.client_id},
                    "sub": {"essential": True},
                    "exp": {"essential": True},
                    "nonce": {"essential": True},
                },
                params={
                    "nonce": attempt.nonce,
                    "client_id": self._settings.client_id,
                    "access_token": tokens.get("access_token"),
                },
            )
            claims.validate(now=int(now), leeway=SKEW_SECONDS)
        except ClaimError as refused:
            raise SignInUntrusted(provider=self._key, reason=f"{refused.error}: {refused.claim}") from None
        except (JoseError, ValueError) as refused:
            raise SignInUntrusted(provider=self._key, reason=type(refused).__name__) from None
        return dict(claims)

    def _decoded(self, token: str) -> jwt.Token:
        try:
            return jwt.decode(token, self._metadata.keys(), algorithms=ALGORITHMS)
        except InvalidKeyIdError:
            # The provider may have begun to sign with a new key since we asked.
            return jwt.decode(token, self._metadata.keys(unknown_key_seen=True), algorithms=ALGORITHMS)

    def _user_info(self, address: str, tokens: dict[str, Any], subject: str) -> dict[str, Any]:
        try:
            reply = self._client.get(address, headers={"Authorization": f"Bearer {tokens.get('access_token', '')}"})
            reply.raise_for_status()
            info = reply.json()
        except (httpx.HTTPError, ValueError):
            raise IdentityProviderUnavailable(provider=self._key) from None
        # OpenID Connect Core 5.3.2: the answer must be about the person of the ID token.
        if not isinstance(info, dict) or info.get("sub") != subject:
            raise SignInUntrusted(provider=self._key, reason="userinfo: sub")
        return info

    def _proven(self, claims: dict[str, Any]) -> ProvenIdentity:
        nik, name = claims.get("nik"), claims.get("name")
        if not isinstance(nik, str) or not isinstance(name, str) or not name.strip():
            raise SignInUntrusted(provider=self._key, reason="no nik or name")
        return ProvenIdentity(
            provider=self._key,
            subject=claims["sub"],
            nik=nik,
            name=name.strip(),
            assurance=self._settings.assurance.get(_text(claims.get("acr")), Assurance.LOW),
            birth_date=_date(claims.get("birthdate")),
            phone=_text(claims.get("phone_number") or claims.get("phone")),
            email=_text(claims.get("email")),
            released={key: value for key, value in _flat(claims).items() if key not in KNOWN_CLAIMS},
        )


def _flat(claims: dict[str, Any]) -> dict[str, str]:
    """Return the claims that are texts, and the parts of an address object: `address`, `address_district` ..."""
    found = {name: value for name, value in claims.items() if _text(value)}
    for name, parts in claims.items():
        if isinstance(parts, dict):
            found |= {f"{name}_{part}": value for part, value in parts.items() if _text(value)}
            found |= {name: parts["formatted"]} if _text(parts.get("formatted")) else {}
    return found


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _date(value: object) -> date | None:
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
