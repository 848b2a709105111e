"""Correct the national list: a day becomes a holiday, or stops being one.

Writes:  HolidayCorrection
Legal:   the joint decree of three ministers, often amended within the year
"""

from datetime import date, datetime
from uuid import UUID

from mpp.calendars.models import HolidayCorrection
from mpp.foundation.actor import Actor
from mpp.foundation.audit import note
from mpp.foundation.operation import operation


@operation("calendars.correct_holiday", by={"admin_nasional"}, on="correction_id", kind="holiday")
def correct_holiday(
    *,
    correction_id: UUID,
    day: date,
    is_closed: bool,
    name_id: str,
    name_en: str,
    basis: str,
    actor: Actor,
    now: datetime,
    key: str | None = None,
) -> None:
    """Let `day` be closed or open everywhere from now on; the latest correction of a day holds."""
    HolidayCorrection.objects.create(
        id=correction_id,
        day=day,
        is_closed=is_closed,
        name_id=name_id,
        name_en=name_en,
        basis=basis,
        recorded_at=now,
    )
    note(day=day, is_closed=is_closed, basis=basis)
