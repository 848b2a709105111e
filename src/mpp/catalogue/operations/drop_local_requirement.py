"""Ask no longer for something of a region's own; applications that have begun go on as they began.

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


@operation("catalogue.drop_local_requirement", by={"admin_daerah"}, on="record_id", kind="region")
def drop_local_requirement(*, record_id: UUID, slug: str, requirement: str, actor: Actor, now: datetime) -> UUID:
    """Return the id of the settings that now count, the present ones where it is not asked for any more.

    record_id: of the region     requirement: its key
    """
    region = locked_region(record_id, actor)
    latest_version(slug)
    present = present_settings(region, slug)
    kept = [each for each in present.local_requirements if each["key"] != requirement]
    return append_settings(present, slug, now, local_requirements=kept)
