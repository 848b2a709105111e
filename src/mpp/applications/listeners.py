"""What the life of a case hears from below: each is one act, and minds nothing of hearing twice."""

from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from mpp.applications import succession
from mpp.applications.events import (
    ApplicationIssued,
    ApplicationRejected,
    ApplicationSubmitted,
    ApplicationWithdrawn,
)
from mpp.applications.operations._act import NotNow
from mpp.applications.operations.confirm_facts import confirm_facts
from mpp.applications.operations.record_issued import record_issued
from mpp.applications.queries.case import ApplicationNotFound
from mpp.applications.queries.tracking import own_cases, track
from mpp.applications.rules import WITH_OFFICE, State
from mpp.applications.situation import facility_typed
from mpp.applications.tasks import name_place, report_licence
from mpp.documents.events import DocumentIssued, DocumentRevoked
from mpp.evidence.events import FactsConfirmed
from mpp.evidence.queries import facts_of
from mpp.evidence.rules.facts import Key
from mpp.evidence.tasks import pause_s
from mpp.foundation.actor import Actor
from mpp.identity.events import PersonStopped
from mpp.uploads import wired as uploads
from mpp.uploads.events import UploadChecked
from mpp.uploads.operations.rest_on import hold, release
from mpp.uploads.queries import of_case

#: More cases than anybody has.
MOST_CASES = 500


def decide_issued(*, event: DocumentIssued, actor: Actor, now: datetime) -> None:
    """Close the case whose letter is signed and recorded."""
    record_issued(
        application_id=event.application_id,
        number=event.number,
        actor=actor,
        now=now,
        key=f"document-{event.document_id}",
    )


def take_in_facts(*, event: FactsConfirmed, actor: Actor, now: datetime) -> None:
    """Put into the case what its sources have answered since; a case decided meanwhile keeps what it was decided on."""
    keys = [Key(code) for code in event.keys]
    facts = facts_of(event.person_id, keys, actor=replace(actor, person_id=event.person_id))
    try:
        confirm_facts(application_id=event.case_id, facts=facts, actor=actor, now=now)
    except NotNow:
        return


def flag_cases(*, event: PersonStopped, actor: Actor, now: datetime) -> None:
    """Put before the officers of every undecided case that the registry no longer lets its applicant act.

    The case stays as it is: what becomes of it is for the office to decide.
    """
    person = replace(actor, person_id=event.person_id)
    facts = facts_of(event.person_id, [Key.PERSON_STATUS], actor=person)
    for case in own_cases(actor=person, limit=MOST_CASES):
        if case.state in WITH_OFFICE | {State.RETURNED}:
            with suppress(NotNow):
                confirm_facts(
                    application_id=case.application_id, facts=facts, actor=actor.acting_in(case.region_id), now=now
                )


def take_in_document(*, event: UploadChecked, actor: Actor, now: datetime) -> None:
    """Let the cases that rest on a document know that it has been examined; hears UploadChecked."""
    for application_id in event.application_ids:
        _count_open_again(application_id, actor, now)


def keep_documents(*, event: ApplicationSubmitted, actor: Actor, now: datetime) -> None:
    """Keep what the case rests on for as long as it is decided; hears ApplicationSubmitted."""
    if of_case(event.application_id, holder=event.person_id, actor=actor):
        holder = replace(actor, person_id=event.person_id)
        hold(person_id=event.person_id, application_id=event.application_id, actor=holder, now=now)
        # A document may have been examined while the case was being handed in.
        _count_open_again(event.application_id, actor, now)


def release_documents(
    *, event: ApplicationIssued | ApplicationRejected | ApplicationWithdrawn, actor: Actor, now: datetime
) -> None:
    """Keep what a closed case rested on for as long as its archive asks, and no longer; hears the end of a case."""
    if of_case(event.application_id, holder=event.person_id, actor=actor):
        keep = uploads.retention()
        kept_for = keep.withdrawn if isinstance(event, ApplicationWithdrawn) else keep.decided
        holder = replace(actor, person_id=event.person_id)
        release(
            person_id=event.person_id,
            application_id=event.application_id,
            keep_until=(now + kept_for).date(),
            actor=holder,
            now=now,
        )


def _count_open_again(application_id: UUID, actor: Actor, now: datetime) -> None:
    try:
        confirm_facts(application_id=application_id, facts=(), actor=actor, now=now)
    except (NotNow, ApplicationNotFound):
        # A draft counts when it is handed in; what is decided stays as it was.
        return


def look_up_place(*, event: ApplicationSubmitted, actor: Actor, now: datetime) -> None:
    """Let the worker find out which facility an applicant has typed; hears ApplicationSubmitted."""
    content = track(event.application_id, actor=actor).case.opened()
    if facility_typed(content):
        name_place.configure(schedule_at=now + timedelta(seconds=pause_s(0))).defer(
            region_id=event.region_id, application_id=str(event.application_id)
        )


def end_what_it_replaces(*, event: ApplicationIssued, actor: Actor, now: datetime) -> None:
    """Let the licence end that a renewal or move replaces, and have the register told; hears ApplicationIssued."""
    case = track(event.application_id, actor=actor).case
    earlier = succession.end_earlier_licence(case, now=now)
    if earlier is not None:
        report_licence.defer(region_id=earlier.region_id, application_id=str(earlier.id))


def report(*, event: ApplicationIssued | DocumentRevoked, actor: Actor, now: datetime) -> None:
    """Have the workforce register told how a licence stands; hears ApplicationIssued and DocumentRevoked."""
    report_licence.defer(region_id=event.region_id, application_id=str(event.application_id))
