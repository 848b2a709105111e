"""Regions, offices and officers for tests, made by the operations that a real one is made by."""

from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from uuid import UUID

from mpp.foundation.actor import NATIONAL, Actor, system
from mpp.foundation.ids import uuid7
from mpp.foundation.memo import forget_everything
from mpp.tenancy.atlas import Atlas, read_atlas
from mpp.tenancy.operations.appoint import Appointee, Term, appoint
from mpp.tenancy.operations.found_agency import AgencyDetails, found_agency
from mpp.tenancy.operations.publish_regions import publish_regions
from mpp.tenancy.queries import RegionView, region_by_slug
from mpp.tenancy.rules import AgencyKind, Tenure

SEEDS = Path(__file__).parents[4] / "seeds" / "regions"
NOW = datetime(2026, 7, 6, 2, 0, tzinfo=UTC)  # Monday 6 July 2026, 09:00 in Jakarta
TODAY = date(2026, 7, 6)


@cache
def the_atlas() -> Atlas:
    return read_atlas(SEEDS)


def an_atlas_of(*slugs: str) -> Atlas:
    """The nation with these regions only."""
    return replace(the_atlas(), regions=tuple(region for region in the_atlas().regions if region.slug in slugs))


def a_region(slug: str = "kota-banjar") -> RegionView:
    publish_regions(edition_id=uuid7(), atlas=an_atlas_of(slug), actor=system(), now=NOW)
    # A test before, on a database where all is committed, may have left its regions in this process.
    forget_everything()
    region = region_by_slug(slug)
    assert region is not None
    return region


def an_agency(region: RegionView, kind: AgencyKind = AgencyKind.DINKES, name: str = "Dinas Kesehatan") -> UUID:
    agency_id = uuid7()
    details = AgencyDetails(
        name_id=f"{name} {region.name}",
        name_en=f"{region.name} Health Office",
        address="Jalan Contoh No. 1",
        city="Banjar",
        postal_code="46311",
    )
    found_agency(agency_id=agency_id, kind=kind, details=details, actor=system(region.id), now=NOW)
    return agency_id


def an_admin(region: RegionView) -> Actor:
    return Actor(role="admin_daerah", region_id=region.id, account_id=uuid7(), person_id=uuid7())


A_NATIONAL_ADMIN = Actor(role="admin_nasional", region_id=NATIONAL, account_id=uuid7(), person_id=uuid7())


def appointed(
    region: RegionView | None,
    role: str,
    *,
    agency_id: UUID | None = None,
    tenure: Tenure = Tenure.DEFINITIVE,
    nik: str = "3279021408700001",
    name: str = "Ujang Koswara",
    starts_on: date = date(2026, 1, 5),
    ends_on: date | None = None,
    actor: Actor | None = None,
    appointment_id: UUID | None = None,
    key: str | None = None,
) -> UUID:
    """Appoint somebody and return the id of the appointment. region: None for a national post"""
    appointment_id = appointment_id or uuid7()
    appoint(
        appointment_id=appointment_id,
        region_id=region.id if region else NATIONAL,
        agency_id=agency_id,
        role=role,
        tenure=tenure,
        appointee=Appointee(nik=nik, name=name, nip=""),
        term=Term(starts_on=starts_on, ends_on=ends_on, decree="800/1/2026"),
        actor=actor or an_admin(region),
        now=NOW,
        key=key,
    )
    return appointment_id
