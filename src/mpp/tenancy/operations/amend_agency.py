"""Amend what an office of the region is called and how it is reached; letters made from now on carry it.

Writes:  Agency
Refuses: NotFound
"""

from dataclasses import asdict
from datetime import datetime
from uuid import UUID

from mpp.foundation.actor import Actor
from mpp.foundation.errors import NotFound
from mpp.foundation.operation import operation
from mpp.tenancy.models import Agency
from mpp.tenancy.operations.found_agency import AgencyDetails


@operation("tenancy.amend_agency", by={"admin_daerah"}, on="agency_id")
def amend_agency(*, agency_id: UUID, details: AgencyDetails, actor: Actor, now: datetime) -> None:
    """Amend a working office of the region acted in."""
    working = Agency.objects.filter(id=agency_id, region_id=actor.region_id, closed_on__isnull=True)
    if not working.update(**asdict(details)):
        raise NotFound
