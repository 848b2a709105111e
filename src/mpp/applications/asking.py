"""Ask the facility of a case whether its applicant will practise there, and take in what it answers.

Heard from the outbox: each is repeatable, and a case that has moved on is left as it is.
"""

from datetime import datetime
from uuid import UUID, uuid5

from mpp.applications import practice
from mpp.applications.content import Content
from mpp.applications.events import ApplicationIssued, ApplicationRejected, ApplicationSubmitted, ApplicationWithdrawn
from mpp.applications.operations._act import NotNow
from mpp.applications.operations.confirm_facts import confirm_facts
from mpp.applications.operations.return_unconfirmed import return_unconfirmed
from mpp.applications.queries.case import Case
from mpp.applications.queries.tracking import track
from mpp.applications.situation import Reading, place
from mpp.calendars.queries import working_calendar
from mpp.calendars.rules import due_date
from mpp.catalogue.definition import ServiceDefinition
from mpp.catalogue.queries import pinned_offer
from mpp.evidence.rules.facts import Fact, Source
from mpp.facilities.events import PracticeAnswered
from mpp.facilities.operations.ask_practice import ask_practice
from mpp.facilities.operations.mind_requests import lapse_practice
from mpp.facilities.queries import Asked, Subject, is_answered_for, latest_of_case, practice_request
from mpp.facilities.rules import State
from mpp.foundation.actor import Actor
from mpp.foundation.clock import local_date
from mpp.tenancy.queries import region_by_id


def ask_facility(*, event: ApplicationSubmitted, actor: Actor, now: datetime) -> None:
    """Ask the facility, where somebody answers for it and the service wants to know; hears ApplicationSubmitted."""
    case, region = track(event.application_id, actor=actor).case, region_by_id(event.region_id)
    content = case.opened()
    definition = pinned_offer(case.service_slug, case.service_version, case.region_settings).definition
    facility = _facility_to_ask(case, definition, content, now)
    if facility is None or region is None or definition.clock is None:
        return
    today = local_date(now, region.timezone)
    if not is_answered_for(facility[0], actor=actor, on=today):
        return
    request_id = _request_id(case, facility[0])
    if not _take_in(case, practice.asked(str(request_id), at=now), actor=actor, now=now):
        return
    calendar = working_calendar(region.id, region.timezone)
    ask_practice(
        request_id=request_id,
        application_id=case.id,
        person_id=case.person_id,
        facility=facility,
        subject=Subject(
            name=case.applicant_name,
            profession=definition.short.id.removeprefix("SIP "),
            schedule=tuple(content.answers.get("schedule", ())),
        ),
        due_on=due_date(now, working_days=definition.clock.confirmation_days, calendar=calendar),
        today=today,
        actor=actor,
        now=now,
    )


def _facility_to_ask(
    case: Case, definition: ServiceDefinition, content: Content, now: datetime
) -> tuple[str, str] | None:
    """Return (code, name) of the facility whose word is still wanted, None where none is."""
    offer = pinned_offer(case.service_slug, case.service_version, case.region_settings)
    wanted = definition.requirements_for(Reading(offer, content, case.variant, now).form)
    found = place(content)
    is_wanted = any(each.source is Source.STEWARD for each in wanted)
    if not is_wanted or found is None or found.is_own or not found.is_confirmed:
        return None
    if practice.fact_of(content) is not None or content.answers.get(definition.letter):
        return None
    return found.code, found.name


def _request_id(case: Case, code: str) -> UUID:
    """Return the id of the request that belongs to this filing: heard twice, it is one request."""
    return uuid5(case.id, f"{code} {case.submitted_at}")


def take_in_practice(*, event: PracticeAnswered, actor: Actor, now: datetime) -> None:
    """Put into the case what its facility says; what it refuses goes back to the applicant; hears PracticeAnswered."""
    case = track(event.application_id, actor=actor).case
    waiting = practice.fact_of(case.opened())
    if waiting is None or waiting.reference != str(event.request_id):
        # Handed in anew, with another place or other hours: this answer is about what was.
        return
    answer = practice_request(event.request_id, actor=actor)
    if event.state is State.REFUSED:
        _give_back(case, answer, actor=actor, now=now)
    else:
        _take_in(case, _fact(answer, now), actor=actor, now=now)


def stop_asking(
    *, event: ApplicationIssued | ApplicationRejected | ApplicationWithdrawn, actor: Actor, now: datetime
) -> None:
    """Ask no facility any more for the sake of a closed case; hears the end of a case."""
    found = latest_of_case(event.application_id, actor=actor)
    if found is not None and found.state is State.WAITING:
        lapse_practice(request_id=found.id, actor=actor, now=now)


def _fact(answer: Asked, now: datetime) -> Fact:
    at = answer.answered_at or now
    if answer.state is not State.CONFIRMED:
        return practice.said(str(answer.id), at=at)
    return practice.said(
        str(answer.id),
        at=at,
        by=answer.steward,
        facility=answer.facility_name,
        from_on=answer.from_on,
        schedule=answer.subject.schedule,
    )


def _give_back(case: Case, answer: Asked, *, actor: Actor, now: datetime) -> None:
    try:
        return_unconfirmed(
            application_id=case.id,
            fact=_fact(answer, now),
            words=f"{answer.facility_name}: {answer.words}",
            actor=actor,
            now=now,
        )
    except NotNow:
        # Decided, withdrawn or returned meanwhile.
        return


def _take_in(case: Case, fact: Fact, *, actor: Actor, now: datetime) -> bool:
    """Put a fact into the case; return False where it is decided already."""
    try:
        confirm_facts(application_id=case.id, facts=(fact,), actor=actor, now=now)
    except NotNow:
        return False
    return True
