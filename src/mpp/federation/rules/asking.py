"""What an application asks of the authorization endpoint: code with PKCE S256, nothing else.

Legal basis of the shape: OpenID Connect Core 3.1.2.1, RFC 7636, RFC 9700 2.1.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from mpp.federation.rules.scopes import Scope, understood

#: What an application may carry along; longer ones do not come through sign-in unharmed.
LONGEST_STATE = LONGEST_NONCE = 512
#: All parameters together, as they stand in the address.
LONGEST_QUERY = 1_600

_CHALLENGE = re.compile(r"[A-Za-z0-9_-]{43}")
#: Parameters of other profiles -> the error that says so (OpenID Connect Core 3.1.2.6).
_NOT_TAKEN = {
    "request": "request_not_supported",
    "request_uri": "request_uri_not_supported",
    "registration": "registration_not_supported",
}
_PROMPTS = frozenset({"none", "login", "consent", "select_account"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A well-formed question. max_age: seconds since the person proved who he is, None for any"""

    scopes: tuple[Scope, ...]
    state: str
    nonce: str
    challenge: str
    prompts: frozenset[str]
    max_age: int | None

    @property
    def is_silent(self) -> bool:
        """Whether nothing may be shown to the person."""
        return "none" in self.prompts

    @property
    def wants_fresh_sign_in(self) -> bool:
        # One account a browser: whoever shall choose another one signs in as that person.
        return bool(self.prompts & {"login", "select_account"})

    def is_fresh(self, *, signed_in_at: datetime, now: datetime) -> bool:
        """Return whether the proof of identity is young enough."""
        return self.max_age is None or now - signed_in_at <= timedelta(seconds=self.max_age)


@dataclass(frozen=True, slots=True)
class Refused:
    """error: code of the protocol     why: one English sentence for the application's makers"""

    error: str
    why: str


def read(given: Mapping[str, Sequence[str]], *, approved: Collection[str]) -> Asked | Refused:
    """Return what is asked, or why it cannot be.

    given: the parameters, each with all its values     approved: the scopes this application may ask for
    """
    twice = sorted(name for name, values in given.items() if len(values) > 1)
    if twice:
        return Refused("invalid_request", f"{twice[0]} is given more than once")
    one = {name: values[0] for name, values in given.items()}
    for name, error in _NOT_TAKEN.items():
        if one.get(name):
            return Refused(error, f"{name} is not supported")
    return _form_problem(one) or _scope_problem(one, approved) or _asked(one)


def _form_problem(one: Mapping[str, str]) -> Refused | None:
    if not one.get("response_type"):
        return Refused("invalid_request", "response_type is missing")
    if one["response_type"] != "code":
        return Refused("unsupported_response_type", "response_type must be code")
    if one.get("response_mode", "query") != "query":
        return Refused("invalid_request", "response_mode must be query")
    if not _CHALLENGE.fullmatch(one.get("code_challenge", "")):
        return Refused("invalid_request", "code_challenge is missing or no S256 challenge (PKCE, RFC 7636)")
    if one.get("code_challenge_method") != "S256":
        return Refused("invalid_request", "code_challenge_method must be S256")
    if len(one.get("state", "")) > LONGEST_STATE or len(one.get("nonce", "")) > LONGEST_NONCE:
        return Refused("invalid_request", f"state and nonce have at most {LONGEST_STATE} characters")
    prompts = set(one.get("prompt", "").split())
    if prompts - _PROMPTS or ("none" in prompts and len(prompts) > 1):
        return Refused("invalid_request", "prompt is none, or any of login, consent, select_account")
    if not re.fullmatch(r"[0-9]{0,8}", one.get("max_age", "")):
        return Refused("invalid_request", "max_age is a number of seconds")
    return None


def _scope_problem(one: Mapping[str, str], approved: Collection[str]) -> Refused | None:
    asked = understood(one.get("scope", ""))
    if Scope.OPENID not in asked:
        return Refused("invalid_scope", "scope must contain openid")
    beyond = [scope.value for scope in asked if scope not in approved]
    if beyond:
        return Refused("invalid_scope", f"this application is not approved for {' '.join(beyond)}")
    return None


def _asked(one: Mapping[str, str]) -> Asked:
    return Asked(
        scopes=understood(one["scope"]),
        state=one.get("state", ""),
        nonce=one.get("nonce", ""),
        challenge=one["code_challenge"],
        prompts=frozenset(one.get("prompt", "").split()),
        max_age=int(one["max_age"]) if one.get("max_age") else None,
    )
