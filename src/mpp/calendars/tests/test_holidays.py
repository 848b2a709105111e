from collections import Counter
from datetime import date

import pytest

from mpp.calendars.holidays import HolidayKind, decreed_holidays


@pytest.mark.parametrize(
    ("year", "national", "joint_leave"), [(2024, 19, 10), (2025, 17, 11), (2026, 17, 8), (2027, 18, 8)]
)
def test_the_years_of_the_joint_decrees_are_known(year, national, joint_leave):
    kinds = Counter(holiday.kind for holiday in decreed_holidays(year))
    assert kinds == {HolidayKind.NATIONAL: national, HolidayKind.JOINT_LEAVE: joint_leave}


def test_days_carry_both_languages_and_estimates_say_so():
    days = {holiday.day: holiday for holiday in decreed_holidays(2027)}
    feast = days[date(2027, 3, 10)]
    assert (feast.name_id, feast.name_en, feast.is_estimate) == ("Hari Raya Idul Fitri", "Eid al-Fitr", True)
    assert not days[date(2027, 12, 25)].is_estimate
