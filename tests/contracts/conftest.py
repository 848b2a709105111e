"""The registries of one region, as a fake and as adapters that speak to the simulated agencies."""

import pytest

from mpp.adapters.facility_register import SatusehatFacilities
from mpp.adapters.line import Line
from mpp.adapters.population_registry import DukcapilRegistry, DukcapilSettings
from mpp.adapters.practitioner_index import SatusehatPractitioners
from mpp.adapters.regional_register import SicantikRegister, SicantikSettings
from mpp.adapters.registration_registry import KkiRegistry
from mpp.adapters.satusehat import Satusehat, SatusehatSettings
from mpp.adapters.workforce_registry import SisdmkRegistry
from mpp.evidence.fakes import (
    FakeFacilityRegister,
    FakePopulationRegistry,
    FakePractitionerIndex,
    FakeRegionalRegister,
    FakeRegistrationRegistry,
    FakeSources,
    FakeWorkforceRegistry,
)
from mpp.evidence.ports import Sources
from mpp.evidence.rules.values import (
    CreditsVerdict,
    ExistingLicence,
    Facility,
    HealthWorker,
    LicenceStatus,
    PersonStatus,
    Practitioner,
    Qualification,
    Registration,
    RegistrationStatus,
    Workplace,
)
from mpp_sandbox.population import Credits, Population
from mpp_sandbox.sicantik import APIKEY, BEARER, SALT_KEY
from mpp_sandbox.testing import Sandbox, outside, sandbox

__all__ = ["outside", "sandbox"]

NAME, SECRET = "mpp-digital", "sandbox-secret"


def over_http(sandbox: Sandbox) -> Sources:
    """Return adapters that know nothing yet: no token, no kept answer, no failure counted."""

    def line(source: str, path: str) -> Line:
        return Line(source, f"{sandbox.url}{path}")

    satusehat = Satusehat(SatusehatSettings(client_id=NAME, client_secret=SECRET), line("satusehat", "/satusehat"))
    facilities = SatusehatFacilities(satusehat)
    return Sources(
        population=DukcapilRegistry(
            DukcapilSettings(customer_id=NAME, user_id=NAME, password=SECRET, ip_user="127.0.0.1"),
            line("dukcapil", "/dukcapil"),
        ),
        registration=KkiRegistry(line("kki", "/kki"), user=NAME, password=SECRET),
        workforce=SisdmkRegistry(line("sisdmk", "/sisdmk"), user=NAME, password=SECRET),
        facilities=facilities,
        practitioners=SatusehatPractitioners(satusehat, facilities),
        regional=SicantikRegister(
            SicantikSettings(institution="32.79", region_code="32.79", bearer=BEARER, apikey=APIKEY, salt_key=SALT_KEY),
            line("region", "/sicantik"),
        ),
    )


def in_memory(population: Population) -> Sources:
    """Return fakes that know the same people as the simulated agencies."""
    statuses = {"unknown": PersonStatus.NOT_FOUND}
    return FakeSources(
        population=FakePopulationRegistry(
            people={
                nik: {"name": person.name, "birth_date": person.born.isoformat()}
                for nik, person in population.people.items()
            },
            statuses={
                nik: statuses.get(person.standing.value) or PersonStatus(person.standing.value)
                for nik, person in population.people.items()
                if person.standing.value != "active"
            },
        ),
        registration=FakeRegistrationRegistry(
            held={
                nik: tuple(
                    Registration(
                        number=each.number,
                        profession=each.profession.code,
                        status=RegistrationStatus(each.state.value),
                        valid_until=each.valid_until,
                    )
                    for each in worker.registrations
                )
                for nik, worker in population.workers.items()
            }
        ),
        workforce=FakeWorkforceRegistry(
            workers={
                nik: HealthWorker(
                    number=worker.ihs,
                    name=worker.person.name,
                    profession=worker.profession.code,
                    qualification=worker.profession.qualification,
                    education=worker.profession.education,
                )
                for nik, worker in population.workers.items()
            },
            held={
                nik: tuple(
                    ExistingLicence(
                        number=each.number,
                        profession=each.profession.code,
                        place_code=each.facility.code,
                        place_name=each.facility.name,
                        region_code=each.facility.region_code,
                        status=LicenceStatus.ACTIVE,
                        valid_until=each.valid_until,
                    )
                    for each in worker.licences
                )
                for nik, worker in population.workers.items()
            },
            credits={
                each.number: {
                    Credits.SUFFICIENT: CreditsVerdict.SUFFICIENT,
                    Credits.INSUFFICIENT: CreditsVerdict.INSUFFICIENT,
                    Credits.UNKNOWN: CreditsVerdict.UNKNOWN,
                }[worker.credits]
                for worker in population.workers.values()
                for each in worker.registrations
            },
        ),
        facilities=FakeFacilityRegister(
            facilities=tuple(
                Facility(
                    code=each.code,
                    name=each.name,
                    kind=each.kind,
                    address=each.address.line,
                    district=each.address.district,
                    region_code=each.region_code,
                    permit_number=each.permit,
                    permit_until=each.permit_until,
                )
                for each in sorted(population.facilities.values(), key=lambda each: each.name)
            )
        ),
        practitioners=FakePractitionerIndex(
            known={
                nik: Practitioner(
                    number=worker.ihs,
                    name=worker.person.name,
                    qualifications=tuple(
                        Qualification(profession=each.profession.code, number=each.number, valid_until=each.valid_until)
                        for each in worker.registrations
                    )
                    or (Qualification(profession=worker.profession.code),),
                    workplaces=tuple(
                        Workplace(
                            place_code=each.facility.code,
                            place_name=each.facility.name,
                            place_address=each.facility.address.line,
                            region_code=each.facility.region_code,
                            profession=each.profession.code,
                            licence_number=each.licence_number,
                            since=each.since,
                            until=each.until,
                        )
                        for each in worker.engagements
                        if each.is_active
                    ),
                )
                for nik, worker in population.workers.items()
            }
        ),
        regional=FakeRegionalRegister(
            held={
                nik: tuple(
                    ExistingLicence(
                        number=each.number,
                        profession=each.profession.code,
                        place_code=each.facility.code,
                        place_name=each.facility.name,
                        region_code=each.facility.region_code,
                        status=LicenceStatus.ACTIVE,
                        valid_until=each.valid_until,
                    )
                    for each in worker.licences
                    if each.facility.region_code == "32.79"
                )
                for nik, worker in population.workers.items()
            }
        ),
    ).as_sources()


@pytest.fixture(params=["fake", "adapters"])
def sources(request: pytest.FixtureRequest, outside: Sandbox) -> Sources:
    if request.param == "fake":
        return in_memory(outside.its.desk.population)
    return over_http(outside)


@pytest.fixture
def adapters(outside: Sandbox) -> Sources:
    return over_http(outside)
