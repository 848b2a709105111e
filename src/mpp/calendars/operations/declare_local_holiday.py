"""Declare a day on which the offices of one region are closed.

Writes:  LocalHoliday
Refuses: HolidayDeclared
"""

from datetime import date, datetime
from uuid import UUID

from mpp.calendars.models import LocalHoliday
from mpp.foundation.actor import Actor
from mpp.foundation.audit import note
from mpp.foundation.errors import DomainError, Kind
from mpp.foundation.operation import operation


class HolidayDeclared(DomainError):
    code, kind, title = "holiday-declared", Kind.CONFLICT, "This day is already a holiday of the region"


@operation("calendars.declare_local_holiday", by={"admin_daerah", "sistem"}, on="holiday_id")
def declare_local_holiday(
    *,
    holiday_id: UUID,
    day: date,
    name_id: str,
    name_en: str,
    basis: str,
    actor: Actor,
    now: datetime,
    key: str | None = None,
) -> None:
    """Declare it in the region acted in; deadlines promised before stay. basis: the decision it rests on"""
    standing = LocalHoliday.objects.filter(region_id=actor.region_id, day=day, withdrawn_at__isnull=True)
    if standing.exists():
        raise HolidayDeclared(day=day)
    LocalHoliday.objects.create(
        id=holiday_id,
        region_id=actor.region_id,
        day=day,
        name_id=name_id,
        name_en=name_en,
        basis=basis,
        recorded_at=now,
    )
    note(day=day)
