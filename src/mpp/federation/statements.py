"""What the provider states and signs: ID tokens for whoever signs in, logout tokens for whoever has signed out."""

import base64
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from mpp.federation.handles import pairwise, pairwise_session
from mpp.federation.issuer import ALGORITHM, issuer
from mpp.federation.operations.exchange import Exchanged
from mpp.federation.queries.applications import ApplicationView
from mpp.federation.queries.keys import all_public_keys, signing_key
from mpp.federation.rules.grants import ID_TOKEN_LASTS
from mpp.federation.rules.statements import ACR

#: A logout token is looked at once, when it arrives.
LOGOUT_TOKEN_LASTS = timedelta(minutes=2)
LOGOUT_EVENT = "http://schemas.openid.net/event/backchannel-logout"


def subject_of(person_id: UUID, application: ApplicationView) -> str:
    """Return by what name this application knows the person."""
    return pairwise(person_id, region_id=application.region_id, sector=application.sector)


def id_token(exchanged: Exchanged, application: ApplicationView, *, access_token: str, now: datetime) -> str:
    """Return the signed statement that the person signed in. Personal data are not in it: those are asked for."""
    claims: dict[str, Any] = {
        "sub": subject_of(exchanged.person_id, application),
        "exp": _seconds(now + ID_TOKEN_LASTS),
        "auth_time": _seconds(exchanged.signed_in_at),
        "acr": ACR[exchanged.assurance],
        "at_hash": _half_hash(access_token),
        "sid": pairwise_session(exchanged.session_id, client_id=application.client_id),
    }
    claims |= {"amr": list(exchanged.methods)} if exchanged.methods else {}
    claims |= {"nonce": exchanged.nonce} if exchanged.nonce else {}
    return _signed(claims, application, "JWT", now)


def logout_token(
    application: ApplicationView, *, person_id: UUID, session_id: UUID, token_id: UUID, now: datetime
) -> str:
    """Return the signed statement that a session has ended (OpenID Connect Back-Channel Logout 1.0, 2.4).

    token_id: the same for every attempt to deliver it
    """
    claims = {
        "sub": subject_of(person_id, application),
        "sid": pairwise_session(session_id, client_id=application.client_id),
        "jti": str(token_id),
        "exp": _seconds(now + LOGOUT_TOKEN_LASTS),
        "events": {LOGOUT_EVENT: {}},
    }
    return _signed(claims, application, "logout+jwt", now)


@dataclass(frozen=True, slots=True)
class Hint:
    """What an ID token of ours says, however old it is. client_id: for whom it was     sid: name of the session"""

    client_id: str
    sid: str


def read_hint(text: str) -> Hint | None:
    """Return what an ID token of ours says, None for any other text: only a signature of our own counts."""
    try:
        known = KeySet.import_key_set({"keys": [dict(key) for key in all_public_keys()]})
        claims: Mapping[str, Any] = jwt.decode(text, known, algorithms=[ALGORITHM]).claims
    except (JoseError, ValueError):
        return None
    client_id, sid = claims.get("aud"), claims.get("sid")
    if claims.get("iss") != issuer() or not isinstance(client_id, str) or not isinstance(sid, str):
        return None
    # A logout token is no sign that anybody signed in.
    return None if "events" in claims else Hint(client_id, sid)


def _signed(claims: dict[str, Any], application: ApplicationView, kind: str, now: datetime) -> str:
    key = signing_key(now=now)
    standing = {"iss": issuer(), "aud": application.client_id, "iat": _seconds(now)}
    return jwt.encode({"alg": ALGORITHM, "kid": key.kid, "typ": kind}, standing | claims, key)


def _half_hash(access_token: str) -> str:
    """Return the left half of the token's SHA-256 (OpenID Connect Core 3.1.3.6)."""
    return base64.urlsafe_b64encode(sha256(access_token.encode()).digest()[:16]).rstrip(b"=").decode()


def _seconds(moment: datetime) -> int:
    return int(moment.timestamp())
