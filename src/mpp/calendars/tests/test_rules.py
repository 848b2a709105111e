from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mpp.calendars.holidays import decreed_holidays
from mpp.calendars.rules import (
    Run,
    WorkingCalendar,
    closing_moment,
    counts_as_filed_on,
    due_date,
    due_date_after_pauses,
    due_moment,
    is_working_day,
    working_days_elapsed,
    working_days_left,
)

WIB, WITA, WIT = "Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"
FIVE_DAYS = {weekday: (time(8), time(16)) for weekday in range(4)} | {4: (time(8), time(16, 30))}
SIX_DAYS = {weekday: (time(7, 30), time(14)) for weekday in range(6)}


def closed_nationally(year: int) -> frozenset[date]:
    return frozenset(holiday.day for holiday in decreed_holidays(year))


def an_office(zone=WIB, hours=FIVE_DAYS, closed_days=closed_nationally) -> WorkingCalendar:
    return WorkingCalendar(zone=zone, hours=hours, closed_days=closed_days)


def with_own_days(*days: date):
    return lambda year: closed_nationally(year) | {day for day in days if day.year == year}


def at(text: str, zone: str = WIB) -> datetime:
    """Return the UTC moment of a local time such as "2026-03-13 10:00"."""
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


@pytest.mark.parametrize(
    ("why", "filed", "working_days", "due"),
    [
        ("an ordinary week: Monday, due Monday", "2026-07-06 09:00", 5, "2026-07-13"),
        ("a period of one day ends on the next working day", "2026-07-06 09:00", 1, "2026-07-07"),
        ("Friday afternoon still counts as Friday", "2026-07-10 16:29", 5, "2026-07-17"),
        ("at closing time the office is closed: counts as Monday", "2026-07-10 16:30", 5, "2026-07-20"),
        ("a Saturday counts as Monday", "2026-07-11 10:00", 5, "2026-07-20"),
        ("before the office opens it is already that day", "2026-07-06 00:01", 5, "2026-07-13"),
        # Nyepi (18, 19 March) and Idul Fitri (20 to 24 March) make a week without a working day.
        ("Lebaran 2026: filed on the Friday before", "2026-03-13 10:00", 5, "2026-03-27"),
        ("Lebaran 2026: filed on the last working evening", "2026-03-17 20:00", 5, "2026-04-01"),
        ("Lebaran 2026: filed on the feast counts as Wednesday 25", "2026-03-21 10:00", 5, "2026-04-01"),
        ("joint leave of Christmas and New Year's Day", "2026-12-22 10:00", 5, "2026-12-31"),
        ("across the year end and Isra Mikraj on 5 January", "2026-12-30 10:00", 5, "2027-01-08"),
        ("New Year's Eve after hours counts as 4 January", "2026-12-31 17:00", 5, "2027-01-12"),
        ("Independence Day on a Monday", "2026-08-14 10:00", 1, "2026-08-18"),
    ],
)
def test_due_dates_of_real_weeks(why, filed, working_days, due):
    assert due_date(at(filed), working_days=working_days, calendar=an_office()) == date.fromisoformat(due), why


def test_the_same_instant_is_friday_in_jakarta_and_after_hours_in_jayapura():
    instant = datetime(2026, 7, 10, 8, 0, tzinfo=UTC)  # 15:00 WIB, 17:00 WIT
    assert counts_as_filed_on(instant, an_office(WIB)) == date(2026, 7, 10)
    assert counts_as_filed_on(instant, an_office(WIT)) == date(2026, 7, 13)


@pytest.mark.parametrize(
    ("instant", "wib", "wit"),
    [
        # 21:59 Sunday WIB, 23:59 Sunday WIT: one minute before midnight in the east.
        (datetime(2026, 7, 12, 14, 59, tzinfo=UTC), date(2026, 7, 13), date(2026, 7, 13)),
        # 22:00 Monday WIB counts as Tuesday; 00:00 Tuesday WIT is Tuesday.
        (datetime(2026, 7, 13, 15, 0, tzinfo=UTC), date(2026, 7, 14), date(2026, 7, 14)),
        # 23:30 Thursday 31 December 2026 WIB counts as Monday 4 January; 01:30 WIT on New Year's Day as well.
        (datetime(2026, 12, 31, 16, 30, tzinfo=UTC), date(2027, 1, 4), date(2027, 1, 4)),
        # 15:30 Monday WIB is still Monday; 17:30 WIT counts as Tuesday.
        (datetime(2026, 7, 13, 8, 30, tzinfo=UTC), date(2026, 7, 13), date(2026, 7, 14)),
        # 00:30 Monday WIT is Monday; 22:30 Sunday WIB counts as Monday too.
        (datetime(2026, 7, 12, 15, 30, tzinfo=UTC), date(2026, 7, 13), date(2026, 7, 13)),
    ],
)
def test_midnight_edges_of_west_and_east(instant, wib, wit):
    assert (counts_as_filed_on(instant, an_office(WIB)), counts_as_filed_on(instant, an_office(WIT))) == (wib, wit)


def test_the_period_ends_when_the_office_closes_in_its_own_zone():
    filed = at("2026-07-06 09:00", WIT)
    moment = due_moment(filed, working_days=4, calendar=an_office(WIT))
    assert moment == datetime(2026, 7, 10, 7, 30, tzinfo=UTC)  # Friday 16:30 WIT


def test_a_six_day_week_works_on_saturday():
    assert due_date(at("2026-07-06 09:00"), working_days=5, calendar=an_office(hours=SIX_DAYS)) == date(2026, 7, 11)


