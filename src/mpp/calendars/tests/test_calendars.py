from datetime import UTC, date, datetime, time

import pytest

from mpp.calendars.operations.correct_holiday import correct_holiday
from mpp.calendars.operations.declare_local_holiday import HolidayDeclared, declare_local_holiday
from mpp.calendars.operations.set_office_hours import HoursImpossible, set_office_hours
from mpp.calendars.operations.withdraw_local_holiday import withdraw_local_holiday
from mpp.calendars.queries import USUAL_HOURS, closed_days, office_hours, working_calendar
from mpp.calendars.rules import due_date, due_moment, is_working_day
from mpp.foundation.actor import ANYONE, NATIONAL, Actor
from mpp.foundation.errors import Forbidden, NotFound
from mpp.foundation.ids import uuid7

pytestmark = pytest.mark.django_db

BANJAR, BANGLI = 187, 279
WIB, WITA = "Asia/Jakarta", "Asia/Makassar"
NOW = datetime(2026, 6, 1, 2, 0, tzinfo=UTC)
GALUNGAN = date(2026, 6, 17)
A_NATIONAL_ADMIN = Actor(role="admin_nasional", region_id=NATIONAL)


def an_admin(region_id: int) -> Actor:
    return Actor(role="admin_daerah", region_id=region_id)


def galungan(actor: Actor):
    holiday_id = uuid7()
    declare_local_holiday(
        holiday_id=holiday_id,
        day=GALUNGAN,
        name_id="Hari Raya Galungan",
        name_en="Galungan",
        basis="Keputusan contoh 1/2026",
        actor=actor,
        now=NOW,
    )
    return holiday_id


def test_a_region_that_has_set_nothing_works_the_usual_hours():
    assert office_hours(BANJAR) == USUAL_HOURS
    monday = datetime(2026, 7, 6, 2, 0, tzinfo=UTC)
    over = due_moment(monday, working_days=5, calendar=working_calendar(BANJAR, WIB))
    assert over == datetime(2026, 7, 13, 9, 0, tzinfo=UTC)


def test_hours_of_a_region_are_its_own_and_the_latest_hold():
    six_days = {weekday: (time(8), time(14)) for weekday in range(6)}
    admin = an_admin(BANGLI)
    assert set_office_hours(schedule_id=uuid7(), hours=USUAL_HOURS, actor=admin, now=NOW) == 1
    assert set_office_hours(schedule_id=uuid7(), hours=six_days, actor=admin, now=NOW) == 2
    assert office_hours(BANGLI) == six_days
    assert office_hours(BANJAR) == USUAL_HOURS
    assert is_working_day(date(2026, 7, 11), working_calendar(BANGLI, WITA))


@pytest.mark.parametrize("hours", [{}, {0: (time(16), time(8))}])
def test_impossible_hours_are_refused(hours):
    with pytest.raises(HoursImpossible):
        set_office_hours(schedule_id=uuid7(), hours=hours, actor=an_admin(BANGLI), now=NOW)


def test_a_day_of_one_region_moves_deadlines_there_and_nowhere_else():
    galungan(an_admin(BANGLI))
    filed = datetime(2026, 6, 15, 2, 0, tzinfo=UTC)
    assert due_date(filed, working_days=2, calendar=working_calendar(BANGLI, WITA)) == date(2026, 6, 19)
    assert due_date(filed, working_days=2, calendar=working_calendar(BANJAR, WIB)) == date(2026, 6, 18)
    (day,) = [day for day in closed_days(BANGLI, 2026) if day.is_local]
    assert (day.day, day.name_en) == (GALUNGAN, "Galungan")


def test_a_day_is_declared_once_and_may_be_withdrawn_by_its_own_region():
    holiday_id = galungan(an_admin(BANGLI))
    with pytest.raises(HolidayDeclared):
        galungan(an_admin(BANGLI))
    with pytest.raises(NotFound):
        withdraw_local_holiday(holiday_id=holiday_id, actor=an_admin(BANJAR), now=NOW)
    withdraw_local_holiday(holiday_id=holiday_id, actor=an_admin(BANGLI), now=NOW)
    assert is_working_day(GALUNGAN, working_calendar(BANGLI, WITA))


def test_the_nation_corrects_the_list_and_the_latest_correction_holds():
    late_leave, election = date(2026, 12, 28), date(2026, 12, 9)
    joint_leave_of_christmas = date(2026, 12, 24)

    def correct(day, is_closed, now=NOW):
        correct_holiday(
            correction_id=uuid7(),
            day=day,
            is_closed=is_closed,
            name_id="Contoh",
            name_en="Example",
            basis="SKB contoh",
            actor=A_NATIONAL_ADMIN,
            now=now,
        )

    correct(late_leave, True)
    correct(joint_leave_of_christmas, False)
    correct(election, True)
    correct(election, False, now=datetime(2026, 6, 2, tzinfo=UTC))

    calendar = working_calendar(BANJAR, WIB)
    assert not is_working_day(late_leave, calendar)
    assert is_working_day(joint_leave_of_christmas, calendar)
    assert is_working_day(election, calendar)
    shown = {day.day for day in closed_days(BANJAR, 2026)}
    assert late_leave in shown
    assert not shown & {joint_leave_of_christmas, election}


@pytest.mark.parametrize("actor", [ANYONE, Actor(role="verifikator_dinkes", region_id=BANGLI), A_NATIONAL_ADMIN])
def test_only_the_administrator_of_the_region_sets_its_calendar(actor):
    with pytest.raises(Forbidden):
        galungan(actor)
    with pytest.raises(Forbidden):
        set_office_hours(schedule_id=uuid7(), hours=USUAL_HOURS, actor=actor, now=NOW)
