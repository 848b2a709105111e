"""Signing in at the simulated IKD and INApas over real HTTP; the browser's part is played by plain requests."""

import re
import time
from datetime import date
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from mpp.adapters.oidc.provider import OidcProvider
from mpp.adapters.oidc.settings import OidcSettings
from mpp.config.wiring import IKD_ASSURANCE, INAPAS_ASSURANCE, INAPAS_SCOPE
from mpp.identity import attempts
from mpp.identity.ports import (
    Answer,
    IdentityProviderUnavailable,
    SignInExpired,
    SignInMixedUp,
    SignInUntrusted,
)
from mpp.identity.rules import Assurance
from mpp_sandbox.testing import Sandbox
from tests.contracts.conftest import NAME, SECRET

REDIRECT = "http://127.0.0.1:8000/masuk/kembali"


def at(outside: Sandbox, key: str) -> OidcProvider:
    """One that knows nothing yet: no discovery document, no keys."""
    its = {"ikd": {"assurance": IKD_ASSURANCE}, "inapas": {"assurance": INAPAS_ASSURANCE, "scope": INAPAS_SCOPE}}[key]
    settings = OidcSettings(
        issuer=f"{outside.url}/{key}", client_id=NAME, client_secret=SECRET, timeout_seconds=1.0, **its
    )
    return OidcProvider(key, settings)


@pytest.fixture(params=["ikd", "inapas"])
def key(request) -> str:
    return request.param


@pytest.fixture
def provider(outside: Sandbox, key) -> OidcProvider:
    return at(outside, key)


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


def test_a_person_signs_in_and_releases_her_data(outside, provider, key):
    neneng = outside.person("neneng")
    attempt, address = begin(provider)
    answer = decided(outside, address)
    assert answer["state"] == attempt.state
    proven = finish(provider, attempt, answer)
    assert (proven.nik, proven.name, proven.birth_date) == (neneng.nik, neneng.name, neneng.born)
    assert (proven.phone, proven.email) == (neneng.phone, neneng.email)
    assert proven.assurance is Assurance.SUBSTANTIAL
    if key == "ikd":
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


def test_the_provider_may_change_its_key_at_any_time(outside, provider, key, monkeypatch):
    attempt, address = begin(provider)
    finish(provider, attempt, decided(outside, address))
    rotated = httpx.post(f"{outside.url}/switches/{key}/rotate-keys")
    assert rotated.is_success
    later = time.monotonic() + 60
    monkeypatch.setattr(provider._metadata, "_clock", lambda: later)
    attempt, address = begin(provider)
    assert finish(provider, attempt, decided(outside, address))


@pytest.mark.parametrize(
    "trouble", [{"down": "closed"}, {"down": "503"}, {"slow_ms": 3000}, {"wrong": "html"}, {"wrong": "half"}]
)
def test_trouble_of_the_provider_is_told_before_leaving(outside, provider, key, trouble):
    outside.set(key, **trouble)
    with pytest.raises(IdentityProviderUnavailable):
        begin(provider)
    outside.reset()
    assert begin(provider)


@pytest.mark.parametrize(
    "trouble", [{"down": "closed"}, {"down": "503"}, {"slow_ms": 3000}, {"wrong": "html"}, {"wrong": "half"}]
)
def test_trouble_of_the_provider_on_the_way_back_is_no_sign_in(outside, provider, key, trouble):
    attempt, address = begin(provider)
    answer = decided(outside, address)
    outside.set(key, **trouble)
    with pytest.raises((IdentityProviderUnavailable, SignInUntrusted)):
        finish(provider, attempt, answer)


def test_nothing_of_a_sign_in_stands_in_the_address_but_what_must(provider):
    attempt, address = begin(provider)
    assert attempt.verifier not in address
    assert SECRET not in address
    assert re.search(r"code_challenge_method=S256", address)


def test_the_answer_of_one_provider_does_for_no_attempt_at_the_other(outside):
    ikd, inapas = at(outside, "ikd"), at(outside, "inapas")
    attempt, address = begin(ikd)
    _, address_there = begin(inapas)
    answer, answer_there = decided(outside, address), decided(outside, address_there)
    with pytest.raises(SignInMixedUp):
        finish(ikd, attempt, answer_there)
    with pytest.raises(SignInExpired):
        finish(ikd, attempt, {"code": answer_there["code"]})
    with pytest.raises(SignInMixedUp):
        finish(inapas, attempts.begin("inapas"), {"code": answer["code"]})


def test_both_name_the_same_nik_by_subjects_of_their_own(outside):
    proven = []
    for key in ("ikd", "inapas"):
        provider = at(outside, key)
        attempt, address = begin(provider)
        proven.append(finish(provider, attempt, decided(outside, address)))
    first, second = proven
    assert first.nik == second.nik
    assert first.subject != second.subject


@pytest.mark.parametrize(("seconds", "is_believed"), [(59, True), (-59, True), (-120, False)])
def test_a_clock_that_differs_by_a_minute_keeps_nobody_out(outside, provider, seconds, is_believed):
    """Tokens live ten minutes; ours may be behind theirs by a minute, and not by two."""
    attempt, address = begin(provider)
    answer = decided(outside, address)
    if is_believed:
        assert finish(provider, attempt, answer, now=time.time() + seconds)
    else:
        with pytest.raises(SignInUntrusted):
            finish(provider, attempt, answer, now=time.time() + seconds)
