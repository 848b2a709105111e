"""Signing in at the simulated IKD over real HTTP: the adapter, the browser's part played by plain requests."""

import re
import time
from datetime import date
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from mpp.adapters.oidc.provider import OidcProvider
from mpp.adapters.oidc.settings import OidcSettings
from mpp.config.wiring import IKD_ASSURANCE
from mpp.identity import attempts
from mpp.identity.ports import Answer, IdentityProviderUnavailable, SignInExpired, SignInUntrusted
from mpp.identity.rules import Assurance
from mpp_sandbox.testing import Sandbox
from tests.contracts.conftest import NAME, SECRET

REDIRECT = "http://127.0.0.1:8000/masuk/kembali"


@pytest.fixture
def provider(outside: Sandbox) -> OidcProvider:
    """One that knows nothing yet: no discovery document, no keys."""
    return OidcProvider(
        "ikd",
        OidcSettings(
            issuer=f"{outside.url}/ikd",
            client_id=NAME,
            client_secret=SECRET,
            assurance=IKD_ASSURANCE,
            timeout_seconds=1.0,
        ),
    )


def decided(outside: Sandbox, address: str, decision: str = "allow") -> dict[str, str]:
    """Choose Neneng and decide on the consent page; return what the browser is sent back with."""
    with httpx.Client() as browser:
        nik = outside.person("neneng").nik
        assert browser.get(address).status_code == 200
        assert "Izinkan" in browser.post(address, data={"nik": nik}).text
        sent_back = browser.post(address, data={"nik": nik, "decision": decision}).headers["Location"]
    assert sent_back.startswith(REDIRECT)
    return {name: values[0] for name, values in parse_qs(urlsplit(sent_back).query).items()}


def begin(provider: OidcProvider):
    attempt = attempts.begin("ikd")
    return attempt, provider.sign_in_address(attempt, redirect_uri=REDIRECT, language="id")


def finish(provider, attempt, answer, **changed):
    given = Answer(code=answer["code"], issuer=answer.get("iss", ""))
    return provider.identity(attempt, given, **{"redirect_uri": REDIRECT, "now": time.time()} | changed)


def test_a_person_signs_in_and_releases_her_data(outside, provider):
    neneng = outside.person("neneng")
    attempt, address = begin(provider)
    answer = decided(outside, address)
    assert answer["state"] == attempt.state
    proven = finish(provider, attempt, answer)
    assert (proven.nik, proven.name, proven.birth_date) == (neneng.nik, neneng.name, neneng.born)
    assert (proven.phone, proven.email) == (neneng.phone, neneng.email)
    assert proven.assurance is Assurance.SUBSTANTIAL
    assert proven.released["birthplace"] == neneng.birthplace
    assert proven.released["address_district"] == neneng.address.district
    assert isinstance(proven.birth_date, date)


def test_a_person_who_refuses_comes_back_without_a_code(outside, provider):
    _, address = begin(provider)
    answer = decided(outside, address, "deny")
    assert answer["error"] == "access_denied"
    assert "code" not in answer


def test_a_code_serves_once(outside, provider):
    attempt, address = begin(provider)
    answer = decided(outside, address)
    finish(provider, attempt, answer)
    with pytest.raises(SignInExpired):
        finish(provider, attempt, answer)


def test_a_code_is_worth_nothing_to_whoever_did_not_begin(outside, provider):
    _attempt, address = begin(provider)
    answer = decided(outside, address)
    with pytest.raises(SignInExpired):
        finish(provider, attempts.begin("ikd"), answer)


def test_the_provider_may_change_its_key_at_any_time(outside, provider, monkeypatch):
    attempt, address = begin(provider)
    finish(provider, attempt, decided(outside, address))
    rotated = httpx.post(f"{outside.url}/switches/ikd/rotate-keys")
    assert rotated.is_success
    later = time.monotonic() + 60
    monkeypatch.setattr(provider._metadata, "_clock", lambda: later)
    attempt, address = begin(provider)
    assert finish(provider, attempt, decided(outside, address))


@pytest.mark.parametrize(
    "trouble", [{"down": "closed"}, {"down": "503"}, {"slow_ms": 3000}, {"wrong": "html"}, {"wrong": "half"}]
)
def test_trouble_of_the_provider_is_told_before_leaving(outside, provider, trouble):
    outside.set("ikd", **trouble)
    with pytest.raises(IdentityProviderUnavailable):
        begin(provider)
    outside.reset()
    assert begin(provider)


@pytest.mark.parametrize(
    "trouble", [{"down": "closed"}, {"down": "503"}, {"slow_ms": 3000}, {"wrong": "html"}, {"wrong": "half"}]
)
def test_trouble_of_the_provider_on_the_way_back_is_no_sign_in(outside, provider, trouble):
    attempt, address = begin(provider)
    answer = decided(outside, address)
    outside.set("ikd", **trouble)
    with pytest.raises((IdentityProviderUnavailable, SignInUntrusted)):
        finish(provider, attempt, answer)


def test_nothing_of_a_sign_in_stands_in_the_address_but_what_must(provider):
    attempt, address = begin(provider)
    assert attempt.verifier not in address
    assert SECRET not in address
    assert re.search(r"code_challenge_method=S256", address)
