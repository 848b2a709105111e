"""People and registries for tests; nobody here exists."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from mpp.evidence.asking import Applicant
from mpp.evidence.fakes import (
    FakeFacilityRegister,
    FakePopulationRegistry,
    FakeRegistrationRegistry,
    FakeSources,
    FakeWorkforceRegistry,
)
from mpp.evidence.rules.facts import Key
from mpp.evidence.rules.needs import Needs
from mpp.evidence.rules.values import (
    CreditsVerdict,
    ExistingLicence,
    Facility,
    HealthWorker,
    LicenceStatus,
    Registration,
    RegistrationStatus,
)
from mpp.foundation.actor import Actor
from mpp.foundation.ids import uuid7

NOON = datetime(2026, 11, 20, 5, 0, tzinfo=UTC)
BANJAR = 7
NIK = "3279025708940001"
REGISTRATION = "PR00000000000001"
PLACE = "327901001"

NEEDS = Needs(
    keys=frozenset(
        {
            Key.NAME,
            Key.PERSON_STATUS,
            Key.REGISTRATIONS,
            Key.HEALTH_WORKER,
            Key.LICENCES,
            Key.CREDITS,
            Key.PLACE,
        }
    ),
    profession="perawat",
    place_code=PLACE,
)


def a_nurse(*, region_id: int = BANJAR) -> Actor:
    return Actor(role="pemohon", region_id=region_id, person_id=uuid7(), account_id=uuid7())


def an_officer() -> Actor:
    return Actor(role="verifikator_dinkes", region_id=BANJAR, person_id=uuid7(), officer_id=uuid7(), agency_id=uuid7())


def an_applicant(person_id: UUID | None) -> Applicant:
    assert person_id is not None
    return Applicant(
        person_id=person_id,
        nik=NIK,
        released={Key.NAME: "NENENG SITI ROHAENI", Key.BIRTH_DATE: "1994-08-17"},
        released_at=NOON - timedelta(minutes=5),
        reference="ikd",
    )


def the_registries() -> FakeSources:
    """Return registries that know one nurse with a lifetime registration and one facility."""
    return FakeSources(
        population=FakePopulationRegistry(people={NIK: {"name": "Neneng Siti Rohaeni", "birth_date": "1994-08-17"}}),
        registration=FakeRegistrationRegistry(
            held={
                NIK: (
                    Registration(number=REGISTRATION, profession="perawat", status=RegistrationStatus.ACTIVE),
                    Registration(number="BD00000000000002", profession="bidan", status=RegistrationStatus.ACTIVE),
                )
            }
        ),
        workforce=FakeWorkforceRegistry(
            workers={
                NIK: HealthWorker(
                    number="N10000001", name="NENENG SITI ROHAENI", profession="perawat", qualification="Ners"
                )
            },
            held={
                NIK: (
                    ExistingLicence(
                        number="440/001/SIP-PR/3279/2024",
                        profession="perawat",
                        place_code="327902005",
                        place_name="RSUD Kota Banjar",
                        region_code="32.79",
                        status=LicenceStatus.ACTIVE,
                    ),
                )
            },
            credits={REGISTRATION: CreditsVerdict.SUFFICIENT},
        ),
        facilities=FakeFacilityRegister(
            facilities=(
                Facility(
                    code=PLACE,
                    name="Puskesmas Pataruman",
                    kind="puskesmas",
                    address="Jl. Contoh 1",
                    district="Pataruman",
                    region_code="32.79",
                ),
            )
        ),
    )
