"""People who are signed in and have cases: rows put in by COPY, sealed values and cookies by the product itself."""

import secrets
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import chain, count
from typing import Any
from uuid import UUID

import psycopg
from psycopg import sql

from bench.cases import Country
from bench.names import (
    BROWSER,
    FACILITY_CODE,
    FACILITY_NAME,
    FAMILY_NAMES,
    GIVEN_NAMES,
    LOADING,
    REGION,
    SERVICE,
    USER_AGENT,
    VARIANT,
)
from mpp.applications.content import Content
from mpp.applications.rules import State, reference
from mpp.catalogue.definition import ServiceDefinition
from mpp.catalogue.queries import service
from mpp.catalogue.settings import Offer
from mpp.evidence.queries import place_of
from mpp.evidence.rules.eligibility import Mode
from mpp.evidence.rules.facts import Fact, Key, Purpose, answered
from mpp.evidence.rules.values import (
    Facility,
    HealthWorker,
    MatchVerdict,
    PersonStatus,
    Practitioner,
    Qualification,
    Registration,
    RegistrationStatus,
    Workplace,
)
from mpp.foundation.cipher import blind_index, seal, seal_json
from mpp.foundation.clock import utc_now
from mpp.foundation.ids import uuid7
from mpp.identity import claims, devices
from mpp.identity.claims import SessionClaims
from mpp.identity.rules import CITIZEN, Assurance
from mpp.tenancy.models import Appointment, Officer
from mpp.tenancy.queries import RegionView, region_by_slug, regions

DEVICE = "Chrome, Android"


@dataclass(frozen=True, slots=True, kw_only=True)
class Visitor:
    """Somebody with a browser. cookies: as the browser sends them     form_token: what stands in the forms he gets"""

    person_id: UUID
    name: str
    cookies: str
    form_token: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Applicant:
    """A nurse who is signed in and has one case, complete. version: of the case"""

    visitor: Visitor
    case_id: UUID
    version: int = 1


@dataclass(frozen=True, slots=True)
class Place:
    """Where all of them apply, and for what."""

    region: RegionView
    offer: Offer

    @property
    def definition(self) -> ServiceDefinition:
        return self.offer.definition

    @property
    def settings_id(self) -> UUID | None:
        return self.offer.settings.id if self.offer.settings else None


def the_place() -> Place:
    """Return the demo region and the service that everybody applies for."""
    region = region_by_slug(REGION)
    offer = service(SERVICE, region.id) if region else None
    if region is None or offer is None or not offer.is_open:
        raise LookupError(f"{SERVICE} is not open in {REGION}: the seeds have changed")
    return Place(region, offer)


def content_bytes(place: Place) -> int:
    """Return how long the sealed content of a complete case is."""
    nurse = _Nurse.made_up(place, utc_now())
    return len(nurse.content.sealed(region_id=place.region.id, application_id=nurse.case_id))


def the_country(place: Place) -> Country:
    """Return where earlier cases are: every region, each case before the first office."""
    return Country(
        regions=tuple((region.id, region.code) for region in regions() if region.is_tenant),
        step=place.definition.steps[0].key,
        role=place.definition.steps[0].role,
        content_bytes=content_bytes(place),
    )


def applicants(owner_url: str, place: Place, how_many: int, *, state: State = State.DRAFT) -> tuple[Applicant, ...]:
    """Put in nurses with a case each, ready to be submitted, or submitted already, and return them.

    What the registries say of them is as fresh as now.
    """
    now = utc_now()
    people = [_Nurse.made_up(place, now) for _ in range(how_many)]
    with psycopg.connect(owner_url) as owner:
        _enter(owner)
        _copy(owner, "identity_person", (nurse.person_row(now) for nurse in people))
        _copy(owner, "identity_account", (nurse.account_row(now) for nurse in people))
        _copy(owner, "identity_session", (nurse.session_row(now) for nurse in people))
        _copy(owner, "evidence_attribute", chain.from_iterable(nurse.fact_rows() for nurse in people))
        cases = [nurse.case_row(place, state, now) for nurse in people]
        _copy(owner, "application", cases)
        _copy(owner, "person_case", (_own(case) for case in cases))
        if state is not State.DRAFT:
            _copy(owner, "application_event", (_submitted(case, now) for case in cases))
    return tuple(Applicant(visitor=nurse.visitor(now), case_id=nurse.case_id) for nurse in people)


