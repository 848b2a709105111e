"""The national days of rest, from the `holidays` package: the yearly joint decree of three ministers.

Moon-based days of a year not yet decreed are estimates, and joint leave is decreed late: corrections by the national
administrator come on top of these.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache

import holidays

#: How the package marks a moon-based day not yet decreed, per language.
_ESTIMATE_ID, _ESTIMATE_EN = " (perkiraan)", " (estimated)"


class HolidayKind(StrEnum):
    """Why an office is closed. Values are the categories of the package."""

    NATIONAL = "public"
    JOINT_LEAVE = "government"


@dataclass(frozen=True, slots=True)
class Holiday:
    """One closed day. is_estimate: computed, not yet decreed"""

    day: date
    kind: HolidayKind
    name_id: str
    name_en: str
    is_estimate: bool


@lru_cache(maxsize=16)
def decreed_holidays(year: int) -> tuple[Holiday, ...]:
    """Return the public holidays and joint-leave days of `year`, in order; offices are closed on both kinds."""
    found = []
    for kind in HolidayKind:
        indonesian, english = (
            holidays.country_holidays("ID", years=year, categories=(kind.value,), language=language)
            for language in ("id", "en_US")
        )
        found += [
            Holiday(
                day=day,
                kind=kind,
                name_id=name.removesuffix(_ESTIMATE_ID),
                name_en=english[day].removesuffix(_ESTIMATE_EN),
                is_estimate=name.endswith(_ESTIMATE_ID),
            )
            for day, name in indonesian.items()
        ]
    return tuple(sorted(found, key=lambda holiday: (holiday.day, holiday.kind)))
