"""Calendars in the words of a page."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from mpp.calendars.queries import ClosedDay
from mpp.calendars.rules import OfficeHours


@dataclass(frozen=True, slots=True)
class HoursLine:
    """One weekday. opens, closes: "07.30", both empty on a day that is not worked"""

    weekday: int
    name: str
    opens: str
    closes: str


@dataclass(frozen=True, slots=True)
class DayLine:
    """One closed day. local_id: of a day of the region's own, else None"""

    day: date
    name: str
    is_estimate: bool
    local_id: UUID | None


def weekday_names() -> tuple[str, ...]:
    """Return the names of the weekdays from Monday on."""
    return (_("Senin"), _("Selasa"), _("Rabu"), _("Kamis"), _("Jumat"), _("Sabtu"), _("Minggu"))


def hours_lines(hours: OfficeHours) -> tuple[HoursLine, ...]:
    """Return the seven days of a week."""
    lines = []
    for weekday, name in enumerate(weekday_names()):
        opens, closes = (f"{at:%H.%M}" for at in hours[weekday]) if weekday in hours else ("", "")
        lines.append(HoursLine(weekday, name, opens, closes))
    return tuple(lines)


def day_lines(days: Iterable[ClosedDay], lang: str) -> tuple[DayLine, ...]:
    """Return closed days in the language of the page. lang: "id" or "en" """
    return tuple(
        DayLine(day.day, day.name_en if lang == "en" else day.name_id, day.is_estimate, day.local_id) for day in days
    )
