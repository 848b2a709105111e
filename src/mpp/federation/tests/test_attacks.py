"""Stolen, replayed, mixed-up and late: what an attacker may try, and what it costs whom."""

from datetime import timedelta

import pytest
from joserfc import jwt
from joserfc.jwk import ECKey

from mpp.federation.operations.give_consent import withdraw_consent
from mpp.federation.operations.suspend_application import resume_application, suspend_application
from mpp.federation.queries.consents import consents
from mpp.federation.rules.addresses import Kind
from mpp.federation.tests.builders import (
    BACK,
    OUT,
    a_question,
    agreed,
    an_application,
    exchanged,
    signed_in_at,
    told,
)
from mpp.federation.tests.test_signing_in import id_claims, userinfo
from mpp.foundation import ratelimit
from mpp.foundation.clock import utc_now
from mpp.identity import claims
from mpp.tenancy.queries import region_by_slug
from mpp.tenancy.tests.builders import A_NATIONAL_ADMIN, an_admin
from mpp.ui import middleware

pytestmark = pytest.mark.django_db

OTHER_BACK = "https://retribusi.kota-banjar.example/kembali"


@pytest.fixture
def thief(application):
    """Another application of the same region, approved and with a secret of its own."""
    region = region_by_slug("kota-banjar")
    return an_application(region, redirect_addresses=[OTHER_BACK], logout_addresses=[], name="e-Retribusi")


@pytest.fixture
def later(monkeypatch):
    """Let so much time pass for all requests to come."""

    def pass_(**units):
        now = utc_now() + timedelta(**units)
        monkeypatch.setattr(middleware, "utc_now", lambda: now)

    return pass_


def actor_of(browser):
    return claims.read(browser.cookies[claims.cookie_name()].value).actor(address="")


def renewed(server, application, refresh_token, **changed):
    form = {"grant_type": "refresh_token", "refresh_token": refresh_token}
    return server.post("/oidc/token", form | changed, headers=application.proof)


# Codes


def test_a_code_that_comes_twice_ends_what_it_gave(siti, server, application):
    question = a_question(application)
    code = agreed(siti, question)["code"]
    tokens = exchanged(server, application, question, code).json()
    again = exchanged(server, application, question, code)
    assert (again.status_code, again.json()["error"]) == (400, "invalid_grant")
    assert userinfo(server, tokens["access_token"]).status_code == 401


def test_a_stolen_code_is_worth_nothing_to_another_application_and_void_from_then_on(siti, server, application, thief):
    question = a_question(application)
    code = agreed(siti, question)["code"]
    assert exchanged(server, thief, question, code).json()["error"] == "invalid_grant"
    assert exchanged(server, application, question, code).json()["error"] == "invalid_grant"


@pytest.mark.parametrize("wrong", ["", "a" * 43, "a" * 42, "ä" * 43])
def test_a_code_without_its_verifier_is_void(siti, server, application, wrong):
    question = a_question(application)
    code = agreed(siti, question)["code"]
    assert exchanged(server, application, question, code, code_verifier=wrong).json()["error"] == "invalid_grant"
    assert exchanged(server, application, question, code).status_code == 400


@pytest.mark.parametrize("address", ["", f"{BACK}/", OUT])
def test_a_code_comes_back_from_where_it_was_sent(siti, server, application, address):
    question = a_question(application)
    code = agreed(siti, question)["code"]
    assert exchanged(server, application, question, code, redirect_uri=address).json()["error"] == "invalid_grant"


def test_a_code_is_good_for_a_minute(siti, server, application, later):
    question = a_question(application)
    code = agreed(siti, question)["code"]
    later(seconds=61)
    assert exchanged(server, application, question, code).json()["error"] == "invalid_grant"


def test_a_code_that_was_never_given_is_refused(server, application):
    assert exchanged(server, application, a_question(application), "x" * 43).json()["error"] == "invalid_grant"


# Where the browser is sent


@pytest.mark.parametrize(
    "address",
    [
        f"{BACK}/", f"{BACK}?x", f"{BACK}#x", BACK.replace("example/", "example:8443/"), BACK.replace("https", "http"),
        "https://a@epbb.kota-banjar.example/kembali", "https://epbb.kota-bаnjar.example/kembali",
        "https://jahat.example/", "//jahat.example", "javascript:alert(1)", "", None, OUT,
    ],
)  # fmt: skip
def test_nobody_is_sent_to_an_address_that_is_not_registered(siti, application, address):
    answer = siti.get(a_question(application, redirect_uri=address).path)
    assert answer.status_code == 403
    assert "Location" not in answer.headers
    assert "Kami tidak melanjutkan" in answer.content.decode()


