from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mpp.identity.rules import Assurance
from mpp.identity.rules.factors import (
    FIRST_FACTOR_WITHIN,
    OF_ALL_STRANGERS,
    OF_ONE_CALLER,
    PROOF_LASTS,
    RECOVERY_ALPHABET,
    Entrance,
    FactorKind,
    Failure,
    WhenAsked,
    factor_is_asked,
    is_cloned,
    locked_until,
    masked_address,
    masked_email,
    masked_phone,
    may_change_security,
    normalised_phone,
    shown_recovery_code,
    totp_is_replayed,
    typed_code,
    typed_recovery_code,
)

NOW = datetime(2026, 11, 20, 5, tzinfo=UTC)
KNOWN, NEW = True, False


def entrance(*, known=NEW, provider="ikd", assurance=Assurance.SUBSTANTIAL):
    return Entrance(provider=provider, assurance=assurance, is_known_device=known)


@pytest.mark.parametrize(
    ("wish", "known", "is_asked"),
    [
        (WhenAsked.ALWAYS, KNOWN, True),
        (WhenAsked.ALWAYS, NEW, True),
        (WhenAsked.NEW_DEVICE, KNOWN, False),
        (WhenAsked.NEW_DEVICE, NEW, True),
        (WhenAsked.NEVER, KNOWN, False),
        (WhenAsked.NEVER, NEW, False),
    ],
)
def test_a_factor_is_asked_when_its_owner_wished_so(wish, known, is_asked):
    assert factor_is_asked(entrance(known=known), wish=wish, kinds={FactorKind.TOTP}) is is_asked


def test_whoever_has_no_factor_is_not_asked_for_one():
    assert not factor_is_asked(entrance(), wish=WhenAsked.ALWAYS, kinds=())


def test_nobody_is_asked_whom_an_officer_has_just_recognised():
    assert not factor_is_asked(entrance(provider="counter"), wish=WhenAsked.ALWAYS, kinds={FactorKind.TOTP})


def test_a_weak_door_asks_whatever_the_wish():
    weak = entrance(assurance=Assurance.LOW, known=KNOWN)
    assert factor_is_asked(weak, wish=WhenAsked.NEVER, kinds={FactorKind.EMAIL})


def test_security_is_changed_soon_after_a_proof_only():
    def may(**given):
        return may_change_security(**{"has_factors": True, "proven_at": None, "signed_in_at": NOW, "now": NOW} | given)

    assert may(proven_at=NOW)
    assert may(proven_at=NOW - PROOF_LASTS + timedelta(seconds=1))
    assert not may(proven_at=NOW - PROOF_LASTS)
    assert not may()
    assert may(has_factors=False)
    assert not may(has_factors=False, signed_in_at=NOW - FIRST_FACTOR_WITHIN)
    assert may(is_witnessed=True)
    assert not may(is_witnessed=True, signed_in_at=NOW - FIRST_FACTOR_WITHIN)


@given(used=st.integers(0, 10**9), step=st.integers(1, 10**9))
def test_a_code_serves_once_and_no_earlier_one_after_it(used, step):
    assert totp_is_replayed(step, used=used) is (step <= used)


@pytest.mark.parametrize(
    ("told", "known", "cloned"), [(0, 0, False), (2, 1, False), (1, 1, True), (1, 2, True), (0, 5, True), (1, 0, False)]
)
def test_a_counter_that_does_not_grow_tells_of_a_copy(told, known, cloned):
    assert is_cloned(told, known=known) is cloned


@pytest.mark.parametrize("typed", ["123456", "123 456", " 123-456 "])
def test_a_code_is_read_as_people_type_it(typed):
    assert typed_code(typed) == "123456"


@pytest.mark.parametrize("typed", ["", "12345", "1234567", "12345a", "١٢٣٤٥٦"])
def test_what_is_no_code_is_none(typed):
    assert typed_code(typed) is None


@given(st.text(RECOVERY_ALPHABET, min_size=10, max_size=10))
def test_a_recovery_code_is_read_back_from_paper(code):
    assert typed_recovery_code(f" {shown_recovery_code(code).lower()} ") == code


def test_letters_that_look_alike_are_in_no_recovery_code():
    assert typed_recovery_code("0OIL1-XXXXX") is None


# Guessing: nobody is locked out by somebody else


def wrong(times, *, caller=b"thief", known=NEW, at=NOW):
    return [Failure(at=at, caller=caller, is_known_device=known)] * times


def until(failures, *, caller=b"thief", known=NEW, now=NOW):
    return locked_until(failures, caller=caller, is_known_device=known, now=now)


def test_a_caller_waits_after_five_wrong_proofs():
    assert until(wrong(OF_ONE_CALLER.failures - 1)) is None
    assert until(wrong(OF_ONE_CALLER.failures)) == NOW + OF_ONE_CALLER.within
    assert until(wrong(OF_ONE_CALLER.failures), now=NOW + OF_ONE_CALLER.within) is None


def test_a_known_device_goes_on_whatever_strangers_do():
    strangers = [each for number in range(100) for each in wrong(5, caller=bytes([number]))]
    assert until(strangers, caller=b"own telephone", known=KNOWN) is None


def test_strangers_of_an_account_share_one_budget():
    spread = [each for number in range(OF_ALL_STRANGERS.failures) for each in wrong(1, caller=bytes([number]))]
    assert until(spread, caller=b"yet another") == NOW + OF_ALL_STRANGERS.within
    assert until(spread[1:], caller=b"yet another") is None


def test_a_known_device_has_a_budget_too():
    assert until(wrong(5, caller=b"own", known=KNOWN), caller=b"own", known=KNOWN) is not None


@given(st.lists(st.builds(Failure, at=st.just(NOW), caller=st.binary(), is_known_device=st.booleans()), max_size=60))
def test_waiting_always_ends(failures):
    ends = until(failures)
    assert ends is None or NOW < ends <= NOW + OF_ALL_STRANGERS.within


# Masks


def test_addresses_are_shown_so_that_only_their_owner_knows_them():
    assert masked_email("siti@contoh.example") == "si***@contoh.example"
    assert masked_phone("+6281234567890") == "+62***890"
    assert masked_address("192.0.2.77") == "192.0.2.x"
    assert masked_address("2001:db8:1:2::3") == "2001:db8::x"
    assert masked_address("") == ""


@pytest.mark.parametrize("typed", ["0812 3456 7890", "+62 812-3456-7890", "6281234567890", "081234567890"])
def test_a_telephone_number_is_read_as_people_write_it(typed):
    assert normalised_phone(typed) == "+6281234567890"


@pytest.mark.parametrize("typed", ["", "021 5550101", "12345", "+1 202 555 0101", "0812abc"])
def test_what_receives_no_message_is_no_number(typed):
    assert normalised_phone(typed) is None
