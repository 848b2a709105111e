"""The registries in memory, for tests: they answer what they were given, and may be told to be silent.

They keep the contract that `adapters/tests/test_contracts.py` holds against the real adapters, too.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from mpp.evidence.ports import LicenceReport, Sources
from mpp.evidence.rules.values import (
    CreditsVerdict,
    ElementMatch,
    ExistingLicence,
    Facility,
    HealthWorker,
    MatchVerdict,
    PersonStatus,
    Practitioner,
    Registration,
)
from mpp.foundation import recall
from mpp.foundation.errors import Unavailable


@dataclass(slots=True, kw_only=True)
class Fake:
    """is_silent: answer nothing, as a system that is down     is_fresh: answer from memory, as one asked just before"""

    source: str = ""
    is_silent: bool = False
    is_fresh: bool = False
    asked: int = 0

    def _hear(self) -> None:
        if self.is_fresh:
            return
        if recall.is_on():
            raise Unavailable(source=self.source, reason=recall.FORGOTTEN)
        self.asked += 1
        if self.is_silent:
            raise Unavailable(source=self.source, reason="unreachable")


@dataclass(slots=True, kw_only=True)
class FakePopulationRegistry(Fake):
    """people: NIK -> the elements on record     statuses: NIK -> what else is wrong with it"""

    source: str = "dukcapil"
    people: dict[str, Mapping[str, str]] = field(default_factory=dict)
    statuses: dict[str, PersonStatus] = field(default_factory=dict)

    def match(self, nik: str, elements: Mapping[str, str]) -> MatchVerdict:
        self._hear()
        if nik in self.statuses:
            return MatchVerdict(status=self.statuses[nik])
        if nik not in self.people:
            return MatchVerdict(status=PersonStatus.NOT_FOUND)
        known = self.people[nik]
        matches = {
            name: ElementMatch(matched=known.get(name, "").casefold() == value.casefold())
            for name, value in elements.items()
        }
        return MatchVerdict(status=PersonStatus.FOUND, elements=matches)


@dataclass(slots=True, kw_only=True)
class FakeRegistrationRegistry(Fake):
    source: str = "kki"
    held: dict[str, tuple[Registration, ...]] = field(default_factory=dict)

    def registrations(self, nik: str) -> tuple[Registration, ...]:
        self._hear()
        return self.held.get(nik, ())


@dataclass(slots=True, kw_only=True)
class FakeWorkforceRegistry(Fake):
    """workers, held: by NIK     credits: by registration number     reports: by reference, each kept once"""

    source: str = "sisdmk"
    workers: dict[str, HealthWorker] = field(default_factory=dict)
    held: dict[str, tuple[ExistingLicence, ...]] = field(default_factory=dict)
    credits: dict[str, CreditsVerdict] = field(default_factory=dict)
    reports: dict[str, LicenceReport] = field(default_factory=dict)

    def health_worker(self, nik: str) -> HealthWorker | None:
        self._hear()
        return self.workers.get(nik)

    def licences(self, nik: str) -> tuple[ExistingLicence, ...]:
        self._hear()
        return self.held.get(nik, ())

    def credits_verdict(self, registration_number: str) -> CreditsVerdict:
        self._hear()
        return self.credits.get(registration_number, CreditsVerdict.UNKNOWN)

    def report(self, licence: LicenceReport) -> None:
        self._hear()
        self.reports.setdefault(licence.reference, licence)


@dataclass(slots=True, kw_only=True)
class FakeFacilityRegister(Fake):
    source: str = "facility"
    facilities: tuple[Facility, ...] = ()

    def search(self, text: str, region_code: str, limit: int) -> tuple[Facility, ...]:
        self._hear()
        wanted = text.casefold()
        found = [
            each
            for each in self.facilities
            if each.region_code.startswith(region_code) and wanted in f"{each.name} {each.district}".casefold()
        ]
        return tuple(found[:limit])

    def facility(self, code: str) -> Facility | None:
        self._hear()
        return next((each for each in self.facilities if each.code == code), None)


@dataclass(slots=True, kw_only=True)
class FakePractitionerIndex(Fake):
    """known: by NIK"""

    source: str = "nakes_index"
    known: dict[str, Practitioner] = field(default_factory=dict)

    def practitioner(self, nik: str) -> Practitioner | None:
        self._hear()
        return self.known.get(nik)


@dataclass(slots=True, kw_only=True)
class FakeRegionalRegister(Fake):
    """held: by NIK"""

    source: str = "region"
    held: dict[str, tuple[ExistingLicence, ...]] = field(default_factory=dict)

    def licences(self, nik: str) -> tuple[ExistingLicence, ...]:
        self._hear()
        return self.held.get(nik, ())


@dataclass(frozen=True, slots=True, kw_only=True)
class FakeSources:
    """All of them together; `as_sources()` is what the wiring would give."""

    population: FakePopulationRegistry = field(default_factory=FakePopulationRegistry)
    registration: FakeRegistrationRegistry = field(default_factory=FakeRegistrationRegistry)
    workforce: FakeWorkforceRegistry = field(default_factory=FakeWorkforceRegistry)
    facilities: FakeFacilityRegister = field(default_factory=FakeFacilityRegister)
    practitioners: FakePractitionerIndex = field(default_factory=FakePractitionerIndex)
    regional: FakeRegionalRegister | None = None

    def as_sources(self) -> Sources:
        return Sources(
            population=self.population,
            registration=self.registration,
            workforce=self.workforce,
            facilities=self.facilities,
            practitioners=self.practitioners,
            regional=self.regional,
        )
