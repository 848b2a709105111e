"""What the life of a case hears from below: each is one act, and minds nothing of hearing twice."""

from dataclasses import replace
from datetime import datetime, timedelta

from mpp.applications import succession
from mpp.applications.events import ApplicationIssued, ApplicationSubmitted
from mpp.applications.operations._act import NotNow
from mpp.applications.operations.confirm_facts import confirm_facts
from mpp.applications.operations.record_issued import record_issued
from mpp.applications.queries.tracking import track
from mpp.applications.situation import facility_typed
from mpp.applications.tasks import name_place, report_licence
from mpp.documents.events import DocumentIssued, DocumentRevoked
from mpp.evidence.events import FactsConfirmed
from mpp.evidence.queries import facts_of
from mpp.evidence.rules.facts import Key
from mpp.evidence.tasks import pause_s
from mpp.foundation.actor import Actor


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
