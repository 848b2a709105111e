"""Seeds of the catalogue, loaded by the operations that administrators would use; safe to run again."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from mpp.catalogue import queries
from mpp.catalogue.checker import Known, check
from mpp.catalogue.files import BadFile, read_definitions, read_yaml
from mpp.catalogue.operations.open_in_region import open_in_region
from mpp.catalogue.operations.publish import digest_of, publish
from mpp.foundation.actor import system
from mpp.foundation.ids import uuid7
from mpp.tenancy.queries import RegionView, region_by_slug


def seed_services(folder: Path, known: Known, *, now: datetime) -> str:
    """Publish every definition of `folder` that is new. Raises BadFile with all findings when any is faulty."""
    files = read_definitions(folder)
    if findings := check(files, known):
        raise BadFile("\n".join(map(str, findings)))
    for data in files.values():
        slug = data["slug"]
        if queries.published_digest(slug, data["version"]) != digest_of(data):
            publish(service_id=queries.service_id(slug) or uuid7(), data=data, known=known, actor=system(), now=now)
    queries.forget()
    return f"{len(files)} services"


def seed_openings(file: Path, *, now: datetime) -> str:
    """Open services in the regions of `file` as it says, once: what a region has decided since stays."""
    regions = read_yaml(file)["regions"]
    opened = 0
    for slug, given in regions.items():
        region = region_by_slug(slug)
        if region is None:
            raise BadFile(f"{file.name}: there is no region {slug}")
        opened += _open_in(region, given, now)
    queries.forget()
    return f"{opened} services opened in {len(regions)} regions"


def _open_in(region: RegionView, given: Mapping[str, Any], now: datetime) -> int:
    wanted = [
        offer.definition.slug
        for offer in queries.services_of(region.id)
        if offer.definition.open and offer.settings is None and offer.definition.slug not in given.get("except", ())
    ]
    for slug in wanted:
        open_in_region(
            record_id=region.record_id,
            slug=slug,
            working_days=given.get("working_days"),
            signer_role=given.get("signer_role", ""),
            actor=system(region.id),
            now=now,
        )
    return len(wanted)
