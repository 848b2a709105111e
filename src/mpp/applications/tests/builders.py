"""A region at work, nurses, and cases as far as a test wants them: made by the operations that people use."""

from dataclasses import dataclass, field, fields, replace
from datetime import UTC, date, datetime
from functools import cache
from typing import Any
from uuid import UUID

from mpp.applications import drafting, issuing
from mpp.applications.content import Verdict
from mpp.applications.listeners import decide_issued
from mpp.applications.operations._act import Receipt
from mpp.applications.operations.recommend import recommend
from mpp.applications.operations.verify import verify
from mpp.applications.queries.case import Case
from mpp.applications.queries.tracking import Track, track
from mpp.applications.situation import Reading
from mpp.catalogue import queries as catalogue
from mpp.catalogue.checker import Known
from mpp.catalogue.files import merged
from mpp.catalogue.operations.open_in_region import open_in_region
from mpp.catalogue.operations.publish import publish
from mpp.catalogue.settings import Offer
from mpp.catalogue.tests.builders import SEEDS
from mpp.documents import wired
from mpp.documents.events import DocumentIssued
from mpp.documents.letters.content import TEMPLATES
from mpp.documents.ports import Passphrase
from mpp.documents.rules import number_format_problems
from mpp.documents.signing import sign_and_record
from mpp.documents.tests.fakes import FakeSigner
from mpp.evidence.fakes import FakeSources
from mpp.evidence.gathering import applicant, gather
from mpp.evidence.rules.facts import Fact, Purpose
from mpp.evidence.rules.values import (
    CreditsVerdict,
    Facility,
    HealthWorker,
    Registration,
    RegistrationStatus,
)
from mpp.foundation.actor import ANYONE, Actor, system
from mpp.foundation.cipher import blind_index
from mpp.foundation.ids import uuid7
from mpp.foundation.outbox import deliver_batch
from mpp.identity.operations.sign_in import sign_in
from mpp.identity.ports import ProvenIdentity
from mpp.identity.queries import profile
from mpp.identity.rules import Assurance
from mpp.tenancy.operations.appoint import Appointee, Term, appoint
from mpp.tenancy.queries import RegionView
from mpp.tenancy.rules import ROLES, AgencyKind, Tenure
from mpp.tenancy.tests.builders import A_NATIONAL_ADMIN, a_region, an_admin, an_agency

#: Friday 20 November 2026, 12:00 in Jakarta; the working week after it has no holiday.
NOON = datetime(2026, 11, 20, 5, 0, tzinfo=UTC)
SERVICE = "sip-perawat"
NURSE, ANOTHER_NURSE = "3279025708940001", "3279026508950002"
NAMES = {NURSE: "NENENG SITI ROHAENI", ANOTHER_NURSE: "Wawan Hermawan"}
CLINIC, HOSPITAL = "327901001", "327902005"
SCHEDULE = [{"day": "mon", "opens": "08:00", "closes": "14:00"}]
#: Post, last digits of the NIK and name of its holder; two where several may hold it, so that work can be handed over.
STAFF = (
    ("verifikator_dpmptsp", "011203840001", "Dadan Ramdani"),
    ("verifikator_dpmptsp", "026507880001", "Euis Komariah"),
    ("verifikator_dinkes", "030211820001", "Asep Saepudin Jamil"),
    ("verifikator_dinkes", "045901900001", "Rina Marlina"),
    ("kepala_dpmptsp", "017005690001", "Tati Sumiati"),
    ("kepala_dinkes", "021408700001", "Ujang Koswara"),
)


@dataclass(frozen=True, kw_only=True)
class Office:
    """A region that offers the service, its officers by post, and the registries as it reaches them."""

    region: RegionView
    registries: FakeSources
    officers: dict[str, list[Actor]] = field(default_factory=dict)
    niks: dict[UUID, str] = field(default_factory=dict)

    @property
    def clerk(self) -> Actor:
        return self.officers["verifikator_dpmptsp"][0]

    @property
    def another_clerk(self) -> Actor:
        return self.officers["verifikator_dpmptsp"][1]

    @property
    def health_officer(self) -> Actor:
        return self.officers["verifikator_dinkes"][0]

    @property
    def head(self) -> Actor:
        return self.officers["kepala_dpmptsp"][0]

    @property
    def health_head(self) -> Actor:
        return self.officers["kepala_dinkes"][0]

    @property
    def clinic(self) -> str:
        """Code of a clinic in this region."""
        return CLINIC if self.region.code == "32.79" else f"{self.region.code.replace('.', '')}01001"

    @property
    def offer(self) -> Offer:
        offer = catalogue.service(SERVICE, self.region.id)
        assert offer is not None
        return offer


