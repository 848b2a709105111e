"""Who answers for the facilities of a demonstration; safe to run again, and again after a term has ended."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import yaml

from mpp.facilities.operations.name_steward import AlreadyNamed, Naming, name_steward
from mpp.foundation.actor import system
from mpp.foundation.clock import local_date
from mpp.foundation.ids import uuid7
from mpp.tenancy.queries import region_by_slug

TERM = timedelta(days=365)


def seed_stewards(file: Path, *, now: datetime) -> str:
    """Name the stewards of `file`, from today on; whoever answers for the facility already stays as he is."""
    given = yaml.safe_load(file.read_text("utf-8"))["stewards"]
    for each in given:
        _seed(each, now)
    return f"{len(given)} stewards of facilities"


def _seed(given: dict[str, Any], now: datetime) -> None:
    region = region_by_slug(given["region"])
    if region is None:
        raise LookupError(f"there is no region {given['region']}")
    today = local_date(now, region.timezone)
    naming = Naming(
        facility_code=given["facility"],
        facility_name=given["facility_name"],
        nik=given["nik"],
        name=given["name"],
        decree=given["decree"],
        starts_on=today,
        ends_on=today + TERM,
    )
    try:
        name_steward(steward_id=uuid7(), naming=naming, actor=system(region.id), now=now)
    except AlreadyNamed:
        return
