"""A small OpenID provider that answers over `httpx.MockTransport`, and can be told to misbehave."""

import base64
import json
from hashlib import sha256
from urllib.parse import parse_qs, urlsplit

import httpx
from joserfc import jwt
from joserfc.jwk import ECKey, KeySet

ISSUER = "https://ikd.example/realm"
CLIENT = ("mpp-digital", "made-up-secret")
REDIRECT = "https://mpp.example/masuk/kembali"


class FakeProvider:
    """An honest provider; a test overrides one attribute and sees what happens.

    claims: what it says of the person     at: the Unix time it believes it is
    """

    def __init__(self, *, at: float = 1_800_000_000):
        self.at = at
        self.claims = {"sub": "pairwise-1", "nik": "3279014101900001", "name": "Siti Aminah", "acr": "ikd:tinggi"}
        self.token_claims: dict = {}
        self.info_claims: dict = {}
        self.document: dict = {}
        self.keys = KeySet([ECKey.generate_key("P-256", {"kid": "one"})])
        self.signs_with = self.keys.keys[0]
        self.is_down = False
        self.broken_answers: dict[str, httpx.Response] = {}
        self.asked: list[str] = []
        self._codes: dict[str, dict] = {}

    @property
    def transport(self) -> httpx.MockTransport:
        return httpx.MockTransport(self._answer)

    def approve(self, address: str) -> str:
        """Return the code that the browser would bring back from `address`."""
        query = {key: values[0] for key, values in parse_qs(urlsplit(address).query).items()}
        assert query["response_type"] == "code"
        assert query["code_challenge_method"] == "S256"
        code = f"code-{len(self._codes)}"
        self._codes[code] = query
        return code

    def _answer(self, request: httpx.Request) -> httpx.Response:
        if self.is_down:
            raise httpx.ConnectTimeout("down")
        path = request.url.path.removeprefix("/realm")
        self.asked.append(path)
        if path in self.broken_answers:
            return self.broken_answers[path]
        return {
            "/.well-known/openid-configuration": self._discovery,
            "/keys": lambda _: httpx.Response(200, json=self.keys.as_dict(private=False)),
            "/token": self._token,
            "/userinfo": lambda _: httpx.Response(200, json={"sub": self.claims["sub"]} | self.info_claims),
        }[path](request)

    def _discovery(self, _: httpx.Request) -> httpx.Response:
        document = {
            "issuer": ISSUER,
            "authorization_endpoint": f"{ISSUER}/authorize",
            "token_endpoint": f"{ISSUER}/token",
            "userinfo_endpoint": f"{ISSUER}/userinfo",
            "jwks_uri": f"{ISSUER}/keys",
            "authorization_response_iss_parameter_supported": True,
        }
        return httpx.Response(200, json=document | self.document)

    def _token(self, request: httpx.Request) -> httpx.Response:
        form = {key: values[0] for key, values in parse_qs(request.content.decode()).items()}
        basic = base64.b64encode(":".join(CLIENT).encode()).decode()
        asked = self._codes.pop(form["code"], None)
        digest = base64.urlsafe_b64encode(sha256(form["code_verifier"].encode()).digest()).rstrip(b"=").decode()
        if (
            asked is None
            or request.headers["Authorization"] != f"Basic {basic}"
            or form["redirect_uri"] != asked["redirect_uri"]
            or digest != asked["code_challenge"]
        ):
            return httpx.Response(400, json={"error": "invalid_grant"})
        claims = {
            "iss": ISSUER,
            "aud": CLIENT[0],
            "iat": int(self.at),
            "exp": int(self.at) + 300,
            "nonce": asked["nonce"],
            **self.claims,
            **self.token_claims,
        }
        claims = {key: value for key, value in claims.items() if value is not None}
        token = jwt.encode({"alg": "ES256", "kid": self.signs_with.kid}, claims, self.signs_with, ["ES256"])
        return httpx.Response(200, json={"id_token": token, "access_token": "at", "token_type": "Bearer"})


def alg_none(claims: dict) -> str:
    """Return an unsigned token, such as an attacker would send."""

    def part(value: dict) -> str:
        return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()

    return f"{part({'alg': 'none'})}.{part(claims)}."