@cache
def _definition() -> dict[str, Any]:
    return merged(SEEDS / f"{SERVICE}.yaml", SEEDS)


def the_registries() -> FakeSources:
    """Registries that know two facilities and nobody yet."""
    registries = FakeSources()
    registries.facilities.facilities = (
        Facility(
            code=CLINIC,
            name="Klinik Pratama Melati",
            kind="klinik",
            address="Jalan Contoh 1",
            district="Pataruman",
            region_code="32.79",
        ),
        Facility(
            code=HOSPITAL,
            name="RSUD Contoh",
            kind="rumah sakit",
            address="Jalan Contoh 2",
            district="Banjar",
            region_code="32.79",
        ),
    )
    return registries


def an_office(
    slug: str = "kota-banjar",
    *,
    registries: FakeSources | None = None,
    working_days: int | None = None,
    signer_role: str = "",
) -> Office:
    """A region where nurses apply. registries: shared with another region, so that both know the same people"""
    region = a_region(slug)
    known = Known(roles=ROLES, templates=TEMPLATES, number_format_problems=number_format_problems)
    publish(
        service_id=catalogue.service_id(SERVICE) or uuid7(),
        data=_definition(),
        known=known,
        actor=A_NATIONAL_ADMIN,
        now=NOON,
    )
    open_in_region(
        record_id=region.record_id,
        slug=SERVICE,
        working_days=working_days,
        signer_role=signer_role,
        actor=an_admin(region),
        now=NOON,
    )
    office = Office(region=region, registries=registries or the_registries())
    agencies = {kind: an_agency(region, kind, kind.value.upper()) for kind in (AgencyKind.DPMPTSP, AgencyKind.DINKES)}
    for role, digits, name in STAFF:
        agency_id, nik = agencies[ROLES[role].agency_kind], f"{region.code.replace('.', '')}{digits}"
        officer_id = appoint(
            appointment_id=uuid7(),
            region_id=region.id,
            agency_id=agency_id,
            role=role,
            tenure=Tenure.DEFINITIVE,
            appointee=Appointee(nik=nik, name=name, nip=""),
            term=Term(starts_on=date(2026, 1, 5), ends_on=None, decree="800/1/2026"),
            actor=an_admin(region),
            now=NOON,
        )
        officer = Actor(
            role=role,
            region_id=region.id,
            person_id=uuid7(),
            account_id=uuid7(),
            officer_id=officer_id,
            agency_id=agency_id,
        )
        office.officers.setdefault(role, []).append(officer)
        office.niks[officer_id] = nik
    return office


def a_nurse(
    office: Office,
    nik: str = NURSE,
    *,
    name: str = "",
    registered_until: date | None = None,
    credits: CreditsVerdict = CreditsVerdict.SUFFICIENT,
) -> Actor:
    """A nurse who is signed in, with a registration known to the registries. registered_until: None for life"""
    number, name = f"PR{nik[2:]}", name or NAMES[nik]
    office.registries.population.people[nik] = {"name": name, "birth_date": "1994-08-17"}
    office.registries.registration.held[nik] = (
        Registration(
            number=number, profession="perawat", status=RegistrationStatus.ACTIVE, valid_until=registered_until
        ),
    )
    office.registries.workforce.workers[nik] = HealthWorker(
        number=f"N{nik[-8:]}",
        name=name,
        profession="perawat",
        qualification="Ners",
        education="Universitas Contoh",
    )
    office.registries.workforce.credits[number] = credits
    proven = ProvenIdentity(
        provider="ikd",
        subject=f"pairwise-{blind_index(nik).hex()}",
        nik=nik,
        name=name,
        assurance=Assurance.SUBSTANTIAL,
        birth_date=date(1994, 8, 17),
        phone="081200000000",
        email="nurse@contoh.example",
        released={"birthplace": "Banjar", "gender": "female", "address": "Jalan Contoh 3"},
    )
    begun = sign_in(proven=proven, language="id", actor=ANYONE, now=NOON)
    return replace(
        ANYONE,
        role="pemohon",
        region_id=office.region.id,
        person_id=begun.person_id,
        account_id=begun.account_id,
    )


@dataclass(frozen=True, kw_only=True)
class Approved(issuing.Ready):
    application_id: UUID


def the_case(application_id: UUID, *, region_id: int) -> Track:
    """The case as automation sees it."""
    return track(application_id, actor=system(region_id))


def _case(application_id: UUID, office: Office) -> Case:
    return the_case(application_id, region_id=office.region.id).case