def test_an_address_or_a_name_given_twice_is_none(siti, application, thief):
    path = a_question(application).path
    assert siti.get(f"{path}&redirect_uri={OTHER_BACK}").status_code == 403
    assert siti.get(f"{path}&client_id={thief.name}").status_code == 403


def test_an_unknown_or_suspended_application_is_told_to_the_person_and_to_nobody_else(siti, application):
    assert siti.get(a_question(application, client_id="tidak-ada").path).status_code == 403
    actor = an_admin(region_by_slug("kota-banjar"))
    suspend_application(application_id=application.view.id, reason="Diretas.", actor=actor, now=utc_now())
    answer = siti.get(a_question(application).path)
    assert answer.status_code == 403
    assert "tidak terhubung" in answer.content.decode()


def test_a_question_that_would_not_survive_signing_in_is_refused_before(siti, application):
    assert siti.get(a_question(application, login_hint="a" * 2_000).path).status_code == 422


def test_what_is_wrong_with_the_question_goes_to_the_application(siti, application):
    answer = told(siti.get(a_question(application, code_challenge_method="plain").path))
    assert (answer["error"], answer["state"]) == ("invalid_request", "keadaan")
    narrow = an_application(region_by_slug("kota-banjar"), scopes=("openid", "profile"))
    assert told(siti.get(a_question(narrow).path))["error"] == "invalid_scope"


# Consent


def test_nobody_agrees_by_a_page_of_somebody_else(siti, application):
    question = a_question(application)
    browser = type(siti)(enforce_csrf_checks=True)
    browser.cookies = siti.cookies
    path = question.path.replace("authorize", "consent", 1)
    assert browser.post(path, {"decision": "allow"}).status_code == 403
    assert siti.get(a_question(application).path).status_code == 200


def test_agreeing_counts_for_what_was_shown(siti, application):
    path = a_question(application).path.replace("authorize", "consent", 1)
    answer = siti.post(path, {"decision": "allow", "details": "lain"})
    assert answer.headers["Location"].startswith("/oidc/authorize")
    assert consents(actor=actor_of(siti), now=utc_now()) == ()


def test_more_is_asked_about_again_and_less_is_not(siti, server, application):
    signed_in_at(siti, application, scope="openid profile")
    assert siti.get(a_question(application, scope="openid").path).status_code == 302
    assert siti.get(a_question(application, scope="openid phone").path).status_code == 200
    signed_in_at(siti, application, scope="openid phone")
    [consent] = consents(actor=actor_of(siti), now=utc_now())
    assert set(consent.scopes) == {"openid", "profile", "phone"}


def test_a_withdrawn_consent_ends_everything_at_once(siti, server, application):
    tokens = signed_in_at(siti, application, scope="openid profile offline_access")
    [consent] = consents(actor=actor_of(siti), now=utc_now())
    withdraw_consent(consent_id=consent.id, actor=actor_of(siti), now=utc_now())
    assert userinfo(server, tokens["access_token"]).status_code == 401
    assert renewed(server, application, tokens["refresh_token"]).json()["error"] == "invalid_grant"
    assert siti.get(a_question(application).path).status_code == 200


def test_a_consent_ends_after_a_year(siti, server, application, later):
    tokens = signed_in_at(siti, application, scope="openid offline_access")
    for _ in range(13):
        # Renewed every four weeks, it would go on for ever.
        later(days=28 * (_ + 1))
        answer = renewed(server, application, tokens["refresh_token"])
        assert answer.status_code == 200
        tokens = answer.json()
    later(days=366)
    assert renewed(server, application, tokens["refresh_token"]).json()["error"] == "invalid_grant"


# Tokens


def test_a_renewing_token_that_comes_twice_ends_the_family(siti, server, application):
    first = signed_in_at(siti, application, scope="openid offline_access")
    second = renewed(server, application, first["refresh_token"]).json()
    assert renewed(server, application, first["refresh_token"]).json()["error"] == "invalid_grant"
    assert renewed(server, application, second["refresh_token"]).json()["error"] == "invalid_grant"
    assert userinfo(server, second["access_token"]).status_code == 401


