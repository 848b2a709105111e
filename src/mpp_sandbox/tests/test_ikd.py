"""IKD over HTTP, asked as a relying party asks."""

import base64
import hashlib
import re
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from joserfc import jwt
from joserfc.jwk import KeySet

BACK = "http://127.0.0.1:8000/masuk/kembali"
VERIFIER = "v" * 60
CHALLENGE = base64.urlsafe_b64encode(hashlib.sha256(VERIFIER.encode()).digest()).rstrip(b"=").decode()
SECRET = ("mpp-digital", "sandbox-secret")


@pytest.fixture
def browser(outside):
    with httpx.Client(base_url=outside.url) as client:
        yield client


def question(**changes):
    asked = {
        "client_id": "mpp-digital",
        "response_type": "code",
        "redirect_uri": BACK,
        "scope": "openid profile nik phone email address",
        "state": "s1",
        "nonce": "n1",
        "code_challenge": CHALLENGE,
        "code_challenge_method": "S256",
    }
    return {name: value for name, value in (asked | changes).items() if value is not None}


def answer(browser, person, **changes):
    reply = browser.post("/ikd/authorize", params=question(**changes), data={"nik": person.nik, "decision": "allow"})
    assert reply.status_code == 302, reply.text
    return {name: values[0] for name, values in parse_qs(urlsplit(reply.headers["location"]).query).items()}


def exchange(browser, code, verifier=VERIFIER, auth=SECRET):
    form = {"grant_type": "authorization_code", "code": code, "redirect_uri": BACK, "code_verifier": verifier}
    return browser.post("/ikd/token", data=form, auth=auth)


def claims_of(browser, token):
    keys = KeySet.import_key_set(browser.get("/ikd/jwks").json())
    return jwt.decode(token, keys, algorithms=["ES256"]).claims


def test_the_discovery_document_names_the_address_it_was_asked_at(browser, outside):
    document = browser.get("/ikd/.well-known/openid-configuration").json()
    assert document["issuer"] == f"{outside.url}/ikd"
    assert document["subject_types_supported"] == ["pairwise"]
    assert document["code_challenge_methods_supported"] == ["S256"]


def test_a_person_signs_in_by_page_and_consents(browser, outside):
    nurse = outside.person("neneng")
    page = browser.get("/ikd/authorize", params={**question(), "q": "neneng siti"})
    assert "SIMULASI" in page.text
    assert nurse.nik in page.text
    assert page.text.count("<tr>") == 2
    consent = browser.post("/ikd/authorize", params=question(), data={"nik": nurse.nik})
    assert "Nomor Induk Kependudukan" in consent.text
    got = answer(browser, nurse)
    assert got["state"] == "s1"
    tokens = exchange(browser, got["code"]).json()
    claims = claims_of(browser, tokens["id_token"])
    assert claims["nonce"] == "n1"
    assert claims["iss"] == f"{outside.url}/ikd"
    assert (claims["aud"], claims["acr"]) == ("mpp-digital", "urn:id:ikd:pin")
    assert claims["sub"] != nurse.nik
    info = browser.get("/ikd/userinfo", headers={"Authorization": f"Bearer {tokens['access_token']}"}).json()
    for told in (claims, info):
        assert told["nik"] == nurse.nik
        assert told["name"] == nurse.name
        assert told["birthdate"] == "1994-08-17"
        assert told["gender"] == "female"
        assert told["phone_number"] == nurse.phone
        assert told["address"]["formatted"].endswith("Jawa Barat 46326")


def test_only_the_scopes_asked_for_are_released(browser, outside):
    code = answer(browser, outside.person("neneng"), scope="openid nik")["code"]
    claims = claims_of(browser, exchange(browser, code).json()["id_token"])
    assert "nik" in claims
    assert not {"name", "address", "email"} & set(claims)


def test_a_face_check_is_told_when_asked_for(browser, outside):
    code = answer(browser, outside.person("neneng"), acr_values="urn:id:ikd:face")["code"]
    assert claims_of(browser, exchange(browser, code).json()["id_token"])["acr"] == "urn:id:ikd:face"


def test_refusing_consent_goes_back_as_an_error(browser, outside):
    reply = browser.post(
        "/ikd/authorize", params=question(), data={"nik": outside.person("neneng").nik, "decision": "deny"}
    )
    assert "error=access_denied" in reply.headers["location"]
    assert "state=s1" in reply.headers["location"]


