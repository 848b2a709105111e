"""Ask for something beyond the nation in a region: from now on in new applications, never in one that has begun.

Writes:  RegionService
Refuses: NotFound, NotOpenNationwide, LocalRequirementUnfounded, TooManyLocalRequirements
Legal:   what a region asks for beyond the national definition needs a regulation of its own
"""

from datetime import datetime
from uuid import UUID

from mpp.catalogue.local import LocalRequirement, modes
from mpp.catalogue.operations.open_in_region import NotOpenNationwide
from mpp.catalogue.operations.region_settings import (
    append_settings,
    latest_version,
    locked_region,
    present_settings,
)
from mpp.foundation.actor import Actor
from mpp.foundation.errors import DomainError
from mpp.foundation.operation import operation

#: A region that needs more than these should talk to the nation about the definition.
MOST = 10


class LocalRequirementUnfounded(DomainError):
    code, title = (
        "local-requirement-unfounded",
        "A requirement of a region's own needs a regulation, a key of its own and cases it can be asked in",
    )


class TooManyLocalRequirements(DomainError):
    code, title = "too-many-local-requirements", "A region asks for no more than ten things of its own"


@operation("catalogue.add_local_requirement", by={"admin_daerah"}, on="record_id", kind="region")
def add_local_requirement(
    *, record_id: UUID, slug: str, requirement: LocalRequirement, actor: Actor, now: datetime
) -> UUID:
    """Return the id of the settings that now count, the present ones where they ask for just this already.

    record_id: of the region
    """
    region = locked_region(record_id, actor)
    definition = latest_version(slug)
    if not definition.open:
        raise NotOpenNationwide(slug=slug)
    present = present_settings(region, slug)
    asked = present.local_requirements
    if requirement.to_plain() in asked:
        return append_settings(present, slug, now)
    taken = {each.key for each in definition.requirements} | {each["key"] for each in asked}
    is_founded = requirement.basis.instrument.strip() and requirement.key not in taken
    if not is_founded or requirement.only_at not in ("", *modes(definition)):
        raise LocalRequirementUnfounded(key=requirement.key)
    if len(asked) >= MOST:
        raise TooManyLocalRequirements(most=MOST)
    return append_settings(present, slug, now, local_requirements=[*asked, requirement.to_plain()])
