"""Seeds of office hours and local holidays, loaded by the operations of an administrator; safe to run again."""

from collections.abc import Mapping
from datetime import datetime, time
from pathlib import Path
from typing import Any

import yaml

from mpp.calendars import queries
from mpp.calendars.operations.declare_local_holiday import declare_local_holiday
from mpp.calendars.operations.set_office_hours import set_office_hours
from mpp.foundation.actor import system
from mpp.foundation.ids import uuid7

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def seed_calendars(file: Path, region_ids: Mapping[str, int], *, now: datetime) -> str:
    """Set the hours and declare the days of `file`; what a region has set or declared itself stays.

    region_ids: slug -> key, for every region that the file names
    """
    content = yaml.safe_load(file.read_text("utf-8"))
    for slug, given in content.items():
        region_id = region_ids[slug]
        if queries.office_hours(region_id) == queries.USUAL_HOURS:
            hours = {
                WEEKDAYS.index(weekday): (time.fromisoformat(opens), time.fromisoformat(closes))
                for weekday, (opens, closes) in given["hours"].items()
            }
            set_office_hours(schedule_id=uuid7(), hours=hours, actor=system(region_id), now=now)
        _seed_holidays(region_id, given.get("holidays", []), now)
    return f"calendars of {len(content)} regions"


def _seed_holidays(region_id: int, given: list[dict[str, Any]], now: datetime) -> None:
    known = {day for each in given for day in queries.local_holidays(region_id, each["day"].year)}
    for holiday in given:
        if holiday["day"] not in known:
            declare_local_holiday(
                holiday_id=uuid7(),
                day=holiday["day"],
                name_id=holiday["name"]["id"],
                name_en=holiday["name"]["en"],
                basis=holiday["basis"],
                actor=system(region_id),
                now=now,
            )
