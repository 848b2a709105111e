"""How a day's quota of a source is shared by the regions that use one credential.

Each hour releases its part of the day. Of that part every region is guaranteed a share that nobody else can take; what
a region leaves in one hour is lent, from the next hour on, to whoever asks first. So a storm in one region takes what
is left over, never what is another's.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

#: Whose day it is: the owners of the registries sit in Jakarta.
ZONE = ZoneInfo("Asia/Jakarta")

#: How the day's questions fall on its hours: offices and people are awake from seven to five.
HOURS = (1, 1, 1, 1, 1, 1, 3, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 4, 4, 3, 3, 2, 1, 1)

#: Below this part of the day's quota the administrators are told.
LOW = 0.2


@dataclass(frozen=True, slots=True)
class Slot:
    """One hour of one day of the quota."""

    day: date
    hour: int


@dataclass(frozen=True, slots=True)
class Allowance:
    """What one region may ask in one hour.

    guaranteed: for itself alone     pool: left over, for all regions together
    """

    guaranteed: int
    pool: int


def slot_of(at: datetime) -> Slot:
    """Return the hour of the quota that a moment falls in."""
    there = at.astimezone(ZONE)
    return Slot(there.date(), there.hour)


def released(limit: int, hour: int) -> int:
    """Return how much of the day's `limit` may be used by the end of `hour`."""
    return limit * sum(HOURS[: hour + 1]) // sum(HOURS)


@lru_cache(maxsize=256)
def _guarantees(limit: int, hour: int, weights: tuple[tuple[int, int], ...]) -> Mapping[int, int]:
    part = limit * HOURS[hour] // sum(HOURS)
    total = sum(weight for _, weight in weights)
    return {region: part * weight // total for region, weight in weights}


def allowance(
    limit: int, *, hour: int, region: int, weights: tuple[tuple[int, int], ...], used_before: int
) -> Allowance:
    """Return what `region` may ask in `hour`.

    limit: of the whole day     weights: (region, weight) of every region that shares the credential
    used_before: by all regions together, in the hours before
    """
    guarantees = _guarantees(limit, hour, weights)
    pool = released(limit, hour) - sum(guarantees.values()) - used_before
    return Allowance(guaranteed=guarantees.get(region, 0), pool=max(pool, 0))


def alone(limit: int, *, used_before: int) -> Allowance:
    """Return what a region may ask under an agreement of its own: all that is left of the day."""
    return Allowance(guaranteed=max(limit - used_before, 0), pool=0)


def more_at(at: datetime, *, is_own: bool) -> datetime:
    """Return when there is quota again after it was spent: with the next hour; of an own agreement, the next day."""
    there = at.astimezone(ZONE).replace(minute=0, second=0, microsecond=0)
    if is_own:
        return there.replace(hour=0) + timedelta(days=1)
    return there + timedelta(hours=1)


def is_low(limit: int, used: int) -> bool:
    """Return whether less than a fifth of the day's quota is left."""
    return limit > 0 and limit - used < limit * LOW
