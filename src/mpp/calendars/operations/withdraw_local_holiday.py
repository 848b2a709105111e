"""Withdraw a holiday of one region: the day counts again.

Writes:  LocalHoliday
Refuses: NotFound
"""

from datetime import datetime
from uuid import UUID

from mpp.calendars.models import LocalHoliday
from mpp.foundation.actor import Actor
from mpp.foundation.audit import note
from mpp.foundation.errors import NotFound
from mpp.foundation.operation import operation


@operation("calendars.withdraw_local_holiday", by={"admin_daerah"}, on="holiday_id")
def withdraw_local_holiday(*, holiday_id: UUID, actor: Actor, now: datetime) -> None:
    """Withdraw it; deadlines promised before stay."""
    standing = LocalHoliday.objects.select_for_update().filter(
        id=holiday_id, region_id=actor.region_id, withdrawn_at__isnull=True
    )
    holiday = standing.first()
    if holiday is None:
        raise NotFound
    holiday.withdrawn_at = now
    holiday.save(update_fields=["withdrawn_at"])
    note(day=holiday.day)
