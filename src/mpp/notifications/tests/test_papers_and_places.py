"""Who is told about documents that will not do, and about who will practise at a facility; who is not."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

import pytest

from mpp.applications.tests.builders import ANOTHER_NURSE, HOSPITAL, NOON, a_draft, a_nurse, a_submitted_case, an_office
from mpp.facilities.events import PracticeAnswered, PracticeAsked, PracticeReminded, StewardshipLaidDown
from mpp.facilities.operations.answer_practice import confirm_practice, refuse_practice
from mpp.facilities.operations.mind_requests import mind_requests
from mpp.facilities.operations.name_steward import lay_down_stewardship
from mpp.facilities.queries import own_stewardships
from mpp.facilities.tests.builders import a_question, a_steward, named
from mpp.foundation.actor import Actor, system
from mpp.foundation.cipher import blind_index
from mpp.foundation.clock import utc_now
from mpp.foundation.ids import uuid7
from mpp.foundation.operation import announce, operation
from mpp.foundation.outbox import deliver_batch
from mpp.notifications.listeners import tell_of_document, tell_of_practice, tell_of_steward, tell_steward
from mpp.notifications.queries import inbox
from mpp.tenancy.queries import capacities_of
from mpp.tenancy.tests.builders import an_admin, appointed
from mpp.uploads.events import UploadChecked

pytestmark = pytest.mark.django_db
ADMIN_NIK = "3279010101900099"
RSUD = (HOSPITAL, "RSUD Contoh")
HEARD = {
    UploadChecked: (tell_of_document,),
    PracticeAsked: (tell_steward,),
    PracticeReminded: (tell_steward,),
    PracticeAnswered: (tell_of_practice,),
    StewardshipLaidDown: (tell_of_steward,),
}


@pytest.fixture
def office():
    return an_office()


@pytest.fixture
def nurse(office):
    return a_nurse(office)


@pytest.fixture
def steward(office):
    return a_steward(office.region, RSUD)


@operation("tests.examined", by={"sistem"}, on="upload_id")
def examined(*, upload_id: UUID, event: UploadChecked, actor: Actor, now: datetime) -> None:
    announce(event)


def told(person: Actor) -> list[str]:
    """Let everybody hear what has happened; return what this person is told of, the latest first."""
    while deliver_batch(HEARD, now=lambda: NOON):
        pass
    return [notice.code for notice in inbox(actor=person).notices]


def is_examined(office, nurse, *cases, is_clean):
    event = UploadChecked(
        region_id=office.region.id,
        upload_id=uuid7(),
        person_id=nurse.person_id,
        is_clean=is_clean,
        application_ids=cases,
    )
    examined(upload_id=event.upload_id, event=event, actor=system(office.region.id), now=NOON)


def test_the_holder_is_told_of_a_document_that_will_not_do_once_for_each_case_handed_in_with_it(office, nurse):
    case = a_submitted_case(office, nurse)
    draft = a_draft(office, nurse, facility="327909900")
    is_examined(office, nurse, case.application_id, draft.id, uuid7(), is_clean=False)
    assert told(nurse) == ["document_refused"], "of a draft its own page asks again"
    [notice] = inbox(actor=nurse).notices
    assert (notice.application_id, notice.reference) == (case.application_id, case.reference)


def test_of_a_document_that_is_in_order_nobody_is_told(office, nurse):
    case = a_submitted_case(office, nurse)
    is_examined(office, nurse, case.application_id, is_clean=True)
    assert told(nurse) == []


def test_a_steward_is_told_when_somebody_wants_to_practise_and_is_reminded_once_of_all_that_waits(
    office, nurse, steward
):
    other = a_nurse(office, ANOTHER_NURSE)
    for each in (nurse, other):
        a_question(office.region, RSUD, about=each, application_id=uuid7())
    assert told(steward) == ["practice_asked"] * 2
    for _ in range(2):
        mind_requests(round_id=uuid7(), today=utc_now().date(), actor=system(office.region.id), now=NOON)
    assert told(steward) == ["practice_reminded", "practice_asked", "practice_asked"]
    assert told(nurse) == []


@pytest.mark.parametrize("is_confirmed", [True, False])
def test_the_applicant_is_told_of_a_confirmation_here_and_of_a_refusal_with_the_returned_application(
    office, nurse, steward, is_confirmed
):
    case = a_submitted_case(office, nurse, facility=HOSPITAL)
    request_id = a_question(office.region, RSUD, about=nurse, application_id=case.application_id)
    today = utc_now().date()
    if is_confirmed:
        confirm_practice(
            round_id=uuid7(), request_ids=[request_id], from_on=today, today=today, actor=steward, now=NOON
        )
    else:
        refuse_practice(request_id=request_id, words="Belum ada kontrak.", today=today, actor=steward, now=NOON)
    assert told(nurse) == (["practice_confirmed"] if is_confirmed else [])


@pytest.fixture
def admin(office):
    """The administrator of the region, in office."""
    appointed(office.region, "admin_daerah", nik=ADMIN_NIK, name="Yayan")
    [post] = capacities_of(blind_index(ADMIN_NIK), at=NOON)
    return replace(an_admin(office.region), officer_id=post.officer_id)


def lays_down(steward):
    [(held, _)] = own_stewardships(actor=steward)
    lay_down_stewardship(steward_id=held.id, today=NOON.date(), actor=steward, now=NOON)


def test_the_administrator_is_told_when_nobody_answers_for_a_facility_any_more(steward, admin):
    lays_down(steward)
    assert told(admin) == ["steward_left"]
    [notice] = inbox(actor=admin).notices
    assert notice.reference == "RSUD Contoh"
    assert told(steward) == []


def test_nobody_is_told_while_a_colleague_still_answers_for_it(office, steward, admin):
    named(office.region, RSUD, nik="3279011505800008", name="Wawan")
    lays_down(steward)
    assert told(admin) == []