def test_days_of_the_region_alone_do_not_count():
    galungan = date(2026, 6, 17)
    bangli = an_office(WITA, closed_days=with_own_days(galungan))
    filed = at("2026-06-15 09:00", WITA)
    assert due_date(filed, working_days=2, calendar=an_office(WITA)) == date(2026, 6, 18)
    assert due_date(filed, working_days=2, calendar=bangli) == date(2026, 6, 19)


@pytest.mark.parametrize(
    ("now", "elapsed"),
    [
        ("2026-07-06 09:00", 0),
        ("2026-07-07 15:59", 0),
        ("2026-07-07 16:00", 1),
        ("2026-07-12 12:00", 4),
        ("2026-07-13 16:00", 5),
        ("2026-07-14 16:00", 6),
    ],
)
def test_a_working_day_has_elapsed_when_the_office_closes(now, elapsed):
    assert working_days_elapsed(at("2026-07-06 09:00"), at(now), an_office()) == elapsed
    assert (
        working_days_left([Run(at("2026-07-06 09:00"))], at(now), working_days=5, calendar=an_office()) == 5 - elapsed
    )


def test_a_return_stops_the_clock_and_the_remaining_days_continue_after_resubmission():
    returned = Run(at("2026-07-06 09:00"), at("2026-07-09 10:00"))  # two days are over
    office = an_office()
    assert due_date_after_pauses([returned], working_days=5, calendar=office) is None
    assert working_days_left([returned], at("2026-07-30 10:00"), working_days=5, calendar=office) == 3

    resubmitted = [returned, Run(at("2026-07-22 09:00"))]
    assert due_date_after_pauses(resubmitted, working_days=5, calendar=office) == date(2026, 7, 27)
    assert working_days_left(resubmitted, at("2026-07-23 17:00"), working_days=5, calendar=office) == 2


def test_a_return_gives_no_lost_days_back():
    late = [Run(at("2026-07-06 09:00"), at("2026-07-15 10:00")), Run(at("2026-07-22 09:00"))]
    assert due_date_after_pauses(late, working_days=5, calendar=an_office()) == date(2026, 7, 13)


@pytest.mark.parametrize("hours", [{}, {7: (time(8), time(16))}, {0: (time(16), time(8))}, {0: (time(8), time(8))}])
def test_impossible_office_hours_are_refused(hours):
    with pytest.raises(ValueError):
        an_office(hours=hours)


def test_a_calendar_without_working_days_ends_in_a_clear_error():
    never = an_office(closed_days=lambda year: {date(year, 1, 1) + timedelta(days=n) for n in range(366)})
    with pytest.raises(ValueError, match="no working day"):
        due_date(at("2026-07-06 09:00"), working_days=1, calendar=never)


moments = st.integers(0, 4 * 365 * 24 * 60 - 1).map(
    lambda minutes: datetime(2024, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)
offices = st.builds(an_office, zone=st.sampled_from([WIB, WITA, WIT]), hours=st.sampled_from([FIVE_DAYS, SIX_DAYS]))
periods = st.integers(1, 14)


@given(moments, periods, offices)
def test_a_due_date_is_a_working_day_with_exactly_the_period_before_it(filed, working_days, office):
    due = due_date(filed, working_days=working_days, calendar=office)
    day_zero = counts_as_filed_on(filed, office)
    between = [day_zero + timedelta(days=n) for n in range(1, (due - day_zero).days + 1)]
    assert is_working_day(due, office)
    assert sum(is_working_day(day, office) for day in between) == working_days


@given(moments, moments, periods, offices)
def test_an_earlier_filing_is_never_due_later(first, second, working_days, office):
    first, second = sorted([first, second])
    dues = [due_date(filed, working_days=working_days, calendar=office) for filed in (first, second)]
    assert dues == sorted(dues)


@given(moments, st.timedeltas(timedelta(0), timedelta(days=60)), periods, offices)
def test_the_period_is_over_exactly_from_the_due_moment_on(filed, later, working_days, office):
    now = filed + later
    left = working_days_left([Run(filed)], now, working_days=working_days, calendar=office)
    assert (left <= 0) == (now >= due_moment(filed, working_days=working_days, calendar=office))


@given(moments, offices)
def test_an_office_never_counts_a_filing_before_it_was_made(filed, office):
    day_zero = counts_as_filed_on(filed, office)
    assert is_working_day(day_zero, office)
    assert filed < closing_moment(day_zero, office)


@given(
    moments, st.lists(st.timedeltas(timedelta(minutes=1), timedelta(days=9)), min_size=2, max_size=6), periods, offices
)
def test_a_pause_never_shortens_the_period(filed, gaps, working_days, office):
    edges = [filed]
    for gap in gaps:
        edges.append(edges[-1] + gap)
    runs = [Run(start, stop) for start, stop in zip(edges[::2], [*edges[1::2], None], strict=False)]
    paused = due_date_after_pauses(runs, working_days=working_days, calendar=office)
    assert paused is None or paused >= due_date(filed, working_days=working_days, calendar=office)


@given(st.integers(1, 9), st.integers(0, 4))
def test_local_days_only_ever_move_a_due_date_later(working_days, offset):
    own_day = date(2026, 7, 6) + timedelta(days=offset)
    filed = at("2026-07-06 09:00")
    plain = due_date(filed, working_days=working_days, calendar=an_office())
    assert due_date(filed, working_days=working_days, calendar=an_office(closed_days=with_own_days(own_day))) >= plain
