"""What we ask of the registries, in our own words: values in, values out, never a model row.

Every method raises `foundation.errors.Unavailable` (fact `reason`) when the outside gives no sane answer in time:
slow, down, over quota, another person's data, half a body, a page of HTML. None or an empty tuple is an answer.
A port is made for one region, because credentials and quotas may be the region's.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from mpp.evidence.rules.values import (
    CreditsVerdict,
    ExistingLicence,
    Facility,
    HealthWorker,
    LicenceStatus,
    MatchVerdict,
    Practitioner,
    Registration,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class LicenceReport:
    """A licence as it is told to the health-workforce register, at issue and at every change of its status.

    reference: names this state of this licence; the same reference is reported once, however often it is sent
    """

    reference: str
    nik: str
    number: str
    profession: str
    registration_number: str
    place_code: str
    place_name: str
    region_code: str
    status: LicenceStatus
    issued_on: date
    valid_until: date


class PopulationRegistry(Protocol):
    def match(self, nik: str, elements: Mapping[str, str]) -> MatchVerdict:
        """Return whether the person is found, alive, active and single, and which stated elements agree.

        elements: by the names in `rules.values.MATCHABLE`
        """


class RegistrationRegistry(Protocol):
    def registrations(self, nik: str) -> tuple[Registration, ...]:
        """Return the registrations (STR) of every profession, in force or not."""


class WorkforceRegistry(Protocol):
    def health_worker(self, nik: str) -> HealthWorker | None:
        """Return the profile, or None where the register does not know the person."""

    def licences(self, nik: str) -> tuple[ExistingLicence, ...]:
        """Return the practice licences of the person in all regions, in force or not."""

    def credits_verdict(self, registration_number: str) -> CreditsVerdict:
        """Return whether the professional credits belonging to that registration suffice for a renewal."""

    def report(self, licence: LicenceReport) -> None:
        """Tell the register about a licence. May be repeated with the same reference."""


class FacilityRegister(Protocol):
    def search(self, text: str, region_code: str, limit: int) -> tuple[Facility, ...]:
        """Return facilities of that kab/kota (XX.YY) whose name or district contains `text`, best first.

        limit: 1-50
        """

    def facility(self, code: str) -> Facility | None:
        """Return the facility with that code."""


class PractitionerIndex(Protocol):
    def practitioner(self, nik: str) -> Practitioner | None:
        """Return what the national index says of the person and of where he practises; None where it knows nobody.

        A practice that was closed is left out; one that has ended by its date is told with that date.
        """


class RegionalRegister(Protocol):
    def licences(self, nik: str) -> tuple[ExistingLicence, ...]:
        """Return the practice licences of the person in the archive of the region, in force or not."""


@dataclass(frozen=True, slots=True)
class ShownCertificate:
    """What a source shows when it is called. fingerprint: SHA-256, in hexadecimal"""

    until: datetime
    fingerprint: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """The registries as one region reaches them. regional: its own archive, None where it has connected none"""

    population: PopulationRegistry
    registration: RegistrationRegistry
    workforce: WorkforceRegistry
    facilities: FacilityRegister
    practitioners: PractitionerIndex
    regional: RegionalRegister | None = None
