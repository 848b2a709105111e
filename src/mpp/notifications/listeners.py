"""What notifications hear: facts about cases, told to whom they concern. Each minds nothing of hearing twice."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from procrastinate.contrib.django import app as jobs

from mpp.applications.events import (
    ApplicationApproved,
    ApplicationIssued,
    ApplicationRecommended,
    ApplicationRejected,
    ApplicationReturned,
    ApplicationSubmitted,
    ApplicationWithdrawn,
    CaseEvent,
    DeadlineNear,
    DraftEnds,
)
from mpp.applications.queries.case import ApplicationNotFound, Case
from mpp.applications.queries.tracking import track
from mpp.applications.rules import WITH_OFFICE
from mpp.evidence.events import SourceNeedsCare
from mpp.evidence.rules.facts import Source
from mpp.evidence.words import SOURCE_NAMES
from mpp.facilities import queries as facilities
from mpp.facilities.events import PracticeAnswered, PracticeAsked, PracticeReminded, StewardshipLaidDown
from mpp.facilities.rules import State as Practice
from mpp.foundation.actor import NATIONAL, Actor
from mpp.foundation.clock import local_date
from mpp.foundation.ids import uuid7
from mpp.foundation.outbox import fact_id
from mpp.identity.events import (
    ClosingAsked,
    ClosingCalledOff,
    ContactChanged,
    FactorChanged,
    ReleaseChanged,
    SessionElsewhere,
    SignedInFromNewDevice,
)
from mpp.mandates.events import (
    ApplicationPrepared,
    MandateConfirmed,
    MandateEnded,
    MandateEvent,
    MandateOffered,
    MandateProven,
    MandateUsed,
)
from mpp.mandates.queries import followers
from mpp.notifications.letters import FAREWELL_JOB, INVITATION_JOB, OFFICE_MAIL_JOB
from mpp.notifications.operations.notify_officer import notify_officer
from mpp.notifications.operations.notify_person import About, notify_person
from mpp.privacy.events import DataCopyReady, DataRequestAnswered, DataRequestMade, DataRequestNear, RequestEvent
from mpp.privacy.rules import request_number
from mpp.tenancy.events import OfficerInvited, PlhNamed, PlhRecalled
from mpp.tenancy.queries import NATIONAL_ZONE, Post, colleagues, posts, region_by_id
from mpp.uploads.events import UploadChecked

#: What the applicant is told of. That the licensing office found it complete is a step of the office, not news.
TOLD_TO_APPLICANT: dict[type[CaseEvent], str] = {
    ApplicationSubmitted: "submitted",
    ApplicationReturned: "returned",
    ApplicationRecommended: "recommended",
    ApplicationApproved: "approved",
    ApplicationIssued: "issued",
    ApplicationRejected: "rejected",
    ApplicationWithdrawn: "withdrawn",
    DraftEnds: "draft_ends",
}


#: As long as `models.PersonNotice.detail`.
LONGEST_DETAIL = 120


def tell_applicant(*, event: CaseEvent, actor: Actor, now: datetime) -> None:
    """Tell the applicant what happened with the own case, and whoever may follow it by a mandate."""
    about = _about(event)
    by = replace(about, detail=event.by_agent[:LONGEST_DETAIL])
    _tell_person(event.person_id, TOLD_TO_APPLICANT[type(event)], by, actor, now)
    region = region_by_id(event.region_id)
    today = local_date(now, region.timezone if region else NATIONAL_ZONE)
    principal = replace(actor, person_id=event.person_id)
    for agent_id in followers(service=event.service_slug, actor=principal, on=today):
        _tell_person(agent_id, "news_for_another", replace(about, application_id=None), actor, now)


def tell_of_new_device(*, event: SignedInFromNewDevice, actor: Actor, now: datetime) -> None:
    """Tell a person that the account was used from a browser not seen before."""
    _tell_about_account("new_device", event.device, event.person_id, actor, now)


def tell_of_factor(*, event: FactorChanged, actor: Actor, now: datetime) -> None:
    """Tell a person that what protects the account has changed."""
    _tell_about_account(f"factor_{event.change}", event.kind, event.person_id, actor, now)


def tell_of_contact(*, event: ContactChanged, actor: Actor, now: datetime) -> None:
    """Tell a person that he is reached elsewhere from now on: in the inbox, at the new address, and at the former."""
    _tell_about_account("contact_changed", f"address-{event.kind}", event.person_id, actor, now)
    jobs.configure_task(FAREWELL_JOB, queue="mail").defer(
        person_id=str(event.person_id), kind=event.kind, fact_id=str(fact_id())
    )


def tell_of_closing(*, event: ClosingAsked | ClosingCalledOff, actor: Actor, now: datetime) -> None:
    """Tell a person that the account is about to be closed, or stays."""
    code, about = "closing_called_off", About(region_id=NATIONAL)
    if isinstance(event, ClosingAsked):
        code, about = "closing_asked", replace(about, due_on=local_date(event.closing_at, NATIONAL_ZONE))
    _tell_person(event.person_id, code, about, actor, now)


def tell_of_release(*, event: ReleaseChanged, actor: Actor, now: datetime) -> None:
    """Tell a person that what the identity provider releases is kept again, or is gone."""
    code = "release_agreed" if event.may_keep else "release_withdrawn"
    _tell_person(event.person_id, code, About(region_id=NATIONAL), actor, now)


def tell_of_session_elsewhere(*, event: SessionElsewhere, actor: Actor, now: datetime) -> None:
    """Tell a person, once for each other browser, that the own session was tried there."""
    _tell_about_account("session_elsewhere", event.device, event.person_id, actor, now, fact=event.attempt_id)


def _tell_about_account(
    code: str, detail: str, person_id: UUID, actor: Actor, now: datetime, *, fact: UUID | None = None
) -> None:
    notify_person(
        notice_id=uuid7(),
        person_id=person_id,
        fact_id=fact or fact_id(),
        code=code,
        about=About(region_id=NATIONAL, detail=detail),
        actor=replace(actor, region_id=NATIONAL, person_id=person_id),
        now=now,
    )


def send_invitation(*, event: OfficerInvited, actor: Actor, now: datetime) -> None:
    """Let the link to a post go out."""
    jobs.configure_task(INVITATION_JOB, queue="mail").defer(invitation_id=str(event.invitation_id))


def tell_of_plh(*, event: PlhNamed, actor: Actor, now: datetime) -> None:
    """Tell whoever will stand in for a head, and the administrators of the region."""
    about = About(region_id=event.region_id, due_on=event.starts_on)
    _tell_officer(event.officer_id, "plh_named", about, actor, now)
    for officer_id in _holders(event.region_id, {"admin_daerah"}, now) - {event.officer_id}:
        _tell_officer(officer_id, "post_passed_on", about, actor, now)


def tell_of_recall(*, event: PlhRecalled, actor: Actor, now: datetime) -> None:
    """Tell whoever stands in no longer."""
    _tell_officer(event.officer_id, "plh_recalled", About(region_id=event.region_id), actor, now)


def tell_office(*, event: DeadlineNear, actor: Actor, now: datetime) -> None:
    """Tell whoever has the case on the table, the officer who took it, else all who may; and write to the office."""
    case = track(event.application_id, actor=actor).case
    waiting = _posts_it_waits_for(case, now)
    holders = {holder.officer_id for post in waiting for holder in post.holders}
    for officer_id in {case.assigned_to} if case.assigned_to else holders:
        _tell_officer(officer_id, "deadline_near", _about(event), actor, now)
    for agency_id in {post.agency_id for post in waiting if post.agency_id}:
        jobs.configure_task(OFFICE_MAIL_JOB, queue="mail").defer(
            letter_id=str(fact_id()),
            region_id=event.region_id,
            agency_id=str(agency_id),
            service_slug=event.service_slug,
            reference=event.reference,
            due_on=event.due_on.isoformat() if event.due_on else "",
        )


#: What the two parties of a mandate are told of.
TOLD_OF_MANDATES: dict[type[MandateEvent], str] = {
    MandateOffered: "mandate_offered",
    MandateConfirmed: "mandate_confirmed",
    MandateEnded: "mandate_ended",
    ApplicationPrepared: "prepared",
    MandateProven: "mandate_proven",
    MandateUsed: "mandate_used",
}


def tell_of_mandate(*, event: MandateEvent, actor: Actor, now: datetime) -> None:
    """Tell one party what the other has done."""
    _tell_person(event.person_id, TOLD_OF_MANDATES[type(event)], About(region_id=NATIONAL), actor, now)


def tell_of_document(*, event: UploadChecked, actor: Actor, now: datetime) -> None:
    """Tell the holder that a document of a case that has been handed in will not do."""
    if event.is_clean:
        return
    for application_id in event.application_ids:
        try:
            case = track(application_id, actor=actor).case
        except ApplicationNotFound:
            continue
        if case.state not in WITH_OFFICE:
            # Of a draft its own page asks again.
            continue
        about = About(
            region_id=case.region_id, application_id=case.id, service_slug=case.service_slug, reference=case.reference
        )
        _tell_person(event.person_id, "document_refused", about, actor, now)


def tell_steward(*, event: PracticeAsked | PracticeReminded, actor: Actor, now: datetime) -> None:
    """Tell who answers for a facility that somebody waits for his word."""
    code = "practice_asked" if isinstance(event, PracticeAsked) else "practice_reminded"
    _tell_person(event.person_id, code, About(region_id=event.region_id), actor, now)


def tell_of_steward(*, event: StewardshipLaidDown, actor: Actor, now: datetime) -> None:
    """Tell the administrators of the region that a facility has to name somebody else; nobody else answers for it."""
    left = facilities.steward(event.steward_id, actor=actor)
    region = region_by_id(event.region_id)
    today = local_date(now, region.timezone if region else NATIONAL_ZONE)
    if facilities.is_answered_for(left.facility_code, actor=actor, on=today):
        return
    about = About(region_id=event.region_id, reference=left.facility_name)
    for officer_id in _holders(event.region_id, {"admin_daerah"}, now):
        _tell_officer(officer_id, "steward_left", about, actor, now)


def tell_of_practice(*, event: PracticeAnswered, actor: Actor, now: datetime) -> None:
    """Tell the applicant that the facility has confirmed; a refusal is told with the returned application."""
    if event.state is not Practice.CONFIRMED:
        return
    case = track(event.application_id, actor=actor).case
    about = About(
        region_id=case.region_id, application_id=case.id, service_slug=case.service_slug, reference=case.reference
    )
    _tell_person(event.person_id, "practice_confirmed", about, actor, now)


def tell_of_copy(*, event: DataCopyReady, actor: Actor, now: datetime) -> None:
    """Tell a person that the copy of the own data lies ready."""
    _tell_person(event.person_id, "copy_ready", About(region_id=NATIONAL, due_on=event.expires_on), actor, now)


def tell_of_answer(*, event: DataRequestAnswered, actor: Actor, now: datetime) -> None:
    """Tell a person that the request about the own data is answered."""
    _tell_person(event.person_id, "request_answered", _about_request(event), actor, now)


def tell_who_answers(*, event: DataRequestMade | DataRequestNear, actor: Actor, now: datetime) -> None:
    """Tell the administrators who answer for personal data, and the head of the licensing office when time is up."""
    is_over = isinstance(event, DataRequestNear) and event.due_at <= now
    code = "request_made" if isinstance(event, DataRequestMade) else "request_near"
    for officer_id in _answering(event.region_id, is_over=is_over, now=now):
        _tell_officer(officer_id, code, _about_request(event), actor, now)


def tell_of_source(*, event: SourceNeedsCare, actor: Actor, now: datetime) -> None:
    """Tell the administrators whose agreement it is that a source will soon fail."""
    role = "admin_nasional" if event.region_id == NATIONAL else "admin_daerah"
    about = About(region_id=event.region_id, reference=str(SOURCE_NAMES[Source(event.source)]), due_on=event.until)
    for officer_id in _holders(event.region_id, {role}, now):
        _tell_officer(officer_id, f"source_{event.trouble}", about, actor, now)


def _answering(region_id: int, *, is_over: bool, now: datetime) -> set[UUID]:
    if region_id == NATIONAL:
        return _holders(NATIONAL, {"admin_nasional"}, now)
    return _holders(region_id, {"admin_daerah", "kepala_dpmptsp"} if is_over else {"admin_daerah"}, now)


def _holders(region_id: int, roles: Collection[str], now: datetime) -> set[UUID]:
    """Return the officers who hold one of these posts of a region, or of the nation, today."""
    region = region_by_id(region_id)
    today = local_date(now, region.timezone if region else NATIONAL_ZONE)
    return {officer_id for role in roles for officer_id in colleagues(region_id, role, on=today)}


def _tell_officer(officer_id: UUID, code: str, about: About, actor: Actor, now: datetime) -> None:
    notify_officer(
        notice_id=uuid7(),
        officer_id=officer_id,
        fact_id=fact_id(),
        code=code,
        about=about,
        actor=actor,
        now=now,
    )


def _about_request(event: RequestEvent) -> About:
    return About(region_id=event.region_id, reference=request_number(event.request_id.hex))


def _tell_person(person_id: UUID, code: str, about: About, actor: Actor, now: datetime) -> None:
    notify_person(
        notice_id=uuid7(),
        person_id=person_id,
        fact_id=fact_id(),
        code=code,
        about=about,
        actor=replace(actor, person_id=person_id),
        now=now,
    )


def _posts_it_waits_for(case: Case, now: datetime) -> list[Post]:
    region = region_by_id(case.region_id)
    today = local_date(now, region.timezone if region else NATIONAL_ZONE)
    return [post for post in posts(case.region_id, on=today) if post.role == case.turn_role]


def _about(event: CaseEvent) -> About:
    return About(
        region_id=event.region_id,
        application_id=event.application_id,
        service_slug=event.service_slug,
        reference=event.reference,
        due_on=event.due_on,
    )
