"""The relying party: a standard client (authlib) that knows the provider by its address alone."""

import secrets
import time
import warnings
from dataclasses import dataclass
from typing import Any

import httpx
from authlib.oidc.core import CodeIDToken
from authlib.oidc.discovery import OpenIDProviderMetadata
from joserfc import jwt
from joserfc.jwk import KeySet

from mpp_sandbox.desk import epoch

with warnings.catch_warnings():
    # It asks for a package of another name; the one that is installed everywhere here does.
    warnings.simplefilter("ignore")
    from authlib.integrations.httpx_client import OAuth2Client

CLIENT_ID = "kota-banjar-epbb"
CLIENT_SECRET = "sandbox-secret-of-epbb"
SCOPE = "openid profile nik address"
LOGOUT_EVENT = "http://schemas.openid.net/event/backchannel-logout"
#: What is read of the provider is kept so long.
KEPT_S = 300


@dataclass(frozen=True)
class Attempt:
    """A sign-in under way, kept in the browser's session."""

    state: str
    nonce: str
    verifier: str


@dataclass(frozen=True)
class Visitor:
    """Who has signed in. sid: name of the session at the provider"""

    subject: str
    sid: str
    claims: dict[str, Any]
    id_token: str


class RelyingParty:
    """One client at one provider. issuer: its address"""

    def __init__(self, issuer: str) -> None:
        self.issuer = issuer
        self._kept: dict[str, tuple[float, Any]] = {}

    def metadata(self) -> dict[str, Any]:
        """Return the discovery document, checked as the specification says."""
        document = OpenIDProviderMetadata(self._read(f"{self.issuer}/.well-known/openid-configuration"))
        # The demonstration is on this machine, where nothing speaks TLS; everything else has to hold.
        if not self.issuer.startswith("http://"):
            document.validate()
        if document["issuer"] != self.issuer:
            raise ValueError("the document is another provider's")
        return dict(document)

    def begin(self, back: str) -> tuple[str, Attempt]:
        """Return where to send the browser, and what to keep meanwhile. back: where it comes back to"""
        attempt = Attempt(*(secrets.token_urlsafe(32) for _ in range(3)))
        with self._client(back) as client:
            address, _ = client.create_authorization_url(
                self.metadata()["authorization_endpoint"],
                state=attempt.state,
                nonce=attempt.nonce,
                code_verifier=attempt.verifier,
            )
        return str(address), attempt

    def finish(self, answer: str, attempt: Attempt, back: str) -> Visitor:
        """Return who came back. answer: the address at which the browser arrived"""
        document = self.metadata()
        with self._client(back) as client:
            tokens = client.fetch_token(
                document["token_endpoint"],
                authorization_response=answer,
                state=attempt.state,
                code_verifier=attempt.verifier,
            )
            claims = self._stated(tokens, attempt.nonce)
            known = client.get(document["userinfo_endpoint"]).raise_for_status().json()
        if known["sub"] != claims["sub"]:
            raise ValueError("the claims are about somebody else")
        return Visitor(claims["sub"], claims["sid"], known, tokens["id_token"])

    def ended_session(self, logout_token: str) -> str:
        """Return which session a logout token says has ended; ValueError for any other text."""
        token = jwt.decode(logout_token, self._keys(), algorithms=["ES256"])
        its = token.claims
        is_ours = its.get("iss") == self.issuer and its.get("aud") == CLIENT_ID
        is_logout = LOGOUT_EVENT in its.get("events", {}) and "nonce" not in its
        is_now = abs(epoch() - int(its.get("iat", 0))) < KEPT_S
        if not (is_ours and is_logout and is_now and token.header.get("typ") == "logout+jwt"):
            raise ValueError("no logout token for this application")
        return str(its["sid"])

    def _stated(self, tokens: dict[str, Any], nonce: str) -> CodeIDToken:
        token = jwt.decode(tokens["id_token"], self._keys(), algorithms=["ES256"])
        claims = CodeIDToken(
            token.claims,
            token.header,
            options={
                "iss": {"essential": True, "value": self.issuer},
                "aud": {"essential": True, "value": CLIENT_ID},
                "sub": {"essential": True},
                "sid": {"essential": True},
                "nonce": {"essential": True},
            },
            params={"nonce": nonce, "client_id": CLIENT_ID, "access_token": tokens["access_token"]},
        )
        claims.validate(leeway=60)
        return claims

    def _keys(self) -> KeySet:
        return KeySet.import_key_set(self._read(self.metadata()["jwks_uri"]))

    def _read(self, address: str) -> Any:
        until, document = self._kept.get(address, (0.0, None))
        if time.monotonic() >= until:
            document = httpx.get(address, timeout=10, trust_env=False).raise_for_status().json()
            self._kept[address] = (time.monotonic() + KEPT_S, document)
        return document

    def _client(self, back: str) -> OAuth2Client:
        return OAuth2Client(
            CLIENT_ID,
            CLIENT_SECRET,
            scope=SCOPE,
            redirect_uri=back,
            code_challenge_method="S256",
            timeout=10,
            trust_env=False,
        )