def test_an_unknown_nik_has_no_account(browser):
    reply = browser.post("/ikd/authorize", params=question(), data={"nik": "3279020101010001"})
    assert reply.status_code == 404
    assert "Tidak ada akun IKD" in reply.text


@pytest.mark.parametrize(
    "changes",
    [{"code_challenge": None}, {"code_challenge_method": "plain"}, {"nonce": None}, {"scope": "openid pajak"}],
)
def test_a_careless_request_goes_back_as_an_error(browser, changes):
    reply = browser.get("/ikd/authorize", params=question(**changes))
    assert reply.status_code == 302
    assert re.search("error=invalid_(request|scope)", reply.headers["location"])


@pytest.mark.parametrize("changes", [{"redirect_uri": "https://evil.example/masuk/kembali"}, {"client_id": "somebody"}])
def test_a_request_that_cannot_be_trusted_is_shown_and_not_sent_back(browser, changes):
    assert browser.get("/ikd/authorize", params=question(**changes)).status_code == 400


def test_a_code_opens_once_and_only_with_verifier_and_secret(browser, outside):
    code = answer(browser, outside.person("neneng"))["code"]
    assert exchange(browser, code, verifier="w" * 60).json()["error"] == "invalid_grant"
    assert exchange(browser, code, auth=("mpp-digital", "wrong")).json()["error"] == "invalid_client"
    assert exchange(browser, code).status_code == 200
    assert exchange(browser, code).json()["error"] == "invalid_grant"


def test_without_a_session_a_silent_question_is_answered_login_required(browser, outside):
    silent = question(prompt="none")
    assert "login_required" in browser.get("/ikd/authorize", params=silent).headers["location"]
    answer(browser, outside.person("neneng"))
    assert "code=" in browser.get("/ikd/authorize", params=question(prompt="none", nonce="n2")).headers["location"]


def test_signing_out_ends_session_and_tokens(browser, outside):
    tokens = exchange(browser, answer(browser, outside.person("neneng"))["code"]).json()
    reply = browser.get(
        "/ikd/logout",
        params={
            "id_token_hint": tokens["id_token"],
            "post_logout_redirect_uri": "http://127.0.0.1:8000/",
            "state": "x",
        },
    )
    assert reply.headers["location"] == "http://127.0.0.1:8000/?state=x"
    bearer = {"Authorization": f"Bearer {tokens['access_token']}"}
    assert browser.get("/ikd/userinfo", headers=bearer).status_code == 401
    assert "login_required" in browser.get("/ikd/authorize", params=question(prompt="none")).headers["location"]


def test_after_a_change_of_keys_both_sign_ins_can_be_checked(browser, outside):
    before = exchange(browser, answer(browser, outside.person("neneng"))["code"]).json()["id_token"]
    browser.post("/switches/ikd/rotate-keys")
    after = exchange(browser, answer(browser, outside.person("neneng"), nonce="n2")["code"]).json()["id_token"]
    assert before.split(".")[0] != after.split(".")[0]
    assert claims_of(browser, before)["sub"] == claims_of(browser, after)["sub"]


def test_the_second_provider_knows_the_same_person_by_another_name_and_tells_less(browser, outside):
    nurse = outside.person("neneng")
    asked = question(scope="openid profile nik phone email")
    reply = browser.post("/inapas/authorize", params=asked, data={"nik": nurse.nik, "decision": "allow"})
    got = {name: values[0] for name, values in parse_qs(urlsplit(reply.headers["location"]).query).items()}
    assert got["iss"] == f"{outside.url}/inapas"
    form = {
        "grant_type": "authorization_code",
        "code": got["code"],
        "redirect_uri": BACK,
        "code_verifier": VERIFIER,
    }
    assert browser.post("/ikd/token", data=form, auth=SECRET).json()["error"] == "invalid_grant"
    token = browser.post("/inapas/token", data=form, auth=SECRET).json()["id_token"]
    keys = KeySet.import_key_set(browser.get("/inapas/jwks").json())
    claims = jwt.decode(token, keys, algorithms=["ES256"]).claims
    at_ikd = claims_of(browser, exchange(browser, answer(browser, nurse)["code"]).json()["id_token"])
    assert (claims["nik"], claims["acr"]) == (nurse.nik, "urn:id:inapas:mfa")
    assert claims["sub"] != at_ikd["sub"]
    assert not {"address", "gender", "birthplace"} & set(claims)
