from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest

from mpp.calendars.models import LocalHoliday, OfficeSchedule
from mpp.calendars.queries import local_holidays, office_hours, working_calendar
from mpp.calendars.rules import is_working_day
from mpp.calendars.seeding import seed_calendars

CALENDARS = Path(__file__).parents[4] / "seeds" / "demo" / "calendars.yaml"
REGIONS = {"kabupaten-bangli": 279, "kabupaten-asmat": 492, "kota-surakarta": 228}
NOW = datetime(2026, 11, 1, tzinfo=UTC)

pytestmark = pytest.mark.django_db


def test_demo_calendars_are_loaded_once_however_often_they_are_seeded():
    for _ in range(2):
        seed_calendars(CALENDARS, REGIONS, now=NOW)
    assert (OfficeSchedule.objects.count(), LocalHoliday.objects.count()) == (3, 7)


def test_bangli_rests_at_galungan_and_asmat_works_on_saturdays():
    seed_calendars(CALENDARS, REGIONS, now=NOW)
    bangli = working_calendar(REGIONS["kabupaten-bangli"], "Asia/Makassar")
    asmat = working_calendar(REGIONS["kabupaten-asmat"], "Asia/Jayapura")
    assert not is_working_day(date(2027, 1, 13), bangli)
    assert is_working_day(date(2027, 1, 16), asmat)
    assert office_hours(REGIONS["kabupaten-asmat"])[5] == (time(8), time(13))
    assert local_holidays(REGIONS["kota-surakarta"], 2027) == frozenset()
