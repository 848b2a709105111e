from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mpp.federation.handles import pairwise
from mpp.federation.rules import asking
from mpp.federation.rules.addresses import Kind, Problem, equals, problem
from mpp.federation.rules.asking import Asked, Refused
from mpp.federation.rules.grants import challenge_fits
from mpp.federation.rules.keys import SHOWN_AFTER, SHOWN_BEFORE, SIGNS_FOR, Term, next_signs_from, shown, signing
from mpp.federation.rules.scopes import Scope, opened, understood
from mpp.foundation.ids import uuid7

BACK = "https://pajak.kota-contoh.go.id/masuk"
NOON = datetime(2026, 11, 20, 5, tzinfo=UTC)


# Addresses


@pytest.mark.parametrize(
    "address", [BACK, f"{BACK}?dari=mpp", "https://a.example:8443/x/y", "https://xn--80ak6aa92e.example/a"]
)
def test_a_full_https_address_is_taken(address):
    assert problem(address, kind=Kind.WEB) is None


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("http://pajak.kota-contoh.go.id/masuk", Problem.NOT_HTTPS),
        ("javascript:alert(1)", Problem.HOST),
        ("https:///masuk", Problem.HOST),
        ("//pajak.kota-contoh.go.id/masuk", Problem.NOT_HTTPS),
        ("https://*.go.id/masuk", Problem.LETTERS),
        (f"{BACK}#x", Problem.LETTERS),
        ("https://pajak.go.id@jahat.example/masuk", Problem.LETTERS),
        ("https://pajak.go.id\\@jahat.example/", Problem.LETTERS),
        ("https://pаjak.go.id/masuk", Problem.LETTERS),  # a Cyrillic letter
        ("https://Pajak.go.id/masuk", Problem.HOST),
        ("https://pajak.go.id:99999/masuk", Problem.HOST),
        ("https://[::1/masuk", Problem.HOST),
        ("https://10.1.2.3/masuk", Problem.HOST),
        ("https://intranet/masuk", Problem.HOST),
        ("https://localhost/masuk", Problem.HOST),
        ("http://127.0.0.1/masuk", Problem.HOST),
        ("https://pajak.go.id", Problem.PATH),
        ("https://pajak.go.id/a/../b", Problem.PATH),
        ("https://pajak.go.id/a/%2e%2e/b", Problem.PATH),
        ("https://pajak.go.id/" + "a" * 500, Problem.TOO_LONG),
    ],
)
def test_anything_else_is_refused_with_the_reason(address, why):
    assert problem(address, kind=Kind.WEB) is why


def test_a_program_on_a_device_may_listen_on_the_device_and_a_server_only_in_a_demonstration():
    for address in ("http://127.0.0.1/masuk", "http://[::1]:8000/masuk"):
        assert problem(address, kind=Kind.NATIVE) is None
        assert problem(address, kind=Kind.WEB, loopback=True) is None
    assert problem("http://localhost/masuk", kind=Kind.NATIVE) is Problem.NOT_HTTPS


@pytest.mark.parametrize(
    "other",
    [
        f"{BACK}/", f"{BACK}?", f"{BACK}#", f"{BACK}%20", BACK.upper(), BACK.replace("https", "http"),
        BACK.replace(".id/", ".id:443/"), BACK.replace("https://", "https://a@"), BACK.replace("pajak", "www.pajak"),
        f"{BACK}/../masuk", BACK.replace("a", "а"), f" {BACK}", f"{BACK}\n", "", "https://jahat.example/masuk",
    ],
)  # fmt: skip
def test_an_address_is_the_registered_one_or_it_is_not(other):
    assert equals(BACK, BACK, kind=Kind.WEB)
    for kind in Kind:
        assert not equals(BACK, other, kind=kind)


def test_the_port_of_a_device_is_its_own_to_choose_and_nothing_else():
    registered = "http://127.0.0.1/kembali"
    assert equals(registered, "http://127.0.0.1:51004/kembali", kind=Kind.NATIVE)
    assert not equals(registered, "http://127.0.0.1:51004/kembali", kind=Kind.WEB)
    for other in (
        "http://127.0.0.1:51004/kembali/",
        "http://127.0.0.2:51004/kembali",
        "http://localhost:51004/kembali",
        "https://127.0.0.1:51004/kembali",
        "http://127.0.0.1:51004/kembali?x=1",
        "http://a@127.0.0.1:51004/kembali",
        "http://127.0.0.1:x/kembali",
    ):
        assert not equals(registered, other, kind=Kind.NATIVE), other


@given(st.text(max_size=60))
def test_no_text_is_a_registered_address_by_accident(text):
    assert not equals(BACK, BACK + text, kind=Kind.WEB) or text == ""
    problem(text, kind=Kind.WEB)


# What may be asked


def a_question(**changed):
    given = {
        "response_type": "code",
        "scope": "openid profile",
        "state": "s",
        "nonce": "n",
        "code_challenge": "A" * 43,
        "code_challenge_method": "S256",
    }
    return {name: [value] for name, value in (given | changed).items() if value is not None}


def asked(approved=("openid", "profile"), **changed):
    return asking.read(a_question(**changed), approved=approved)