def officers(owner_url: str, place: Place) -> tuple[Visitor, ...]:
    """Sign in everybody who holds the post that the first step waits for, and return them."""
    now, role = utc_now(), place.definition.steps[0].role
    visitors = []
    with psycopg.connect(owner_url) as owner:
        _enter(owner)
        for post in Appointment.objects.filter(region_id=place.region.id, role=role).select_related("officer"):
            person_id, account_id = _account_of(owner, post.officer, place, now)
            in_post: dict[str, Any] = {
                "role": role,
                "region_id": place.region.id,
                "officer_id": post.officer_id,
                "agency_id": post.agency_id,
            }
            session = replace(
                _Nurse.made_up(place, now), person_id=person_id, account_id=account_id, name=post.officer.name
            )
            _copy(owner, "identity_session", [session.session_row(now) | in_post])
            visitors.append(_visitor(replace(session.claims(now), **in_post)))
    return tuple(visitors)


def _account_of(owner: "psycopg.Connection[Any]", officer: Officer, place: Place, now: datetime) -> tuple[UUID, UUID]:
    """Return person and account of an officer, as a first sign-in would make them."""
    known = owner.execute(
        "SELECT account.person_id, account.id FROM identity_account account "
        "JOIN identity_person person ON person.id = account.person_id WHERE person.nik_index = %s",
        [bytes(officer.nik_index)],
    ).fetchone()
    if known:
        return known[0], known[1]
    person = _Nurse.made_up(place, now)
    _copy(owner, "identity_person", [person.person_row(now) | {"nik_index": bytes(officer.nik_index)}])
    _copy(owner, "identity_account", [person.account_row(now)])
    return person.person_id, person.account_id


