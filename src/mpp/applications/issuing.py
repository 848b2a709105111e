"""From the decision to the signed letter: approve, reserve number and letter, sign outside, record.

Each step is repeatable and commits by itself: a wrong passphrase or a dead signing service leaves an approved case with
its number, waiting for the next try. The signature is asked for between two transactions, inside none.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from mpp.applications.content import Content
from mpp.applications.operations._passed_on import PassedOn, Post
from mpp.applications.operations.approve import approve
from mpp.applications.operations.confirm_facts import confirm_facts
from mpp.applications.queries.case import Case
from mpp.applications.queries.tracking import track
from mpp.applications.receipt import letterhead_of
from mpp.applications.rules import State
from mpp.applications.situation import Reading, place, registration
from mpp.catalogue.definition import LegalBasis, Output
from mpp.catalogue.settings import Offer
from mpp.documents import rules as documents
from mpp.documents.letters.content import PracticeLicence, PracticeTime, Signatory
from mpp.documents.operations.reserve import Reservation, reserve
from mpp.documents.ports import SigningAuthority
from mpp.eforms.form import DAYS
from mpp.evidence.gathering import applicant, gather
from mpp.evidence.rules.facts import Purpose
from mpp.foundation.actor import Actor, system
from mpp.foundation.clock import local_date
from mpp.foundation.errors import DomainError, Kind
from mpp.identity.queries import Profile, profile
from mpp.tenancy.queries import AgencyView, RegionView, agency_by_id
from mpp.tenancy.queries.signing import Signer, signer_of, signing_as
from mpp.tenancy.rules import ACTING_PREFIX


class PostVacant(DomainError):
    """Nobody holds the post that signs, or the actor is not who holds it today."""

    code, kind, title = "signing-post-vacant", Kind.CONFLICT, "Nobody may sign for this office today"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ready:
    """A letter that waits for a signature."""

    document_id: UUID
    number: str
    authority: SigningAuthority


def make_ready(
    case: Case, offer: Offer, *, version: int, key: str, region: RegionView, actor: Actor, now: datetime
) -> Ready:
    """Ask the sources, approve, and reserve number and letter; what is done already is not done again.

    version: of the case the signer has seen     key: of this sending
    Refuses: as `approve`; PassedOn, before anything is asked or written; PostVacant, AlreadyIssued
    """
    if Post.today(actor, now).is_passed_on("approve", service=case.service_slug):
        raise PassedOn(act="approve")
    if case.state is not State.SIGNING:
        if case.version == version:
            version = confirm_for_decision(case, offer, actor=actor, now=now)
        approve(application_id=case.id, version=version, actor=actor, now=now, key=key)
        case = track(case.id, actor=actor).case
    return prepare(case, offer, region=region, actor=actor, now=now)


def confirm_for_decision(case: Case, offer: Offer, *, actor: Actor, now: datetime) -> int:
    """Ask the sources what must be true on the day of the decision, put it into the case, and return its version."""
    wanted = Reading(offer, case.opened(), case.variant, now).needs
    facts = gather(wanted, applicant(_person(case)), purpose=Purpose.DECISION, actor=actor, now=now, case_id=case.id)
    return confirm_facts(
        application_id=case.id,
        facts=facts,
        actor=replace(system(case.region_id), on_behalf_of=actor.person_id),
        now=now,
    ).version


def signing_authority(*, region: RegionView, actor: Actor, now: datetime) -> SigningAuthority:
    """Return as what the actor signs today.

    Refuses: PostVacant
    """
    signer = signing_as(region.id, actor.role, actor.officer_id, on=local_date(now, region.timezone))
    if signer is None:
        raise PostVacant(role=actor.role)
    return SigningAuthority(name=signer.name, capacity=signer.capacity, nik=signer.nik)


def _signer(region: RegionView, actor: Actor, *, service: str, on: date) -> Signer:
    signer = signer_of(region.id, actor.role, on=on, service=service)
    if signer is None or signer.officer_id != actor.officer_id:
        raise PostVacant(role=actor.role)
    return signer


def prepare(case: Case, offer: Offer, *, region: RegionView, actor: Actor, now: datetime) -> Ready:
    """Reserve the number and the letter of an approved case; asked again, the same number.

    Refuses: PostVacant, AlreadyIssued
    """
    today = local_date(now, region.timezone)
    signer = _signer(region, actor, service=case.service_slug, on=today)
    office = agency_by_id(signer.agency_id)
    output = offer.definition.outputs[0]
    reservation: Reservation = reserve(
        document_id=documents.document_id(case.id, output.document),
        application_id=case.id,
        person_id=case.person_id,
        service_slug=case.service_slug,
        # With the region's code, because every region has an office of this short name.
        agency_code=f"{office.short.upper()}-{region.code.replace('.', '')}",
        number_format=output.number_format.replace("{service}", case.service_slug.removeprefix("sip-").upper()),
        zone=region.timezone,
        letter=_letter(case, offer, output, region=region, office=office, signer=signer, today=today),
        actor=actor,
        now=now,
    )
    return Ready(
        document_id=reservation.document_id,
        number=reservation.number,
        authority=SigningAuthority(name=signer.name, capacity=signer.capacity, nik=signer.nik),
    )


def _letter(
    case: Case,
    offer: Offer,
    output: Output,
    *,
    region: RegionView,
    office: AgencyView,
    signer: Signer,
    today: date,
) -> PracticeLicence:
    content, definition, person = case.opened(), offer.definition, _person(case)
    held = registration(definition, content, on=today)
    found = place(content)
    if held is None or found is None:
        raise LookupError(f"case {case.id} was approved without registration or place")
    acting = ACTING_PREFIX[signer.tenure].strip()
    return PracticeLicence(
        letterhead=letterhead_of(region, office),
        title=definition.names.id.partition("(")[0].strip(),
        holder=case.applicant_name,
        nik=documents.masked_nik(person.nik),
        profession=definition.names.id.removeprefix("Surat Izin Praktik").partition("(")[0].strip(),
        registration_number=held.number,
        registration_until=held.valid_until,
        place=found.name,
        place_address=found.address,
        schedule=practice_times(content),
        issued_at=office.city,
        issued_on=today,
        valid_until=documents.valid_until(today, registration_until=held.valid_until),
        legal_basis=tuple(_instrument(basis) for basis in definition.legal_basis if basis.verified),
        signatory=Signatory(
            name=signer.name,
            capacity=signer.capacity.removeprefix(ACTING_PREFIX[signer.tenure]),
            acting=acting,
            employee_number=signer.nip,
        ),
    )


def _person(case: Case) -> Profile:
    """Return the applicant; a letter names him, and the sources are asked about him."""
    return profile(actor=replace(system(case.region_id), person_id=case.person_id))


def _instrument(basis: LegalBasis) -> str:
    return ", ".join(part for part in (basis.instrument, basis.article) if part)


#: Days in the language of letters.
_DAY_NAMES = dict(zip(DAYS, ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"), strict=True))


def practice_times(content: Content) -> tuple[PracticeTime, ...]:
    """Return the practice schedule neighbouring days of equal hours in one line: ``Senin-Jumat``."""
    hours = {
        row["day"]: f"{row['opens']}-{row['closes']}".replace(":", ".") for row in content.answers.get("schedule", ())
    }
    lines: list[tuple[list[str], str]] = []
    for position, day in enumerate(DAYS):
        if day not in hours:
            continue
        follows = lines and lines[-1][0][-1] == DAYS[position - 1] and position > 0
        if follows and lines[-1][1] == hours[day]:
            lines[-1][0].append(day)
        else:
            lines.append(([day], hours[day]))
    return tuple(PracticeTime(days=_span(days), hours=span) for days, span in lines)


def _span(days: Sequence[str]) -> str:
    first, last = _DAY_NAMES[days[0]], _DAY_NAMES[days[-1]]
    return first if first == last else f"{first}-{last}"