@pytest.mark.parametrize(
    ("changed", "error"),
    [
        ({"response_type": None}, "invalid_request"),
        ({"response_type": "token"}, "unsupported_response_type"),
        ({"response_type": "code id_token"}, "unsupported_response_type"),
        ({"response_mode": "form_post"}, "invalid_request"),
        ({"code_challenge": None}, "invalid_request"),
        ({"code_challenge": "A" * 42}, "invalid_request"),
        ({"code_challenge_method": None}, "invalid_request"),
        ({"code_challenge_method": "plain"}, "invalid_request"),
        ({"scope": "profile"}, "invalid_scope"),
        ({"scope": None}, "invalid_scope"),
        ({"scope": "openid nik"}, "invalid_scope"),
        ({"prompt": "none login"}, "invalid_request"),
        ({"prompt": "create"}, "invalid_request"),
        ({"max_age": "-1"}, "invalid_request"),
        ({"max_age": "٣"}, "invalid_request"),
        ({"state": "s" * 513}, "invalid_request"),
        ({"request": "eyJ"}, "request_not_supported"),
        ({"request_uri": "https://a.example"}, "request_uri_not_supported"),
        ({"registration": "{}"}, "registration_not_supported"),
    ],
)
def test_one_profile_is_understood_and_everything_else_is_refused_by_its_error(changed, error):
    refused = asked(**changed)
    assert isinstance(refused, Refused)
    assert refused.error == error


def test_a_parameter_that_comes_twice_is_nobodys_wish():
    twice = a_question() | {"scope": ["openid", "openid nik"]}
    assert asking.read(twice, approved=["openid", "nik"]) == Refused("invalid_request", "scope is given more than once")


def test_unknown_scopes_and_wishes_do_no_harm():
    question = asked(scope="openid email profile", login_hint="3279014101900001", ui_locales="id", display="page")
    assert isinstance(question, Asked)
    assert question.scopes == (Scope.OPENID, Scope.PROFILE)


def test_the_proof_of_identity_is_as_young_as_was_asked():
    question = asked(max_age="60")
    assert question.is_fresh(signed_in_at=NOON, now=NOON + timedelta(seconds=60))
    assert not question.is_fresh(signed_in_at=NOON, now=NOON + timedelta(seconds=61))
    assert asked().is_fresh(signed_in_at=NOON, now=NOON + timedelta(days=1))


@given(st.dictionaries(st.text(max_size=12), st.lists(st.text(max_size=50), min_size=1, max_size=2)))
def test_any_parameters_get_an_answer(parameters):
    assert isinstance(asking.read(parameters, approved=["openid"]), Asked | Refused)


def test_a_scope_opens_what_it_says_and_no_more():
    assert opened(["openid"]) == {"sub"}
    assert opened(["openid", "nik"]) == {"sub", "nik"}
    assert understood("nik openid nik x") == (Scope.OPENID, Scope.NIK)


def test_a_verifier_fits_its_own_challenge_only():
    # RFC 7636, appendix B.
    verifier, challenge = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk", "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
    assert challenge_fits(verifier, challenge)
    for wrong in ("", challenge, verifier[:-1], verifier + "=", verifier.lower()):
        assert not challenge_fits(wrong, challenge)


def test_a_person_has_another_name_in_each_region_and_under_each_host():
    person = uuid7()
    names = {
        pairwise(who, region_id=region, sector=sector)
        for who in (person, uuid7())
        for region in (1, 2)
        for sector in ("a.example", "b.example")
    }
    assert len(names) == 8
    assert pairwise(person, region_id=1, sector="a.example") in names


# Signing keys


def test_the_first_key_signs_at_once_and_the_next_one_is_shown_a_day_before():
    assert next_signs_from([], now=NOON) == NOON
    first = Term(kid="a", signs_from=NOON)
    assert next_signs_from([first], now=NOON + timedelta(days=80)) is None
    due = NOON + SIGNS_FOR - SHOWN_BEFORE
    assert next_signs_from([first], now=due) == due + SHOWN_BEFORE


@given(st.integers(0, 400 * 24))
def test_whoever_reads_the_keys_once_a_day_never_meets_an_unknown_one(hour):
    terms = [Term(kid=str(number), signs_from=NOON + number * SIGNS_FOR) for number in range(4)]
    now = NOON + timedelta(hours=hour)
    signer = signing(terms, now=now)
    assert signer is not None
    # What was read a day ago, and the future terms of which nobody knew yet:
    known_then = [
        term for term in terms if term.signs_from - SHOWN_BEFORE <= now - timedelta(days=1) or term == terms[0]
    ]
    assert signer in shown(known_then, now=now - timedelta(days=1))


def test_an_old_key_is_shown_until_nothing_it_signed_is_looked_at():
    terms = [Term(kid="a", signs_from=NOON), Term(kid="b", signs_from=NOON + SIGNS_FOR)]
    change = NOON + SIGNS_FOR
    assert [term.kid for term in shown(terms, now=change)] == ["b", "a"]
    assert [term.kid for term in shown(terms, now=change + SHOWN_AFTER)] == ["b"]
    assert signing(terms, now=NOON - timedelta(seconds=1)) is None
