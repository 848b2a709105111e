from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mpp.identity import rules
from mpp.identity.rules import NikWarning, Sex

TODAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    "typed",
    ["3171014101900001", " 3171 0141 0190 0001 ", "317101.410190.0001", "3171-0141-0190-0001", "317101–4101900001"],
)
def test_spaces_dots_and_dashes_do_not_matter(typed):
    assert rules.normalised_nik(typed) == "3171014101900001"


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "317101410190000",
        "31710141019000011",
        "317101410190000a",
        "３１７１０１４１０１９００００１",
        "3171\x00014101900001",
    ],
)
def test_anything_but_sixteen_ascii_digits_is_no_nik(typed):
    assert rules.normalised_nik(typed) is None


@pytest.mark.parametrize(
    ("nik", "born", "sex"),
    [
        ("3171010101900001", date(1990, 1, 1), Sex.MALE),
        ("3171014101900001", date(1990, 1, 1), Sex.FEMALE),
        ("3171012011260001", date(2026, 11, 20), Sex.MALE),
        ("3171012111260001", date(1926, 11, 21), Sex.MALE),
        ("3171012902000001", date(2000, 2, 29), Sex.MALE),
        ("3171017112850001", date(1985, 12, 31), Sex.FEMALE),
        ("3171012902270001", None, Sex.MALE),
        ("3171013202900001", None, None),
        ("3171017202900001", None, None),
        ("3171010113900001", None, Sex.MALE),
    ],
)
def test_birth_date_and_sex_are_read_with_the_century_that_is_possible(nik, born, sex):
    reading = rules.read_nik(nik, today=TODAY)
    assert (reading.birth_date, reading.sex) == (born, sex)


@given(st.dates(date(1927, 1, 1), TODAY), st.sampled_from(Sex), st.integers(1, 9999))
def test_every_nik_made_of_a_birth_date_reads_back_and_is_not_odd(born, sex, serial):
    day = born.day + (rules.FEMALE_DAY_OFFSET if sex is Sex.FEMALE else 0)
    nik = f"327901{day:02}{born:%m%y}{serial:04}"
    reading = rules.read_nik(nik, today=TODAY)
    assert (reading.region_code, reading.birth_date, reading.sex, reading.serial) == ("32.79", born, sex, serial)
    assert not rules.nik_warnings(nik, today=TODAY, birth_date=born, sex=sex)


@pytest.mark.parametrize(
    ("nik", "stated", "sex", "odd"),
    [
        ("3171013202900001", None, None, {NikWarning.BIRTH_DATE_IMPOSSIBLE}),
        ("3171010101900000", None, None, {NikWarning.SERIAL_IS_ZERO}),
        ("0071010101900001", None, None, {NikWarning.REGION_UNKNOWN}),
        ("5471010101900001", None, None, set()),
        ("3171010101900001", date(1990, 1, 2), None, {NikWarning.BIRTH_DATE_DIFFERS}),
        ("3171010101900001", date(1990, 1, 1), Sex.FEMALE, {NikWarning.SEX_DIFFERS}),
        ("3171010101250001", date(1925, 1, 1), Sex.MALE, set()),
    ],
)
def test_oddities_are_told_and_refuse_nothing(nik, stated, sex, odd):
    assert rules.nik_warnings(nik, today=TODAY, birth_date=stated, sex=sex) == odd


@given(st.from_regex(r"[0-9]{16}", fullmatch=True))
def test_no_digits_whatsoever_break_the_reading(nik):
    rules.nik_warnings(nik, today=TODAY)
    assert rules.masked_nik(nik) == nik[:4] + "********" + nik[12:]


def test_a_session_ends_for_want_of_use_and_by_its_age():
    limits = rules.session_limits(is_officer=True)
    start = datetime(2026, 11, 20, 1, tzinfo=UTC)

    def over(seen, now):
        return rules.session_has_run_out(limits, created_at=start, seen_at=start + seen, now=start + now)

    assert not over(timedelta(0), limits.idle - timedelta(seconds=1))
    assert over(timedelta(0), limits.idle)
    assert not over(limits.absolute - timedelta(minutes=2), limits.absolute - timedelta(minutes=1))
    assert over(limits.absolute, limits.absolute)


def test_an_officers_session_is_shorter_than_a_citizens():
    officer, citizen = rules.session_limits(is_officer=True), rules.session_limits(is_officer=False)
    assert officer.idle < citizen.idle
    assert officer.absolute < citizen.absolute
