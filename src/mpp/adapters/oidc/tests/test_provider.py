from datetime import date

import httpx
import pytest
from joserfc.jwk import ECKey, KeySet

from mpp.adapters.oidc.provider import SKEW_SECONDS, OidcProvider
from mpp.adapters.oidc.settings import OidcSettings
from mpp.adapters.oidc.tests.fake_provider import CLIENT, ISSUER, REDIRECT, FakeProvider, alg_none
from mpp.identity.ports import (
    Answer,
    Attempt,
    IdentityProviderUnavailable,
    SignInExpired,
    SignInMixedUp,
    SignInUntrusted,
)
from mpp.identity.rules import Assurance

ATTEMPT = Attempt(provider="ikd", state="s" * 43, nonce="n" * 43, verifier="v" * 43)
SETTINGS = OidcSettings(
    issuer=ISSUER, client_id=CLIENT[0], client_secret=CLIENT[1], assurance={"ikd:tinggi": Assurance.HIGH}
)


@pytest.fixture
def fake():
    return FakeProvider()


@pytest.fixture
def provider(fake):
    return OidcProvider("ikd", SETTINGS, transport=fake.transport)


def sign_in(provider, fake, *, attempt=ATTEMPT, code=None, issuer=ISSUER, now=None, redirect_uri=REDIRECT):
    code = code or fake.approve(provider.sign_in_address(ATTEMPT, redirect_uri=REDIRECT, language="id"))
    answer = Answer(code=code, issuer=issuer)
    return provider.identity(attempt, answer, redirect_uri=redirect_uri, now=fake.at if now is None else now)


def test_a_person_is_proven_with_everything_that_was_released(provider, fake):
    fake.claims |= {
        "birthdate": "1990-01-01",
        "phone_number": "+628110000001",
        "email": "siti@contoh.example",
        "birthplace": "Banjar",
        "address": {"formatted": "Jalan Contoh 1, Banjar", "district": "Banjar", "rt": 3},
    }
    person = sign_in(provider, fake)
    assert (person.provider, person.subject, person.nik) == ("ikd", "pairwise-1", "3279014101900001")
    assert (person.name, person.birth_date, person.assurance) == ("Siti Aminah", date(1990, 1, 1), Assurance.HIGH)
    assert (person.phone, person.email) == ("+628110000001", "siti@contoh.example")
    assert person.released == {
        "birthplace": "Banjar",
        "address": "Jalan Contoh 1, Banjar",
        "address_formatted": "Jalan Contoh 1, Banjar",
        "address_district": "Banjar",
    }


def test_an_unknown_assurance_counts_as_low(provider, fake):
    fake.claims["acr"] = "something new"
    assert sign_in(provider, fake).assurance is Assurance.LOW


def test_what_the_id_token_lacks_is_asked_at_the_userinfo_endpoint(provider, fake):
    fake.info_claims = {"nik": fake.claims.pop("nik"), "birthplace": "Banjar"}
    person = sign_in(provider, fake)
    assert (person.nik, person.released) == ("3279014101900001", {"birthplace": "Banjar"})


def test_a_userinfo_answer_about_somebody_else_is_refused(provider, fake):
    fake.info_claims = {"nik": fake.claims.pop("nik"), "sub": "pairwise-2"}
    with pytest.raises(SignInUntrusted):
        sign_in(provider, fake)


@pytest.mark.parametrize(
    ("claims", "reason"),
    [
        ({"iss": "https://other.example"}, "invalid_claim: iss"),
        ({"aud": "another-client"}, "invalid_claim: aud"),
        ({"aud": ["mpp-digital", "another-client"]}, "missing_claim: azp"),
        ({"nonce": "replayed"}, "invalid_claim: nonce"),
        ({"nonce": None}, "missing_claim: nonce"),
        ({"exp": 1_800_000_000 - SKEW_SECONDS}, "expired_token: exp"),
        ({"exp": None}, "missing_claim: exp"),
        ({"iat": 1_800_000_000 + SKEW_SECONDS + 5}, "invalid_claim: iat"),
        ({"sub": None}, "missing_claim: sub"),
        ({"sub": 5}, "invalid_claim: sub"),
        ({"at_hash": "wrong"}, "invalid_claim: at_hash"),
        ({"nik": None}, "no nik or name"),
        ({"nik": 3279014101900001}, "no nik or name"),
        ({"name": " "}, "no nik or name"),
    ],
)
def test_an_id_token_that_is_not_meant_for_this_sign_in_is_refused(provider, fake, claims, reason):
    fake.token_claims = claims
    with pytest.raises(SignInUntrusted) as refused:
        sign_in(provider, fake)
    assert refused.value.facts["reason"] == reason


