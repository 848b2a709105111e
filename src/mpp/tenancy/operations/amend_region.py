"""Amend the time zone or the 3T mark of a region.

Writes:  Region
Refuses: NotFound, ZoneUnknown
Legal:   the mark follows a regulation that is renewed every few years (Perpres 63/2020 for 2020-2024)
"""

from datetime import datetime
from uuid import UUID

from mpp.foundation.actor import Actor
from mpp.foundation.audit import note
from mpp.foundation.errors import DomainError, NotFound
from mpp.foundation.operation import operation
from mpp.tenancy.models import Region
from mpp.tenancy.rules import ZONES


class ZoneUnknown(DomainError):
    code, title = "zone-unknown", "Indonesia has three time zones, and this is none of them"


@operation("tenancy.amend_region", by={"admin_nasional"}, on="record_id", kind="region")
def amend_region(*, record_id: UUID, timezone: str, is_3t: bool, basis: str, actor: Actor, now: datetime) -> None:
    """Set both; deadlines already promised stay as they were promised.

    basis: the regulation or decision that the change rests on
    """
    if timezone not in ZONES:
        raise ZoneUnknown(timezone=timezone)
    region = Region.objects.select_for_update().filter(record_id=record_id).first()
    if region is None:
        raise NotFound
    note(timezone=[region.timezone, timezone], is_3t=[region.is_3t, is_3t], basis=basis)
    region.timezone, region.is_3t, region.amended_basis = timezone, is_3t, basis
    region.save(update_fields=["timezone", "is_3t", "amended_basis"])
