"""What an issued licence does to the one it replaces, and what the workforce register is told about either.

Plain functions over operations and queries; listeners and jobs call them.
"""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from mpp.applications.content import Content
from mpp.applications.operations.give_up_place import give_up_place
from mpp.applications.queries.case import ApplicationNotFound, Case
from mpp.applications.queries.tracking import track
from mpp.applications.situation import licences, place, registration
from mpp.catalogue.queries import service_version
from mpp.documents.operations.end import NotInForce, supersede
from mpp.documents.queries import document, document_of, issued_under
from mpp.evidence.ports import LicenceReport
from mpp.evidence.rules.eligibility import Request
from mpp.evidence.rules.values import LicenceStatus
from mpp.evidence.sources import sources_of
from mpp.foundation.actor import system
from mpp.identity.queries import profile
from mpp.tenancy.queries import region_by_id, region_by_slug, regions


def end_earlier_licence(case: Case, *, now: datetime) -> Case | None:
    """End the licence that an issued renewal or move replaces, and return the case it came from.

    None where nothing ended: a first licence, a licence that was not issued here, or one that has ended already
    """
    if case.variant == Request.FIRST:
        return None
    earlier = _earlier_case(case)
    if earlier is None:
        return None
    actor = system(earlier.region_id)
    try:
        supersede(document_id=document_of(earlier.id, actor=actor).id, actor=actor, now=now)
    except NotInForce:
        return None
    if case.variant == Request.MOVE:
        holder = replace(system(case.region_id), person_id=case.person_id)
        give_up_place(person_id=case.person_id, earlier_application_id=earlier.id, actor=holder, now=now)
    return earlier


def _earlier_case(case: Case) -> Case | None:
    """Return the case behind the licence that the applicant named, if it is a licence of ours and his own."""
    content = case.opened()
    number = str(content.answers.get("replaced_number", ""))
    region_id = _issuing_region(content, number) or case.region_id
    document_id = issued_under(number, region_id=region_id)
    if document_id is None:
        return None
    actor = system(region_id)
    try:
        earlier = track(document(document_id, actor=actor).application_id, actor=actor).case
    except ApplicationNotFound:
        # Issued for another system's case.
        return None
    is_his = earlier.person_id == case.person_id and earlier.service_slug == case.service_slug
    return earlier if is_his and earlier.id != case.id else None


def _issuing_region(content: Content, number: str) -> int | None:
    """Return which region issued the licence by what the workforce register says; None where it does not know it."""
    code = next((licence.region_code for licence in licences(content) if licence.number == number), "")
    place = next((region for region in regions() if region.code == code), None)
    tenant = region_by_slug(place.tenant_slug) if place else None
    return tenant.id if tenant else None


def report_licence(application_id: UUID, *, region_id: int) -> None:
    """Tell the workforce register how the licence of a case stands now.

    Refuses: Unavailable, while the register does not answer
    """
    actor = system(region_id)
    case, letter = track(application_id, actor=actor).case, document_of(application_id, actor=actor)
    content, region = case.opened(), region_by_id(region_id)
    definition = service_version(case.service_slug, case.service_version)
    held, found = registration(definition, content, on=letter.issued_on), place(content)
    if region is None or held is None or found is None or letter.valid_until is None:
        raise LookupError(f"case {case.id} was decided without region, registration, place or term")
    known = profile(actor=replace(actor, person_id=case.person_id))
    sources_of(region_id).workforce.report(
        LicenceReport(
            reference=f"{letter.id}-{letter.state}",
            nik=known.nik,
            number=letter.number,
            profession=definition.profession,
            registration_number=held.number,
            # An own practice has no code that the register would know.
            place_code="" if found.is_own else found.code,
            place_name=found.name,
            region_code=region.code,
            status=LicenceStatus(letter.state),
            issued_on=letter.issued_on,
            valid_until=letter.valid_until,
        )
    )