def test_a_token_is_worth_nothing_to_another_application(siti, server, application, thief):
    tokens = signed_in_at(siti, application, scope="openid offline_access")
    assert renewed(server, thief, tokens["refresh_token"]).json()["error"] == "invalid_grant"
    form = {"token": tokens["access_token"]}
    assert server.post("/oidc/introspect", form, headers=thief.proof).json() == {"active": False}
    assert server.post("/oidc/revoke", form, headers=thief.proof).status_code == 200
    assert server.post("/oidc/introspect", form, headers=application.proof).json()["active"] is True
    assert renewed(server, application, tokens["refresh_token"]).status_code == 200


def test_tokens_are_what_they_are(siti, server, application):
    tokens = signed_in_at(siti, application, scope="openid profile offline_access")
    assert userinfo(server, tokens["refresh_token"]).status_code == 401
    assert userinfo(server, tokens["id_token"]).status_code == 401
    assert userinfo(server, "").status_code == 401
    assert renewed(server, application, tokens["access_token"]).json()["error"] == "invalid_grant"
    narrower = renewed(server, application, tokens["refresh_token"], scope="openid").json()
    assert set(userinfo(server, narrower["access_token"]).json()) == {"sub"}


def test_an_access_token_is_good_for_ten_minutes(siti, server, application, later):
    tokens = signed_in_at(siti, application)
    later(minutes=9)
    assert userinfo(server, tokens["access_token"]).status_code == 200
    later(minutes=10, seconds=1)
    assert userinfo(server, tokens["access_token"]).status_code == 401


def test_a_token_that_is_given_back_opens_nothing(siti, server, application):
    tokens = signed_in_at(siti, application, scope="openid offline_access")
    server.post("/oidc/revoke", {"token": tokens["refresh_token"]}, headers=application.proof)
    assert userinfo(server, tokens["access_token"]).status_code == 401
    tokens = signed_in_at(siti, application)
    server.post("/oidc/revoke", {"token": tokens["access_token"]}, headers=application.proof)
    assert userinfo(server, tokens["access_token"]).status_code == 401


def test_suspending_shuts_every_door_at_once_and_resuming_opens_them(siti, server, application):
    tokens = signed_in_at(siti, application)
    its = {"application_id": application.view.id, "actor": A_NATIONAL_ADMIN}
    suspend_application(reason="Diretas.", now=utc_now(), **its)
    assert userinfo(server, tokens["access_token"]).status_code == 401
    form = {"token": tokens["access_token"]}
    assert server.post("/oidc/introspect", form, headers=application.proof).json()["error"] == "invalid_client"
    resume_application(now=utc_now(), **its)
    assert userinfo(server, tokens["access_token"]).status_code == 200


# Proofs of applications


def test_an_application_proves_itself_or_is_nobody(siti, server, application, thief):
    form = {"grant_type": "authorization_code", "code": "x"}

    def error(**kwargs):
        answer = server.post("/oidc/token", form | kwargs.pop("form", {}), **kwargs)
        return answer.status_code, answer.json()["error"]

    nobody = (401, "invalid_client")
    assert error() == nobody
    assert error(form={"client_id": application.name}) == nobody
    assert error(form={"client_id": application.name, "client_secret": thief.secret}) == nobody
    assert error(headers={"Authorization": "Basic !!!"}) == nobody
    assert error(headers={"Authorization": f"Bearer {application.secret}"}) == nobody
    both = {"headers": application.proof, "form": {"client_secret": application.secret}}
    assert error(**both) == (400, "invalid_request")
    assert error(form={"client_id": application.name, "client_secret": application.secret}) == (400, "invalid_grant")


def test_a_program_on_a_device_needs_its_verifier_alone(siti, server, application):
    native = an_application(
        region_by_slug("kota-banjar"), kind=Kind.NATIVE, redirect_addresses=["http://127.0.0.1/kembali"],
        logout_addresses=[], notify_address="",
    )  # fmt: skip
    question = a_question(native, redirect_uri="http://127.0.0.1:50123/kembali")
    code = agreed(siti, question)["code"]
    form = {
        "grant_type": "authorization_code", "code": code, "client_id": native.name,
        "redirect_uri": question.parameters["redirect_uri"], "code_verifier": question.verifier,
    }  # fmt: skip
    assert server.post("/oidc/token", form).status_code == 200


def test_secrets_cannot_be_tried_out(server, application):
    form = {"client_id": application.name, "client_secret": "x"}
    statuses = [server.post("/oidc/token", form).status_code for _ in range(200)]
    assert statuses[0] == 401
    assert 429 in statuses
    ratelimit.buckets.forget()


