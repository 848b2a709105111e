"""Close a service in a region for new applications; open cases go on under the settings they began with,
and whatever else the region has decided stays for the day it opens again.

Writes:  RegionService
Refuses: NotFound
"""

from datetime import datetime
from uuid import UUID

from mpp.catalogue.operations.region_settings import (
    append_settings,
    latest_version,
    locked_region,
    present_settings,
)
from mpp.foundation.actor import Actor
from mpp.foundation.operation import operation


@operation("catalogue.close_in_region", by={"admin_daerah", "sistem"}, on="record_id", kind="region")
def close_in_region(*, record_id: UUID, slug: str, actor: Actor, now: datetime) -> UUID:
    """Return the id of the new settings. record_id: of the region"""
    region = locked_region(record_id, actor)
    latest_version(slug)
    return append_settings(present_settings(region, slug), slug, now, is_open=False)
