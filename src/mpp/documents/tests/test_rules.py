"""Numbers, codes, terms and the life of a document, as tables and properties."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mpp.documents import rules
from mpp.documents.rules import FileVerdict, State
from mpp.foundation.ids import uuid7

ISSUED = date(2026, 11, 20)
FORMAT = "503/{serial:04d}/SIP-PERAWAT/{agency}/{year}"


def test_a_number_follows_the_format_of_the_service():
    number = rules.official_number(FORMAT, serial=7, agency="DPMPTSP-BJR", issued_on=ISSUED)
    assert number == "503/0007/SIP-PERAWAT/DPMPTSP-BJR/2026"


def test_a_number_may_carry_the_roman_month():
    assert rules.official_number("{serial}/{month}/{year}", serial=12, agency="", issued_on=ISSUED) == "12/XI/2026"


@pytest.mark.parametrize(
    ("number_format", "problems"),
    [
        (FORMAT, ()),
        ("503/{serial:04d}", ("missing-field:year",)),
        ("503/{year}", ("missing-field:serial",)),
        ("{serial}/{year}/{secret}", ("unknown-field:secret",)),
        ("{serial.__class__}/{year}", ("unknown-field:serial.__class__", "missing-field:serial")),
        ("{serial!r}/{year}", ("conversion:serial",)),
        ("{serial:>99999999}/{year}", ("bad-width:serial",)),
        ("{serial}/{year:04d}", ("bad-width:year",)),
        ("{serial", ("malformed",)),
    ],
)
def test_a_format_is_checked_before_it_is_used(number_format, problems):
    assert rules.number_format_problems(number_format) == problems


@given(first=st.integers(1, 10**9), second=st.integers(1, 10**9))
def test_two_serials_never_share_a_number(first, second):
    numbers = {rules.official_number(FORMAT, serial=serial, agency="A", issued_on=ISSUED) for serial in (first, second)}
    assert len(numbers) == len({first, second})


@pytest.mark.parametrize("typed", ["503/0007/sip-perawat/dpmptsp/2026", " 503 / 0007 / SIP–PERAWAT / DPMPTSP / 2026 "])
def test_a_number_is_found_however_it_is_typed(typed):
    assert rules.normal_number(typed) == "503/0007/SIP-PERAWAT/DPMPTSP/2026"


@given(st.binary(min_size=rules.CHECK_CODE_BYTES, max_size=rules.CHECK_CODE_BYTES))
def test_a_check_code_has_eight_clear_letters_and_survives_being_printed_and_typed(entropy):
    code = rules.check_code(entropy)
    assert len(code) == 8
    assert set(code) <= set(rules.ALPHABET)
    assert rules.normal_code(rules.printed_code(code).lower()) == code


@given(st.binary(min_size=5, max_size=5), st.binary(min_size=5, max_size=5))
def test_different_randomness_gives_different_codes(one, other):
    assert (rules.check_code(one) == rules.check_code(other)) == (one == other)


@pytest.mark.parametrize(("typed", "meant"), [("o0il 1u", "00111V"), ("７k3m-90tx", "7K3M90TX"), ("", "")])
def test_misread_letters_are_forgiven(typed, meant):
    assert rules.normal_code(typed) == meant


def test_a_token_is_long_enough_never_to_be_guessed():
    assert len(rules.verification_token(bytes(rules.TOKEN_BYTES))) == 32


@pytest.mark.parametrize(
    ("issued_on", "registration_until", "is_foreigner", "until"),
    [
        (ISSUED, None, False, date(2031, 11, 20)),
        (ISSUED, date(2028, 3, 1), False, date(2028, 3, 1)),
        (ISSUED, date(2040, 3, 1), False, date(2031, 11, 20)),
        (ISSUED, None, True, date(2028, 11, 20)),
        (ISSUED, ISSUED, False, ISSUED),
        (date(2028, 2, 29), None, False, date(2033, 2, 28)),
    ],
)
def test_a_licence_lasts_five_years_or_as_long_as_the_registration(issued_on, registration_until, is_foreigner, until):
    assert rules.valid_until(issued_on, registration_until=registration_until, is_foreigner=is_foreigner) == until


def test_no_licence_begins_after_its_registration_has_ended():
    with pytest.raises(ValueError, match="registration has ended"):
        rules.valid_until(ISSUED, registration_until=ISSUED - timedelta(days=1))


@given(st.dates(date(2000, 1, 1), date(2090, 1, 1)), st.none() | st.dates(date(2000, 1, 1), date(2099, 1, 1)))
def test_a_licence_never_outlives_its_registration_nor_five_years(issued_on, registration_until):
    if registration_until is not None and registration_until < issued_on:
        return
    until = rules.valid_until(issued_on, registration_until=registration_until)
    assert issued_on <= until <= issued_on + timedelta(days=5 * 366)
    assert registration_until is None or until <= registration_until


ALLOWED = {
    ("record_signed", State.RESERVED): State.ACTIVE,
    ("suspend", State.ACTIVE): State.SUSPENDED,
    ("reinstate", State.SUSPENDED): State.ACTIVE,
    ("expire", State.ACTIVE): State.EXPIRED,
    ("expire", State.SUSPENDED): State.EXPIRED,
    ("revoke", State.ACTIVE): State.REVOKED,
    ("revoke", State.SUSPENDED): State.REVOKED,
    ("supersede", State.ACTIVE): State.SUPERSEDED,
    ("supersede", State.SUSPENDED): State.SUPERSEDED,
}


@pytest.mark.parametrize("act", rules.MOVES)
@pytest.mark.parametrize("state", State)
def test_only_the_listed_moves_are_allowed(act, state):
    assert rules.next_state(act, state) == ALLOWED.get((act, state))


@pytest.mark.parametrize(
    ("state", "day", "seen"),
    [
        (State.ACTIVE, ISSUED, State.ACTIVE),
        (State.ACTIVE, ISSUED + timedelta(days=1), State.EXPIRED),
        (State.SUSPENDED, ISSUED + timedelta(days=1), State.EXPIRED),
        (State.REVOKED, ISSUED + timedelta(days=1), State.REVOKED),
    ],
)
def test_a_term_ends_by_itself(state, day, seen):
    assert rules.state_on(state, ISSUED, day) == seen


def test_without_an_end_it_stays_active():
    assert rules.state_on(State.ACTIVE, None, date(2090, 1, 1)) == State.ACTIVE


@pytest.mark.parametrize(
    ("name", "masked"),
    [("Siti Nurhaliza Hasanah", "S*** N*** H***"), ("Sukarno", "S***"), ("i Gusti  'ayu", "I*** G*** A***"), ("", "")],
)
def test_a_stranger_reads_initials(name, masked):
    assert rules.masked_name(name) == masked


@given(st.text(st.characters(categories=["Ll", "Lu"]), min_size=2, max_size=60))
def test_a_masked_name_never_holds_the_name(name):
    assert name not in rules.masked_name(name)


def test_a_nik_shows_where_and_which_only():
    assert rules.masked_nik("3279014107950001") == "3279********0001"


def test_dates_are_written_out_in_indonesian():
    assert rules.long_date(date(2026, 8, 1)) == "1 Agustus 2026"


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("Ni Luh  Ayu\tŚrī", "Ni Luh Ayu Śrī"),
        ("Jalan Mawar \u202e1", "Jalan Mawar 1"),
        ("Klinik \U0001f600 Sehat\x00", "Klinik \ufffd Sehat"),
        ("I\u0301", "Í"),
    ],
)
def test_a_letter_prints_only_what_its_fonts_can_show(typed, printed):
    assert rules.printable(typed) == printed


@given(st.integers(0, 2**48 - 1))
def test_a_document_has_an_id_of_its_own_in_the_order_of_its_application(milliseconds):
    application_id = uuid7(milliseconds)
    found = rules.document_id(application_id, "practice_licence")
    assert found == rules.document_id(application_id, "practice_licence")
    assert found != rules.document_id(application_id, "another_kind")
    assert found != application_id
    assert (found.version, found.variant, found.bytes[:6]) == (8, application_id.variant, application_id.bytes[:6])


@pytest.mark.parametrize(
    ("facts", "verdict"),
    [
        ((True, True, True, True), FileVerdict.GENUINE),
        ((False, True, True, True), FileVerdict.ADDED_TO),
        ((False, False, True, True), FileVerdict.ALTERED),
        ((False, False, False, True), FileVerdict.NOT_OURS),
        ((False, False, False, False), FileVerdict.UNREADABLE),
    ],
)
def test_what_a_file_is(facts, verdict):
    names = ("is_recorded", "begins_as_recorded", "names_one_of_ours", "is_pdf")
    assert rules.file_verdict(**dict(zip(names, facts, strict=True))) == verdict


def test_a_file_is_searched_for_a_few_addresses_only():
    token, other = "7" * 32, "8" * 32
    file = f"x/verifikasi/{token}) /verifikasi/{other}> /verifikasi/short /verifikasi/{token}9 /verifikasi/{token}"
    assert rules.tokens_in(file.encode()) == (token, other)
    many = " ".join(f"/verifikasi/{number:032d}" for number in range(1000))
    assert len(rules.tokens_in(many.encode())) == 8
