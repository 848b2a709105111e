"""Open a service in a region, or change how it is open there: a new version of the region's settings.

Writes:  RegionService
Refuses: NotFound, NotOpenNationwide, ClockTooLong, SignerNotAllowed
Legal:   a region may serve faster than the nation promises, never slower
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
from mpp.foundation.errors import DomainError
from mpp.foundation.operation import operation


class NotOpenNationwide(DomainError):
    code, title = "service-not-open-nationwide", "No region can open this service yet"


class ClockTooLong(DomainError):
    code, title = "clock-too-long", "A region cannot take longer than the nation promises"


class SignerNotAllowed(DomainError):
    code, title = "signer-not-allowed", "This post may not sign the document of this service"


@operation("catalogue.open_in_region", by={"admin_daerah", "sistem"}, on="record_id", kind="region")
def open_in_region(
    *,
    record_id: UUID,
    slug: str,
    actor: Actor,
    now: datetime,
    working_days: int | None = None,
    signer_role: str = "",
) -> UUID:
    """Return the id of the new settings; what is open the same way already stays as it is.

    record_id: of the region     working_days: None for the national clock     signer_role: "" for the usual signer
    """
    region = locked_region(record_id, actor)
    definition = latest_version(slug)
    if not definition.open or definition.clock is None:
        raise NotOpenNationwide(slug=slug)
    if working_days is not None and not 1 <= working_days <= definition.clock.working_days:
        raise ClockTooLong(working_days=working_days, most=definition.clock.working_days)
    if signer_role and not all(signer_role in output.signer_roles for output in definition.outputs):
        raise SignerNotAllowed(role=signer_role)
    return append_settings(
        present_settings(region, slug), slug, now, is_open=True, working_days=working_days, signer_role=signer_role
    )