@dataclass(frozen=True, slots=True, kw_only=True)
class _Nurse:
    number: int
    person_id: UUID
    account_id: UUID
    session_id: UUID
    case_id: UUID
    nik: str
    name: str
    facts: tuple[Fact, ...]
    content: Content

    @classmethod
    def made_up(cls, place: Place, now: datetime) -> "_Nurse":
        number = next(_numbers)
        name = f"{GIVEN_NAMES[number % len(GIVEN_NAMES)]} {FAMILY_NAMES[number // 7 % len(FAMILY_NAMES)]}"
        facts = _facts(name, place, now)
        example = next(each for each in place.definition.examples if each.variant == VARIANT)
        answers = {**example.answers, "practice_mode": Mode.FACILITY.value, "facility": FACILITY.code}
        return cls(
            number=number,
            person_id=uuid7(),
            account_id=uuid7(),
            session_id=uuid7(),
            case_id=uuid7(),
            # Sixteen digits that no registry gives out: a day of birth 99.
            nik=f"{place.region.code.replace('.', '')}0199{number % 10**8:08d}",
            name=name,
            facts=facts,
            content=Content(answers=answers, facts=facts),
        )

    def claims(self, now: datetime) -> SessionClaims:
        return SessionClaims(
            session_id=self.session_id,
            account_id=self.account_id,
            person_id=self.person_id,
            name=self.name,
            role=CITIZEN,
            region_id=0,
            officer_id=None,
            agency_id=None,
            assurance=Assurance.SUBSTANTIAL,
            device=DEVICE,
            created_at=now,
            seen_at=now,
        )

    def visitor(self, now: datetime) -> Visitor:
        return _visitor(self.claims(now))

    def person_row(self, now: datetime) -> dict[str, Any]:
        profile = {
            "birth_date": BIRTH_DATE.isoformat(),
            "phone": "+6281200000000",
            "email": "perawat@example.org",
            "released": {"birthplace": "Contoh", "gender": "female", "address": "Jl. Contoh 1"},
        }
        return {
            "id": self.person_id,
            "nik_sealed": seal(self.nik.encode(), table="identity_person", field="nik", row=self.person_id),
            "nik_index": blind_index(self.nik),
            "name": self.name,
            "profile_sealed": seal_json(profile, table="identity_person", field="profile", row=self.person_id),
            "profile_source": "ikd",
            "profile_at": now,
            "status": "active",
            "created_at": now,
        }

    def account_row(self, now: datetime) -> dict[str, Any]:
        return {
            "id": self.account_id,
            "person_id": self.person_id,
            "language": "id",
            "is_active": True,
            "created_at": now,
        }

    def session_row(self, now: datetime) -> dict[str, Any]:
        return {
            "id": self.session_id,
            "person_id": self.person_id,
            "account_id": self.account_id,
            "provider": "ikd",
            "assurance": int(Assurance.SUBSTANTIAL),
            "role": CITIZEN,
            "region_id": 0,
            "officer_id": None,
            "agency_id": None,
            "device": DEVICE,
            "address": "127.0.0.1",
            "created_at": now,
            "seen_at": now,
            "ended_at": None,
            "end_reason": "",
        }

    def fact_rows(self) -> Iterator[dict[str, Any]]:
        for fact in self.facts:
            row = place_of(self.person_id, fact.key, fact.source)
            is_known = fact.value is not None
            yield {
                "id": uuid7(),
                "person_id": self.person_id,
                "key": fact.key.value,
                "source": fact.source.value,
                "state": fact.state.value,
                "value_sealed": seal_json(fact.value, table="evidence_attribute", field="value", row=row)
                if is_known
                else None,
                "reference": fact.reference,
                "fetched_at": fact.fetched_at,
                "purpose": fact.purpose.value,
                "legal_basis": fact.legal_basis.value,
                "valid_until": fact.valid_until,
            }

    def case_row(self, place: Place, state: State, now: datetime) -> dict[str, Any]:
        is_draft = state is State.DRAFT
        return {
            "region_id": place.region.id,
            "id": self.case_id,
            "person_id": self.person_id,
            "service_slug": SERVICE,
            "service_version": place.definition.version,
            "region_settings": place.settings_id,
            "variant": VARIANT,
            "state": state.value,
            "step": "" if is_draft else place.definition.steps[0].key,
            "turn_role": "" if is_draft else place.definition.steps[0].role,
            "assigned_to": None,
            "reference": ""
            if is_draft
            else reference(region_code=place.region.code, service=SERVICE, month="209912", serial=self.number),
            "applicant_name": self.name,
            "place": FACILITY.code,
            "place_name": FACILITY.name,
            "submitted_at": None if is_draft else now,
            "due_on": None if is_draft else (now + timedelta(days=7)).date(),
            "days_used": 0,
            "decided_at": None,
            "open_facts": 0,
            "content": self.content.sealed(region_id=place.region.id, application_id=self.case_id),
            "version": 1,
            "chain_seq": 0 if is_draft else 1,
            "chain_digest": b"" if is_draft else bytes(32),
            "origin": "",
            "origin_id": "",
            "created_at": now,
            "updated_at": now,
        }


def _own(case: dict[str, Any]) -> dict[str, Any]:
    """Return what a citizen's own list repeats of a case."""
    names = ("person_id", "region_id", "service_slug", "variant", "state", "reference", "due_on", "updated_at")
    return {name: case[name] for name in names} | {"application_id": case["id"]}


