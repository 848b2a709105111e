"""Set the weekly hours of a region's offices: a new version of its schedule.

Writes:  OfficeSchedule
Refuses: HoursImpossible
"""

from datetime import datetime
from uuid import UUID

from django.db.models import Max

from mpp.calendars.models import OfficeSchedule
from mpp.calendars.rules import OfficeHours, are_possible
from mpp.foundation.actor import Actor
from mpp.foundation.audit import note
from mpp.foundation.errors import DomainError
from mpp.foundation.operation import operation


class HoursImpossible(DomainError):
    code, title = "hours-impossible", "An office works on at least one weekday and opens before it closes"


@operation("calendars.set_office_hours", by={"admin_daerah", "sistem"}, on="schedule_id")
def set_office_hours(*, schedule_id: UUID, hours: OfficeHours, actor: Actor, now: datetime) -> int:
    """Set them in the region acted in and return the number of the new version; promised deadlines stay."""
    if not are_possible(hours):
        raise HoursImpossible
    earlier = OfficeSchedule.objects.filter(region_id=actor.region_id)
    version: int = (earlier.aggregate(last=Max("version"))["last"] or 0) + 1
    OfficeSchedule.objects.create(
        id=schedule_id,
        region_id=actor.region_id,
        version=version,
        hours={
            str(weekday): [opens.isoformat("minutes"), closes.isoformat("minutes")]
            for weekday, (opens, closes) in sorted(hours.items())
        },
        recorded_at=now,
    )
    note(version=version)
    return version
