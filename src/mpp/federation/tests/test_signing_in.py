"""Signing in at a regional application, from the question to the claims."""

import pytest
from joserfc import jwt
from joserfc.jwk import KeySet

from mpp.federation.tests.builders import BACK, a_question, agreed, exchanged, signed_in_at, told
from mpp.federation.tests.conftest import SITI

pytestmark = pytest.mark.django_db


def userinfo(browser, access_token):
    return browser.get("/oidc/userinfo", headers={"Authorization": f"Bearer {access_token}"})


def id_claims(server, tokens):
    keys = KeySet.import_key_set(server.get("/oidc/jwks").json())
    return jwt.decode(tokens["id_token"], keys, algorithms=["ES256"]).claims


def test_a_person_agrees_once_and_the_application_knows_her_by_a_name_of_its_own(siti, server, application):
    question = a_question(application)
    page = siti.get(question.path)
    assert page.status_code == 200
    shown = page.content.decode()
    assert "e-PBB" in shown
    assert SITI not in shown
    answer = agreed(siti, question)
    assert answer["state"] == "keadaan"
    assert answer["iss"].endswith("/oidc")
    tokens = exchanged(server, application, question, answer["code"]).json()
    claims = id_claims(server, tokens)
    assert (claims["aud"], claims["nonce"], claims["acr"]) == (application.name, "sekali", "urn:id:mpp:substansial")
    assert claims["amr"] == ["pin"]
    known = userinfo(server, tokens["access_token"]).json()
    assert known["sub"] == claims["sub"]
    assert (known["nik"], known["name"], known["birthplace"]) == (SITI, "Siti Aminah", "Banjar")
    assert "phone_number" not in known
    # The second time nothing is asked.
    assert siti.get(a_question(application).path).headers["Location"].startswith(f"{BACK}?code=")


def test_whoever_is_not_signed_in_signs_in_first_and_comes_back(server, application):
    answer = server.get(a_question(application).path)
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/masuk?next=%2Foidc%2Fauthorize")


def test_whoever_does_not_agree_gives_nothing(siti, application):
    question = a_question(application)
    answer = siti.post(question.path.replace("authorize", "consent", 1), {"decision": "deny"})
    assert told(answer)["error"] == "access_denied"
    assert told(answer)["state"] == "keadaan"


def test_tokens_are_renewed_only_where_she_agreed_to_it(siti, server, application):
    assert "refresh_token" not in signed_in_at(siti, application)
    tokens = signed_in_at(siti, application, scope="openid profile offline_access")
    form = {"grant_type": "refresh_token", "refresh_token": tokens["refresh_token"]}
    renewed = server.post("/oidc/token", form, headers=application.proof).json()
    assert renewed["refresh_token"] != tokens["refresh_token"]
    assert userinfo(server, renewed["access_token"]).json()["name"] == "Siti Aminah"
