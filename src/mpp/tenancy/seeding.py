"""Seeds of regions and demonstration offices, loaded by the operations that people would use; safe to run again."""

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import yaml

from mpp.foundation.actor import NATIONAL, system
from mpp.foundation.cipher import blind_index
from mpp.foundation.ids import uuid7
from mpp.tenancy import queries
from mpp.tenancy.atlas import read_atlas
from mpp.tenancy.operations.appoint import Appointee, Term, appoint
from mpp.tenancy.operations.found_agency import AgencyDetails, found_agency
from mpp.tenancy.operations.publish_regions import publish_regions
from mpp.tenancy.operations.set_region_look import set_region_look
from mpp.tenancy.queries import RegionView
from mpp.tenancy.rules import AgencyKind, Motif, Tenure


def seed_regions(folder: Path, *, now: datetime) -> str:
    """Publish the atlas of `folder` where it differs from what is known."""
    atlas = read_atlas(folder)
    known = {(view.id, view.code, view.name) for view in queries.regions()}
    if known != {(seed.key, seed.code, seed.name) for seed in atlas.regions}:
        publish_regions(edition_id=uuid7(), atlas=atlas, actor=system(), now=now)
        queries.forget_regions()
    return f"{len(atlas.provinces)} provinces, {len(atlas.regions)} regions"


def seed_offices(file: Path, *, now: datetime) -> str:
    """Found the offices of `file`, give each region its look and appoint its officers; what is there stays."""
    content = yaml.safe_load(file.read_text("utf-8"))
    for slug, given in content["regions"].items():
        region = queries.region_by_slug(slug)
        if region is None:
            raise LookupError(f"{file.name}: there is no region {slug}")
        _seed_look(region, given, now)
        agencies = {
            kind: _seed_agency(region, AgencyKind(kind), details, now) for kind, details in given["agencies"].items()
        }
        for officer in given["officers"]:
            _seed_officer(region.id, agencies, officer, now)
    for officer in content["national"]:
        _seed_officer(NATIONAL, {}, officer, now)
    return f"offices of {len(content['regions'])} regions"


def _seed_look(region: RegionView, given: Mapping[str, Any], now: datetime) -> None:
    if region.look.version:
        return
    set_region_look(
        record_id=region.record_id,
        colour_primary=given["look"]["colour_primary"],
        colour_accent=given["look"]["colour_accent"],
        motif=Motif(given["look"]["motif"]),
        government_id=given["government"]["id"],
        government_en=given["government"]["en"],
        actor=system(region.id),
        now=now,
    )


def _seed_agency(region: RegionView, kind: AgencyKind, given: Mapping[str, str], now: datetime) -> UUID:
    known = queries.agency(region.id, kind)
    if known is not None:
        return known.id
    agency_id = uuid7()
    details = AgencyDetails(**given)
    found_agency(agency_id=agency_id, kind=kind, details=details, actor=system(region.id), now=now)
    return agency_id


def _seed_officer(region_id: int, agencies: Mapping[str, UUID], given: Mapping[str, Any], now: datetime) -> None:
    held = queries.capacities_of(blind_index(given["nik"]), at=now)
    if any((capacity.role, capacity.region_id) == (given["role"], region_id) for capacity in held):
        return
    starts_on: date = given["starts_on"]
    appoint(
        appointment_id=uuid7(),
        region_id=region_id,
        agency_id=agencies[given["agency"]] if "agency" in given else None,
        role=given["role"],
        tenure=Tenure(given["tenure"]),
        appointee=Appointee(nik=given["nik"], name=given["name"], nip=given["nip"]),
        term=Term(starts_on=starts_on, ends_on=None, decree=given["decree"]),
        actor=system(region_id),
        now=now,
    )
