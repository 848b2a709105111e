"""Publish the nation's list of regions, new or changed by a decree.

Writes:  Province, Region, RegionName
Keeps:   zone and 3T mark of known regions, which the national administrator may have amended
Legal:   the decree of the Minister of Home Affairs on codes and names of regions
"""

from datetime import date, datetime
from uuid import UUID

from mpp.foundation.actor import Actor
from mpp.foundation.audit import note
from mpp.foundation.operation import operation
from mpp.tenancy.atlas import Atlas, RegionSeed
from mpp.tenancy.models import Province, Region, RegionName


@operation("tenancy.publish_regions", by={"sistem", "admin_nasional"}, on="edition_id", kind="atlas")
def publish_regions(*, edition_id: UUID, atlas: Atlas, actor: Actor, now: datetime) -> int:
    """Return how many names and codes are new or have changed."""
    Province.objects.bulk_create(
        [Province(code=seed.code, name=seed.name, timezone=seed.timezone) for seed in atlas.provinces],
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["name"],
    )
    known = set(Region.objects.values_list("id", flat=True))
    Region.objects.bulk_create([_row(seed) for seed in atlas.regions if seed.key not in known])
    changed = _names_that_changed(atlas)
    # A code may pass from one region to another: every old name ends before any new one begins.
    RegionName.objects.filter(region_id__in=[seed.key for seed in changed], valid_to__isnull=True).update(
        valid_to=atlas.decree_from
    )
    RegionName.objects.bulk_create([_name(seed, atlas.decree, atlas.decree_from) for seed in changed])
    note(regions=len(atlas.regions), changed=len(changed))
    return len(changed)


def _names_that_changed(atlas: Atlas) -> list[RegionSeed]:
    in_force = {row.region_id: (row.code, row.name) for row in RegionName.objects.filter(valid_to__isnull=True)}
    return [seed for seed in atlas.regions if in_force.get(seed.key) != (seed.code, seed.name)]


def _row(seed: RegionSeed) -> Region:
    return Region(
        id=seed.key,
        slug=seed.slug,
        kind=seed.kind,
        province_id=seed.province_code,
        timezone=seed.timezone,
        is_3t=seed.is_3t,
        is_autonomous=seed.is_autonomous,
        population_class=seed.population_class,
        served_by_id=seed.served_by,
        aliases=",".join(seed.aliases),
    )


def _name(seed: RegionSeed, decree: str, valid_from: date) -> RegionName:
    return RegionName(region_id=seed.key, code=seed.code, name=seed.name, decree=decree, valid_from=valid_from)
