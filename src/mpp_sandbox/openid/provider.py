"""The OpenID provider: one registered client, codes and tokens in memory, authlib's grants around them."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from hmac import compare_digest
from typing import Any

from authlib.integrations.flask_oauth2 import AuthorizationServer
from authlib.oauth2.rfc6749 import ClientMixin, InvalidRequestError, OAuth2Request, scope_to_list
from authlib.oauth2.rfc6749.grants import AuthorizationCodeGrant
from authlib.oauth2.rfc7636 import CodeChallenge
from authlib.oidc.core import OpenIDCode
from authlib.oidc.core.models import AuthorizationCodeMixin
from authlib.oidc.rpinitiated import EndSessionEndpoint, EndSessionRequest
from joserfc.jwk import ECKey, KeySet

from mpp_sandbox.credentials import CLIENT_ID, CLIENT_SECRET
from mpp_sandbox.desk import epoch
from mpp_sandbox.expiring import Expiring
from mpp_sandbox.openid.claims import pairwise_subject, released
from mpp_sandbox.openid.houses import House
from mpp_sandbox.openid.keys import SigningKeys
from mpp_sandbox.population import Person

CODE_LIFETIME_S = 60
TOKEN_LIFETIME_S = 600

_LOOPBACK = r"https?://(127\.0\.0\.1|localhost|\[::1\])(:\d{1,5})?"


@dataclass(frozen=True)
class Client(ClientMixin):
    """The relying party. Redirects go to any loopback port, but to one path only."""

    house: House
    client_id: str = CLIENT_ID
    secret: str = CLIENT_SECRET
    id_token_signed_response_alg: str = "ES256"

    def get_client_id(self) -> str:
        return self.client_id

    def get_default_redirect_uri(self) -> None:
        return None

    def get_allowed_scope(self, scope: str) -> str:
        return " ".join(name for name in scope_to_list(scope) or [] if name in self.house.scopes)

    def check_redirect_uri(self, redirect_uri: str) -> bool:
        return re.fullmatch(_LOOPBACK + "/masuk/kembali", redirect_uri) is not None

    def check_client_secret(self, client_secret: str) -> bool:
        return compare_digest(client_secret, self.secret)

    def check_endpoint_auth_method(self, method: str, endpoint: str) -> bool:
        return endpoint != "token" or method in {"client_secret_basic", "client_secret_post"}

    def check_response_type(self, response_type: str) -> bool:
        return response_type == "code"

    def check_grant_type(self, grant_type: str) -> bool:
        return grant_type == "authorization_code"


@dataclass(frozen=True)
class Code(AuthorizationCodeMixin):
    """An authorization code that waits to be exchanged."""

    code: str
    nik: str
    redirect_uri: str | None
    scope: str
    nonce: str | None
    acr: str
    code_challenge: str
    code_challenge_method: str
    auth_time: int

    def get_redirect_uri(self) -> str | None:
        return self.redirect_uri

    def get_scope(self) -> str:
        return self.scope

    def get_nonce(self) -> str | None:
        return self.nonce

    def get_auth_time(self) -> int:
        return self.auth_time

    def get_acr(self) -> str:
        return self.acr

    def get_amr(self) -> list[str]:
        return ["pin", "face"] if self.acr.endswith(":face") else ["pin"]


@dataclass(frozen=True, slots=True)
class AccessToken:
    """What an access token opens."""

    person: Person
    scope: str


class _StrictPkce(CodeChallenge):
    """PKCE as the profile of the provider demands it: always, and S256 only."""

    SUPPORTED_CODE_CHALLENGE_METHOD = ("S256",)

    def validate_code_challenge(self, grant: Any, redirect_uri: str) -> None:
        payload = grant.request.payload.data
        if not payload.get("code_challenge") or payload.get("code_challenge_method") != "S256":
            raise InvalidRequestError("PKCE is required: 'code_challenge' with the method S256.")
        super().validate_code_challenge(grant, redirect_uri)


class _CodeGrant(AuthorizationCodeGrant):
    """Codes live a minute, in the provider's memory, and open once."""

    server: "Provider"

    def save_authorization_code(self, code: str, request: OAuth2Request) -> None:
        given = request.payload.data
        waiting = Code(
            code=code,
            nik=request.user.nik,
            redirect_uri=request.payload.redirect_uri,
            scope=request.scope,
            nonce=given.get("nonce"),
            acr=self.server.house.acr(given.get("acr_values", "")),
            code_challenge=given["code_challenge"],
            code_challenge_method=given["code_challenge_method"],
            auth_time=epoch(),
        )
        self.server.codes.put(code, waiting)

    def query_authorization_code(self, code: str, client: Client) -> Code | None:
        return self.server.codes.get(code)

    def delete_authorization_code(self, authorization_code: Code) -> None:
        self.server.codes.pop(authorization_code.code)

    def authenticate_user(self, authorization_code: Code) -> Person | None:
        return self.server.person_of(authorization_code.nik)