# Signing in anew, and in silence


def test_in_silence_nothing_is_shown(siti, server, application):
    assert told(server.get(a_question(application, prompt="none").path))["error"] == "login_required"
    assert told(siti.get(a_question(application, prompt="none").path))["error"] == "consent_required"
    signed_in_at(siti, application)
    assert "code" in told(siti.get(a_question(application, prompt="none").path))


def test_who_shall_sign_in_anew_is_not_let_through_by_an_old_session(siti, application, later):
    signed_in_at(siti, application)
    question = a_question(application, prompt="login")
    later(minutes=1)
    answer = siti.get(question.path)
    assert answer.headers["Location"].startswith("/masuk?next=")
    assert answer.headers["Location"].endswith("&lagi=ya")
    # The very address to which signing in leads back helps nobody whose session is as old as before.
    assert siti.get(next_of(answer)).headers["Location"].startswith("/masuk")
    assert told(siti.get(a_question(application, prompt="login").path + "&mulai=palsu")).get("code") is None


def next_of(answer):
    from urllib.parse import parse_qs, urlsplit

    return parse_qs(urlsplit(answer.headers["Location"]).query)["next"][0]


def test_a_session_that_is_too_old_for_the_application_is_renewed(siti, application, later):
    signed_in_at(siti, application)
    later(minutes=6)
    assert siti.get(a_question(application, max_age="300").path).headers["Location"].startswith("/masuk")
    assert "code" in told(siti.get(a_question(application, max_age="600").path))
    silent = told(siti.get(a_question(application, max_age="300", prompt="none").path))
    assert silent["error"] == "login_required"


def test_consent_is_shown_again_where_the_application_wishes_it(siti, application):
    signed_in_at(siti, application)
    question = a_question(application, prompt="consent")
    assert siti.get(question.path).status_code == 200
    assert "code" in agreed(siti, question)


# Signing out


def test_nobody_is_led_elsewhere_by_signing_out(siti, server, application):
    for address in ("https://jahat.example/", f"{OUT}/", "//jahat.example", BACK):
        page = siti.get("/oidc/logout", {"client_id": application.name, "post_logout_redirect_uri": address})
        assert page.status_code == 200
        assert "jahat" not in page.headers["Content-Security-Policy"]
        answer = server.get("/oidc/logout", {"client_id": application.name, "post_logout_redirect_uri": address})
        assert answer.headers["Location"] == "/masuk?keluar=ya"
    assert server.get("/oidc/logout", {"post_logout_redirect_uri": OUT}).headers["Location"] == "/masuk?keluar=ya"


def test_the_person_says_whether_to_leave_us_too(siti, server, application):
    tokens = signed_in_at(siti, application)
    wish = {"id_token_hint": tokens["id_token"], "post_logout_redirect_uri": OUT, "state": "z"}
    page = siti.get("/oidc/logout", wish)
    assert "e-PBB" in page.content.decode()
    confirm = f"/oidc/logout/confirm?client_id={application.name}&post_logout_redirect_uri={OUT}&state=z"
    stayed = siti.post(confirm, {"decision": "stay"})
    assert stayed.headers["Location"] == f"{OUT}?state=z"
    assert siti.get("/akun/izin").status_code == 200
    assert siti.post(confirm, {"decision": "leave"}).headers["Location"] == f"{OUT}?state=z"
    assert siti.get("/akun/izin").status_code == 302


def test_a_hint_that_we_have_not_signed_is_none(server, application):
    forged_key = ECKey.generate_key("P-256")
    body = {"iss": "http://localhost:8000/oidc", "aud": application.name, "sid": "x"}
    for hint in (
        jwt.encode({"alg": "ES256", "kid": "x"}, body, forged_key),
        "eyJhbGciOiJub25lIn0.eyJhdWQiOiJ4In0.",
        "x",
    ):
        wish = {"id_token_hint": hint, "post_logout_redirect_uri": OUT}
        assert server.get("/oidc/logout", wish).headers["Location"] == "/masuk?keluar=ya"


def test_a_clock_that_is_a_minute_off_does_no_harm(siti, server, application):
    claims_ = id_claims(server, signed_in_at(siti, application))
    now = utc_now().timestamp()
    # Five minutes to either side for whoever allows the usual leeway of a minute.
    assert claims_["iat"] <= now + 60
    assert claims_["exp"] - now > 300
    assert "nbf" not in claims_
