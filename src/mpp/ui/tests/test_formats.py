from datetime import UTC, date, datetime

import pytest
from django.utils import translation

from mpp.ui import formats

SATURDAY = date(2026, 11, 21)
AFTERNOON = datetime(2026, 11, 21, 7, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "shown", "expected"),
    [
        ("id", lambda: formats.long_date(SATURDAY), "21 November 2026"),
        ("id", lambda: formats.short_date(date(2026, 8, 17)), "17 Agu 2026"),
        ("id", lambda: formats.weekday_date(SATURDAY), "Sabtu, 21 November 2026"),
        ("en", lambda: formats.weekday_date(SATURDAY), "Saturday, 21 November 2026"),
        ("id", lambda: formats.moment(AFTERNOON), "Sabtu, 21 November 2026 pukul 14.05 WIB"),
        ("id", lambda: formats.moment(AFTERNOON, "Asia/Jayapura"), "Sabtu, 21 November 2026 pukul 16.05 WIT"),
        ("en", lambda: formats.moment(AFTERNOON, "Asia/Makassar"), "Saturday, 21 November 2026 at 15:05 WITA"),
        ("id", lambda: formats.short_moment(AFTERNOON), "21 Nov 2026, 14.05 WIB"),
        ("id", lambda: formats.rupiah(25_000), "Rp25.000"),
        ("en", lambda: formats.rupiah(25_000), "Rp25,000"),
        ("id", lambda: formats.percent(0.86), "86%"),
        ("id", lambda: formats.file_size(640_200), "625 KB"),
        ("id", lambda: formats.file_size(1_240_000), "1,2 MB"),
        ("id", lambda: formats.file_size(107_374_182_400), "100 GB"),
        ("en", lambda: formats.file_size(12), "1 KB"),
    ],
)
def test_dates_money_and_sizes_read_as_people_write_them(language, shown, expected):
    with translation.override(language):
        assert shown() == expected


def test_late_in_the_evening_the_regions_own_day_is_shown():
    before_midnight_in_jakarta = datetime(2026, 11, 21, 16, 30, tzinfo=UTC)
    with translation.override("id"):
        assert formats.moment(before_midnight_in_jakarta, "Asia/Jayapura").startswith("Minggu, 22 November")


def test_a_moment_without_a_zone_is_a_defect():
    with pytest.raises(ValueError, match="aware"):
        formats.moment(datetime(2026, 11, 21, 7, 5))  # noqa: DTZ001 - the case
