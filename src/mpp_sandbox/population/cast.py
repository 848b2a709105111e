"""The demo cast: the people of `cast.yaml`, read and typed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from importlib.resources import files
from typing import Any

import yaml

from mpp_sandbox.population.health import Credits, RegistrationPlan
from mpp_sandbox.population.people import Sex, Standing


class Role(StrEnum):
    """Offices held by members of the cast."""

    LICENSING_CHECKER = "verifikator_dpmptsp"
    HEALTH_CHECKER = "verifikator_dinkes"
    LICENSING_HEAD = "kepala_dpmptsp"
    HEALTH_HEAD = "kepala_dinkes"
    REGION_ADMIN = "admin_daerah"
    NATIONAL_ADMIN = "admin_nasional"
    NATIONAL_SUPERVISOR = "pengawas_nasional"
    AUDITOR = "auditor"


@dataclass(frozen=True, slots=True)
class DemoRegion:
    """A region where the sandbox has people and facilities. code: kab/kota `PP.RR`, or the province `PP` of Jakarta."""

    slug: str
    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Appointment:
    """An officer in office.

    passphrase: what opens the officer's signing certificate; None for those who sign nothing
    """

    key: str
    nik: str
    name: str
    region: str | None
    role: Role
    passphrase: str | None = None


@dataclass(frozen=True, slots=True)
class CastMember:
    """A citizen of the cast, with what the story needs of the health registries.

    engaged: facilities that have entered the person at SATUSEHAT and wait for the licence
    child_of: key of the head on whose family card the child stands, "" for whoever heads the own
    answers_for: name of the facility at which the demonstration lets this person confirm who will practise there
    """

    key: str
    nik: str
    name: str
    region: str
    profession: str | None = None
    also: str | None = None
    registration: RegistrationPlan = RegistrationPlan.LIFETIME
    practices: int = 0
    engaged: int = 0
    first_ends_in_days: int = 800
    credits: Credits = Credits.SUFFICIENT
    standing: Standing = Standing.ACTIVE
    born: date | None = None
    sex: Sex | None = None
    child_of: str = ""
    answers_for: str = ""
    story: str = ""


@dataclass(frozen=True, slots=True)
class Cast:
    """Everything `cast.yaml` says."""

    regions: tuple[DemoRegion, ...]
    officers: tuple[Appointment, ...]
    people: tuple[CastMember, ...]


def read_cast() -> Cast:
    """Return the demo cast."""
    document = yaml.safe_load(files("mpp_sandbox.population").joinpath("cast.yaml").read_text("utf-8"))
    return Cast(
        regions=tuple(DemoRegion(**row) for row in document["regions"]),
        officers=tuple(Appointment(**{**row, "role": Role(row["role"])}) for row in document["officers"]),
        people=tuple(_member(row) for row in document["people"]),
    )


def _member(row: Mapping[str, Any]) -> CastMember:
    """Return one row of `people`, its short column names put into ours."""
    fields = dict(row)
    fields["registration"] = RegistrationPlan(fields.pop("str", RegistrationPlan.LIFETIME))
    fields["standing"] = Standing(fields.pop("status", Standing.ACTIVE))
    fields["credits"] = Credits(fields.get("credits", Credits.SUFFICIENT))
    if "sex" in fields:
        fields["sex"] = Sex(fields["sex"])
    return CastMember(**fields)