class _IdTokens(OpenIDCode):
    """ID tokens signed with the newest key."""

    def __init__(self, provider: "Provider") -> None:
        super().__init__(require_nonce=True)
        self.provider = provider

    def exists_nonce(self, nonce: str, request: OAuth2Request) -> bool:
        # Going back in the browser and consenting again repeats it; whether it is theirs is the relying party's check.
        return False

    def resolve_client_private_key(self, client: Client) -> ECKey:
        return self.provider.keys.signing

    def get_encode_header(self, client: Client) -> dict[str, str]:
        return {"alg": "ES256", "kid": str(self.provider.keys.signing.kid), "typ": "JWT"}

    def get_client_claims(self, client: Client) -> dict[str, Any]:
        now = epoch()
        return {"iss": self.provider.issuer(), "aud": client.client_id, "iat": now, "exp": now + TOKEN_LIFETIME_S}

    def generate_user_info(self, user: Person, scope: str) -> dict[str, Any]:
        return released(self.provider.house, user, scope, CLIENT_ID)


class _SignOut(EndSessionEndpoint):
    """RP-initiated logout. The browser's own session is forgotten by the view."""

    server: "Provider"

    def get_server_jwks(self) -> KeySet:
        return self.server.keys.set()

    def end_session(self, end_session_request: EndSessionRequest) -> None:
        subject = (end_session_request.id_token_claims or {}).get("sub")
        self.server.forget_tokens_of(subject)

    def _is_valid_post_logout_redirect_uri(self, client: Client, post_logout_redirect_uri: str) -> bool:
        # The product may be on any loopback port and name any page of its own.
        return re.fullmatch(_LOOPBACK + "(/.*)?", post_logout_redirect_uri) is not None


class Provider(AuthorizationServer):
    """The authorization server of one house with its codes, tokens and keys.

    person_of: the account of a NIK, or None     issuer: the address under which the caller reached us
    """

    def __init__(
        self, house: House, keys: SigningKeys, person_of: Callable[[str], Person | None], issuer: Callable[[], str]
    ) -> None:
        super().__init__()
        self.house, self.client = house, Client(house)
        self.keys, self.person_of, self.issuer = keys, person_of, issuer
        self.codes: Expiring[Code] = Expiring(CODE_LIFETIME_S)
        self.tokens: Expiring[AccessToken] = Expiring(TOKEN_LIFETIME_S)
        self.load_config(
            {
                "OAUTH2_SCOPES_SUPPORTED": list(house.scopes),
                "OAUTH2_TOKEN_EXPIRES_IN": {"authorization_code": TOKEN_LIFETIME_S},
            }
        )
        self.register_grant(_CodeGrant, [_IdTokens(self), _StrictPkce(required=True)])
        self.register_endpoint(_SignOut)

    def query_client(self, client_id: str) -> Client | None:
        return self.client if client_id == self.client.client_id else None

    def save_token(self, token: dict[str, Any], request: OAuth2Request) -> None:
        self.tokens.put(token["access_token"], AccessToken(request.user, token["scope"]))

    def token(self, authorization: str) -> AccessToken | None:
        """Return what a bearer token in an `Authorization` header opens, or None."""
        scheme, _, value = authorization.partition(" ")
        return self.tokens.get(value) if scheme.lower() == "bearer" else None

    def forget_tokens_of(self, subject: str | None) -> None:
        """Close what the tokens of a person, named by the pairwise subject, still open."""
        self.tokens.forget(lambda token: pairwise_subject(self.house, token.person.nik, CLIENT_ID) == subject)