def test_clocks_may_differ_by_a_minute(provider, fake):
    assert sign_in(provider, fake, now=fake.at - SKEW_SECONDS)
    assert sign_in(provider, fake, now=fake.at + 300 + SKEW_SECONDS - 1)


def test_a_token_signed_by_a_stranger_is_refused(provider, fake):
    fake.signs_with = ECKey.generate_key("P-256", {"kid": "one"})
    with pytest.raises(SignInUntrusted, match="sign-in-untrusted"):
        sign_in(provider, fake)


@pytest.mark.parametrize("token", ["", "a.b.c", "x" * 100_000, alg_none({"sub": "pairwise-1"})])
def test_a_token_that_is_none_is_refused(provider, fake, token):
    fake.broken_answers["/token"] = httpx.Response(200, json={"id_token": token})
    with pytest.raises(SignInUntrusted):
        sign_in(provider, fake)


def test_a_key_that_came_after_we_asked_is_asked_for_once(provider, fake, monkeypatch):
    clock = [1000.0]
    monkeypatch.setattr(provider._metadata, "_clock", lambda: clock[0])
    sign_in(provider, fake)
    fake.signs_with = ECKey.generate_key("P-256", {"kid": "two"})
    fake.keys = KeySet([*fake.keys.keys, fake.signs_with])
    clock[0] += 60
    assert sign_in(provider, fake)
    assert fake.asked.count("/keys") == 2


def test_invented_key_ids_do_not_make_us_ask_the_provider_each_time(provider, fake):
    sign_in(provider, fake)
    fake.signs_with = ECKey.generate_key("P-256", {"kid": "invented"})
    for _ in range(3):
        with pytest.raises(SignInUntrusted):
            sign_in(provider, fake)
    assert fake.asked.count("/keys") == 1


def test_discovery_is_asked_once(provider, fake):
    sign_in(provider, fake)
    sign_in(provider, fake)
    assert fake.asked.count("/.well-known/openid-configuration") == 1


def test_a_code_serves_once(provider, fake):
    code = fake.approve(provider.sign_in_address(ATTEMPT, redirect_uri=REDIRECT, language="id"))
    assert sign_in(provider, fake, code=code)
    with pytest.raises(SignInExpired):
        sign_in(provider, fake, code=code)


def test_a_stolen_code_is_worth_nothing_without_the_verifier(provider, fake):
    code = fake.approve(provider.sign_in_address(ATTEMPT, redirect_uri=REDIRECT, language="id"))
    thief = Attempt(provider="ikd", state="s", nonce=ATTEMPT.nonce, verifier="w" * 43)
    with pytest.raises(SignInExpired):
        sign_in(provider, fake, attempt=thief, code=code)


@pytest.mark.parametrize("named", ["", "https://other.example"])
def test_an_answer_of_another_provider_never_reaches_the_token_endpoint(provider, fake, named):
    with pytest.raises(SignInMixedUp):
        sign_in(provider, fake, code="code-of-the-other", issuer=named)
    assert "/token" not in fake.asked


def test_a_provider_that_does_not_name_itself_is_held_to_its_id_token(provider, fake):
    fake.document = {"authorization_response_iss_parameter_supported": False}
    assert sign_in(provider, fake, issuer="")


def test_a_provider_that_is_down_is_unavailable_and_asked_again_later(provider, fake):
    fake.is_down = True
    with pytest.raises(IdentityProviderUnavailable):
        provider.check()
    fake.is_down = False
    provider.check()
    assert sign_in(provider, fake)


@pytest.mark.parametrize("path", ["/.well-known/openid-configuration", "/keys", "/token"])
@pytest.mark.parametrize(
    "answer", [httpx.Response(500, text="Internal"), httpx.Response(200, text="<html>"), httpx.Response(200, json=[])]
)
def test_nonsense_of_the_provider_is_an_absence_of_the_provider(provider, fake, path, answer):
    fake.broken_answers[path] = answer
    with pytest.raises(IdentityProviderUnavailable):
        sign_in(provider, fake)


@pytest.mark.parametrize("document", [{"issuer": "https://other.example"}, {"token_endpoint": None}])
def test_a_discovery_document_of_somebody_else_is_no_answer(provider, fake, document):
    fake.document = document
    with pytest.raises(IdentityProviderUnavailable):
        provider.check()
