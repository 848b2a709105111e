"""Passkeys: what serves, what was copied, and answers that belong elsewhere."""

import pytest
from django.test import Client

from mpp.foundation.scope import entered
from mpp.identity.models import Factor
from mpp.identity.queries.factors import factors
from mpp.identity.tests.authenticators import SoftPasskey
from mpp.identity.tests.browsing import FACTOR, MARKS, SECURITY, actor, add_passkey, is_in, prove_by_passkey, signed_out
from mpp.identity.tests.test_pages import sign_in

pytestmark = MARKS


def test_a_passkey_signs_in(browser, now):
    sign_in(browser)
    passkey, added = add_passkey(browser)
    assert added["Location"] == "/akun/keamanan?selesai=tambah"
    signed_out(browser)
    assert sign_in(browser)["Location"].startswith(FACTOR)
    assert prove_by_passkey(browser, passkey)["Location"] == "/whoami"
    assert is_in(browser)


def test_several_passkeys_serve_and_each_only_once_on_the_list(browser):
    sign_in(browser)
    first, _ = add_passkey(browser)
    second, _ = add_passkey(browser)
    _, again = add_passkey(browser, first)
    assert again.status_code == 422
    assert len(factors(actor=actor(browser))) == 2
    signed_out(browser)
    sign_in(browser)
    assert prove_by_passkey(browser, second).status_code == 302


def test_the_passkey_of_a_telephone_that_never_counts_serves_for_ever(browser):
    sign_in(browser)
    passkey, _ = add_passkey(browser, SoftPasskey(counter=-1))
    for _ in range(2):
        signed_out(browser)
        sign_in(browser)
        assert prove_by_passkey(browser, passkey).status_code == 302


def test_a_copied_passkey_is_refused_and_taken_away(browser):
    sign_in(browser)
    passkey, _ = add_passkey(browser, SoftPasskey(counter=7))
    signed_out(browser)
    sign_in(browser)
    passkey.counter = 3
    assert prove_by_passkey(browser, passkey).status_code == 422
    assert not is_in(browser)
    with entered(actor(browser)):
        assert Factor.objects.get().end_reason == "cloned"


ELSEWHERE = [
    {"origin": "http://testserver.jahat.example"},
    {"origin": "https://testserver"},
    {"origin": "http://testserver:8080"},
    {"host": "jahat.example"},
    {"is_verified": False},
]


@pytest.mark.parametrize("elsewhere", ELSEWHERE)
def test_a_passkey_serves_only_here_and_only_after_checking_the_person(browser, elsewhere):
    sign_in(browser)
    passkey, _ = add_passkey(browser)
    signed_out(browser)
    sign_in(browser)
    for name, value in elsewhere.items():
        setattr(passkey, name, value)
    assert prove_by_passkey(browser, passkey).status_code == 422
    assert not is_in(browser)


@pytest.mark.parametrize("elsewhere", ELSEWHERE)
def test_a_passkey_is_made_only_here_and_only_after_checking_the_person(browser, elsewhere):
    sign_in(browser)
    _, refused = add_passkey(browser, SoftPasskey(**elsewhere))
    assert refused.status_code == 422
    assert factors(actor=actor(browser)) == ()


def test_an_answer_serves_once_in_the_session_that_was_asked_and_in_time(browser, now):
    sign_in(browser)
    passkey, _ = add_passkey(browser, SoftPasskey(counter=-1))
    signed_out(browser)
    sign_in(browser)
    answer = passkey.signed(browser.post(f"{FACTOR}/passkey").json())
    sent = {"passkey": answer, "cara": "passkey", "next": "/whoami"}
    thief = Client()
    sign_in(thief)
    assert thief.post(FACTOR, sent).status_code == 422
    assert browser.post(FACTOR, sent).status_code == 302
    signed_out(browser)
    sign_in(browser)
    assert browser.post(FACTOR, sent).status_code == 422
    late = passkey.signed(browser.post(f"{FACTOR}/passkey").json())
    now.later(minutes=6)
    assert browser.post(FACTOR, {**sent, "passkey": late}).status_code == 422


@pytest.mark.parametrize("answer", ["", "{}", "[]", "null", "x" * 20_000, '{"response": {"clientDataJSON": "%%%"}}'])
def test_what_is_no_answer_is_refused_in_words(browser, answer):
    sign_in(browser)
    add_passkey(browser)
    refused = browser.post(FACTOR, {"passkey": answer, "cara": "passkey"})
    assert refused.status_code == 422
    refused = browser.post(f"{SECURITY}/passkey", {"nama": "x", "passkey": answer})
    assert refused.status_code == 422
