"""Note that an officer entered a post of the region, failed before it, or had a session tried elsewhere.

Writes:  OfficeEntry
"""

from datetime import datetime
from typing import Literal
from uuid import UUID

from mpp.foundation.actor import Actor
from mpp.foundation.audit import note
from mpp.foundation.operation import operation
from mpp.tenancy.models import OfficeEntry


@operation("tenancy.record_office_entry", by={"sistem"}, on="officer_id")
def record_office_entry(
    *,
    officer_id: UUID,
    fact_id: UUID,
    result: Literal["entered", "failed", "elsewhere"],
    detail: str,
    device: str,
    address: str,
    at: datetime,
    actor: Actor,
    now: datetime,
) -> None:
    """Keep the line. fact_id: heard again, it makes no second one     address: masked     at: when it happened"""
    OfficeEntry.objects.get_or_create(
        region_id=actor.region_id,
        fact_id=fact_id,
        defaults={
            "officer_id": officer_id,
            "at": at,
            "result": result,
            "detail": detail,
            "device": device,
            "address": address,
        },
    )
    note(result=result)