def a_facility(office: Office, code: str) -> str:
    """Let the register know a facility of the region by this code, unless it knows one; the code."""
    known = office.registries.facilities
    if known.facility(code) is None:
        known.facilities += (
            Facility(
                code=code,
                name=f"Klinik {code}",
                kind="klinik",
                address="Jalan Contoh 9",
                district="Contoh",
                region_code=office.region.code,
            ),
        )
    return code


def a_draft(office: Office, nurse: Actor, *, variant: str = "first", now: datetime = NOON, **answers: Any) -> Case:
    """A draft with every answer a first licence at the clinic asks for, but for what `answers` say otherwise."""
    application_id = uuid7()
    drafting.begin(office.offer, application_id=application_id, variant=variant, actor=nurse, now=now)
    usual = {
        "practice_mode": "facility",
        "facility": a_facility(office, answers.pop("facility", office.clinic)),
        "schedule": SCHEDULE,
        "long_break": "no",
        "place_statement": True,
        "truth_statement": True,
    }
    drafting.save_answers(_case(application_id, office), office.offer, usual | answers, actor=nurse, now=now)
    return _case(application_id, office)


def hand_in(office: Office, case: Case, nurse: Actor, *, now: datetime = NOON, key: str = "") -> Receipt:
    """Submit a draft or a returned case as its page does."""
    return drafting.hand_in(
        case.id, version=case.version, key=key, assurance=Assurance.SUBSTANTIAL, actor=nurse, now=now
    )


def a_submitted_case(office: Office, nurse: Actor, *, now: datetime = NOON, **given: Any) -> Receipt:
    """A case that waits for the licensing office. given: as `a_draft` takes it"""
    return hand_in(office, a_draft(office, nurse, now=now, **given), nurse, now=now)


def a_verified_case(office: Office, nurse: Actor, *, now: datetime = NOON, **given: Any) -> Receipt:
    """A case that waits for the health office."""
    before = a_submitted_case(office, nurse, now=now, **given)
    return verify(application_id=before.application_id, version=before.version, actor=office.clerk, now=now)


def a_recommended_case(office: Office, nurse: Actor, *, now: datetime = NOON, **given: Any) -> Receipt:
    """A case that waits for the signer."""
    before = a_verified_case(office, nurse, now=now, **given)
    return recommend(
        application_id=before.application_id,
        version=before.version,
        verdict=Verdict.POSITIVE,
        text="",
        actor=office.health_officer,
        now=now,
    )


def gathered(office: Office, application_id: UUID, *, now: datetime = NOON) -> tuple[Fact, ...]:
    """What the sources say now about the applicant of a case."""
    case = _case(application_id, office)
    wanted = Reading(office.offer, case.opened(), case.variant, now).needs
    actor = replace(system(case.region_id), person_id=case.person_id)
    return gather(wanted, applicant(profile(actor=actor)), purpose=Purpose.DECISION, actor=actor, now=now)


def confirmed_today(office: Office, receipt: Receipt, *, now: datetime = NOON) -> int:
    """Ask the sources as the signer's page does; the version of the case afterwards."""
    case = _case(receipt.application_id, office)
    return issuing.confirm_for_decision(case, office.offer, actor=office.head, now=now)


def an_approved_case(office: Office, nurse: Actor, *, now: datetime = NOON, **given: Any) -> Approved:
    """A case whose letter has its number and waits for the signature."""
    receipt = a_recommended_case(office, nurse, now=now, **given)
    case = _case(receipt.application_id, office)
    ready = issuing.make_ready(
        case, office.offer, version=receipt.version, key="", region=office.region, actor=office.head, now=now
    )
    return Approved(application_id=case.id, **{each.name: getattr(ready, each.name) for each in fields(ready)})


def sign(
    office: Office, ready: issuing.Ready, *, passphrase: str = FakeSigner.PASSPHRASE, now: datetime = NOON
) -> None:
    """Sign a letter as its signer does, one by one."""
    sign_and_record(
        ready.document_id,
        signer=wired.signer(),
        authority=ready.authority,
        passphrase=Passphrase(passphrase),
        actor=office.head,
        now=now,
    )


def an_issued_case(office: Office, nurse: Actor, *, now: datetime = NOON, **given: Any) -> UUID:
    """A case whose signed letter is recorded; the id of the case."""
    ready = an_approved_case(office, nurse, now=now, **given)
    sign(office, ready, now=now)
    deliver_batch({DocumentIssued: (decide_issued,)}, now=lambda: now)
    return ready.application_id


def facts_told[E](kind: type[E]) -> list[E]:
    """The facts of `kind` that wait in the outbox, taken out of it."""
    heard: list[E] = []

    def hears(*, event: E, actor: Actor, now: datetime) -> None:
        heard.append(event)

    deliver_batch({kind: (hears,)}, now=lambda: NOON)
    return heard
