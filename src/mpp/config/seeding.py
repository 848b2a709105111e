"""What a new installation is filled with, in order.

Every function may run again at any time: what is already there stays, what has changed in the seeds is brought up to
date by the operations that a person would use.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import yaml
from django.conf import settings

from mpp.calendars.seeding import seed_calendars
from mpp.catalogue.checker import Known
from mpp.catalogue.seeding import seed_openings, seed_services
from mpp.config.paths import SEEDS_DIR
from mpp.documents.letters.content import TEMPLATES
from mpp.documents.rules import number_format_problems
from mpp.facilities.seeding import seed_stewards
from mpp.federation.seeding import seed_applications, seed_signing_key
from mpp.identity.seeding import seed_office_factor
from mpp.tenancy.queries import regions
from mpp.tenancy.rules import ROLES
from mpp.tenancy.seeding import seed_offices, seed_regions


@dataclass(frozen=True, slots=True, kw_only=True)
class Seed:
    """One part of the seeds.

    name: for the one who watches     load: given now, returns what is there afterwards in a few words ("514 regions")
    demo: only for demonstrations (offices and officers that are made up)
    """

    name: str
    load: Callable[[datetime], str]
    demo: bool = False


def _regions(now: datetime) -> str:
    return seed_regions(SEEDS_DIR / "regions", now=now)


def _offices(now: datetime) -> str:
    return seed_offices(SEEDS_DIR / "demo" / "offices.yaml", now=now)


def _office_factors(now: datetime) -> str:
    given = yaml.safe_load((SEEDS_DIR / "demo" / "offices.yaml").read_text("utf-8"))
    officers = [*given["national"], *(each for region in given["regions"].values() for each in region["officers"])]
    for officer in officers:
        seed_office_factor(officer["nik"], officer["name"], now=now)
    return f"second factors of {len(officers)} officers"


def _calendars(now: datetime) -> str:
    region_ids = {region.slug: region.id for region in regions()}
    return seed_calendars(SEEDS_DIR / "demo" / "calendars.yaml", region_ids, now=now)


def _services(now: datetime) -> str:
    known = Known(roles=ROLES, templates=TEMPLATES, number_format_problems=number_format_problems)
    return seed_services(SEEDS_DIR / "services", known, now=now)


def _openings(now: datetime) -> str:
    return seed_openings(SEEDS_DIR / "demo" / "services.yaml", now=now)


def _stewards(now: datetime) -> str:
    return seed_stewards(SEEDS_DIR / "demo" / "facilities.yaml", now=now)


def _signing_key(now: datetime) -> str:
    return seed_signing_key(now=now)


def _applications(now: datetime) -> str:
    file = SEEDS_DIR / "demo" / "applications.yaml"
    return seed_applications(file, sandbox_url=settings.ENV.sandbox_url, now=now)


#: From below upwards: a later one may count on the earlier ones.
SEEDS: tuple[Seed, ...] = (
    Seed(name="regions", load=_regions),
    Seed(name="offices", load=_offices, demo=True),
    Seed(name="office-factors", load=_office_factors, demo=True),
    Seed(name="calendars", load=_calendars, demo=True),
    Seed(name="services", load=_services),
    Seed(name="openings", load=_openings, demo=True),
    Seed(name="stewards", load=_stewards, demo=True),
    Seed(name="signing key", load=_signing_key),
    Seed(name="applications", load=_applications, demo=True),
)
