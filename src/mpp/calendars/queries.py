"""The calendar of each region, ready for the rules, and the days on it for people to read."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time
from uuid import UUID

from mpp.calendars.holidays import decreed_holidays
from mpp.calendars.models import HolidayCorrection, LocalHoliday, OfficeSchedule
from mpp.calendars.rules import OfficeHours, WorkingCalendar
from mpp.foundation.memo import kept_for

#: How long a process keeps a calendar; a change by an administrator counts after that.
KEPT_SECONDS = 10

#: Until a region sets its own: 37.5 hours in five days, from half past seven (Perpres 21/2023), breaks not counted.
USUAL_HOURS: OfficeHours = {weekday: (time(7, 30), time(16)) for weekday in range(4)} | {4: (time(7, 30), time(16, 30))}


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosedDay:
    """A day on which offices are closed. is_local: in this region only     local_id: for withdrawing it"""

    day: date
    name_id: str
    name_en: str
    is_estimate: bool = False
    is_local: bool = False
    local_id: UUID | None = None


@kept_for(KEPT_SECONDS)
def working_calendar(region_id: int, zone: str) -> WorkingCalendar:
    """Return when the offices of a region work. zone: IANA name, the region's time zone"""
    corrections = {row.day: row.is_closed for row in HolidayCorrection.objects.order_by("recorded_at")}
    local = frozenset(
        LocalHoliday.objects.filter(region_id=region_id, withdrawn_at__isnull=True).values_list("day", flat=True)
    )
    closed_in: dict[int, frozenset[date]] = {}

    def closed_days(year: int) -> frozenset[date]:
        if year not in closed_in:
            days = {holiday.day for holiday in decreed_holidays(year)} | local
            closed_in[year] = frozenset(
                {day for day in days if corrections.get(day, True)}
                | {day for day, closed in corrections.items() if closed}
            )
        return closed_in[year]

    return WorkingCalendar(zone=zone, hours=office_hours(region_id), closed_days=closed_days)


def office_hours(region_id: int) -> OfficeHours:
    """Return the weekly hours of a region's offices, the usual ones until it has set its own."""
    latest = OfficeSchedule.objects.filter(region_id=region_id).order_by("-version").first()
    return _hours(latest.hours) if latest else USUAL_HOURS


def closed_days(region_id: int, year: int) -> tuple[ClosedDay, ...]:
    """Return the days of a year on which the offices of a region are closed, in order, with their names."""
    days = {
        holiday.day: ClosedDay(
            day=holiday.day, name_id=holiday.name_id, name_en=holiday.name_en, is_estimate=holiday.is_estimate
        )
        for holiday in decreed_holidays(year)
    }
    days |= {day.day: day for day in _local_days(region_id, year) if day.day not in days}
    for row in HolidayCorrection.objects.filter(day__year=year).order_by("recorded_at"):
        if row.is_closed:
            days[row.day] = ClosedDay(day=row.day, name_id=row.name_id, name_en=row.name_en)
        else:
            days.pop(row.day, None)
    return tuple(sorted(days.values(), key=lambda closed: closed.day))


def local_holidays(region_id: int, year: int) -> frozenset[date]:
    """Return the days of a year that are holidays of this region alone."""
    return frozenset(day.day for day in _local_days(region_id, year))


def _local_days(region_id: int, year: int) -> Iterable[ClosedDay]:
    for row in LocalHoliday.objects.filter(region_id=region_id, day__year=year, withdrawn_at__isnull=True):
        yield ClosedDay(day=row.day, name_id=row.name_id, name_en=row.name_en, is_local=True, local_id=row.id)


def _hours(stored: dict[str, list[str]]) -> OfficeHours:
    return {
        int(weekday): (time.fromisoformat(opens), time.fromisoformat(closes))
        for weekday, (opens, closes) in stored.items()
    }