def _submitted(case: dict[str, Any], now: datetime) -> dict[str, Any]:
    return {
        "region_id": case["region_id"],
        "application_id": case["id"],
        "seq": 1,
        "at": now,
        "act": "submit",
        "state": case["state"],
        "role": CITIZEN,
        "channel": "web",
        "params": "{}",
    }


def _facts(name: str, place: Place, now: datetime) -> tuple[Fact, ...]:
    said: dict[Key, object] = {
        Key.NAME: name,
        Key.BIRTH_DATE: BIRTH_DATE.isoformat(),
        Key.BIRTH_PLACE: "Contoh",
        Key.GENDER: "female",
        Key.ADDRESS: "Jl. Contoh 1",
        Key.PHONE: "+6281200000000",
        Key.EMAIL: "perawat@example.org",
        Key.PERSON_STATUS: MatchVerdict(status=PersonStatus.FOUND),
        Key.REGISTRATIONS: (
            Registration(
                number=f"PR{secrets.randbelow(10**14):014d}",
                profession=place.definition.profession,
                status=RegistrationStatus.ACTIVE,
            ),
        ),
        Key.HEALTH_WORKER: HealthWorker(
            number="N10000001",
            name=name,
            profession=place.definition.profession,
            qualification="Ners",
            education="Universitas Contoh",
        ),
        Key.LICENCES: (),
        Key.PRACTITIONER: Practitioner(
            number="N10000001",
            name=name,
            qualifications=(Qualification(profession=place.definition.profession),),
            workplaces=(
                Workplace(
                    place_code=FACILITY.code,
                    place_name=FACILITY.name,
                    place_address=FACILITY.address,
                    region_code=place.region.code,
                    profession=place.definition.profession,
                ),
            ),
        ),
        Key.PLACE: replace(FACILITY, region_code=place.region.code),
    }
    about = {Key.PLACE: FACILITY.code}
    return tuple(
        answered(key, value, purpose=Purpose.SUBMISSION, at=now, reference=about.get(key, ""))
        for key, value in said.items()
    )


def _visitor(session: SessionClaims) -> Visitor:
    # Thirty-two letters behind a mask of thirty-two, as Django makes them for each page.
    secret, mask = ([secrets.randbelow(len(_LETTERS)) for _ in range(32)] for _ in range(2))
    masked = [(of_secret + of_mask) % len(_LETTERS) for of_secret, of_mask in zip(secret, mask, strict=True)]
    tied = replace(session, binding=devices.binding(BROWSER, USER_AGENT))
    return Visitor(
        person_id=session.person_id,
        name=session.name,
        cookies=f"bahasa=id; {devices.cookie_name()}={BROWSER}; {claims.cookie_name()}={claims.write(tied)}; "
        f"csrftoken={_spelled(secret)}",
        form_token=_spelled(mask + masked),
    )


def _spelled(numbers: Iterable[int]) -> str:
    return "".join(_LETTERS[number] for number in numbers)


def _enter(owner: "psycopg.Connection[Any]") -> None:
    owner.execute("SELECT set_config('mpp.operation', %s, true)", [LOADING])


def _copy(owner: "psycopg.Connection[Any]", table: str, rows: Iterable[dict[str, Any]]) -> None:
    rows = iter(rows)
    first = next(rows)
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(
        sql.Identifier(table), sql.SQL(", ").join(map(sql.Identifier, first))
    )
    with owner.cursor() as cursor, cursor.copy(statement) as copy:
        for row in chain([first], rows):
            copy.write_row(list(row.values()))


#: Whatever is numbered is numbered once in the life of a database.
_numbers = count(time.time_ns() // 1_000_000)
_LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
BIRTH_DATE = date(1994, 8, 17)
FACILITY = Facility(
    code=FACILITY_CODE,
    name=FACILITY_NAME,
    kind="puskesmas",
    address="Jl. Melati 5",
    district="Contoh",
    region_code="",
    permit_number="503/1/2024",
    permit_until=date(2099, 12, 31),
)
