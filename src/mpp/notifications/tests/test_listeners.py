from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from mpp.applications import events
from mpp.foundation.actor import ANYONE, Actor
from mpp.foundation.ids import uuid7
from mpp.foundation.operation import announce, operation
from mpp.foundation.outbox import deliver_batch
from mpp.identity.operations.sign_in import sign_in
from mpp.identity.tests.fakes import siti
from mpp.notifications import listeners
from mpp.notifications.queries import inbox

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("posts")]

NOON = datetime(2026, 11, 20, 5, tzinfo=UTC)
OFFICER = Actor(role="verifikator_dinkes", region_id=7, person_id=uuid7(), account_id=uuid7(), officer_id=uuid7())


@operation("tests.happens", by={"verifikator_dinkes"}, on="application_id")
def happens(*, application_id: UUID, event: events.CaseEvent, actor: Actor, now: datetime) -> None:
    announce(event)


def a_fact(kind, person_id):
    return kind(
        region_id=7,
        application_id=uuid7(),
        person_id=person_id,
        service_slug="sip-perawat",
        reference="3279-SIPPERAWAT-202611-0001A",
        due_on=date(2026, 11, 27),
    )


@pytest.fixture
def citizen():
    begun = sign_in(proven=siti(), language="id", actor=ANYONE, now=NOON)
    return replace(ANYONE, role="pemohon", person_id=begun.person_id, account_id=begun.account_id)


@pytest.mark.parametrize(("kind", "code"), listeners.TOLD_TO_APPLICANT.items())
def test_the_applicant_is_told_of_each_step_once(kind, code, citizen):
    event = a_fact(kind, citizen.person_id)
    happens(application_id=event.application_id, event=event, actor=OFFICER, now=NOON)
    happens(application_id=event.application_id, event=event, actor=OFFICER, now=NOON)
    assert deliver_batch({kind: (listeners.tell_applicant,)}, now=lambda: NOON) == 2
    notices = inbox(actor=citizen).notices
    assert [notice.code for notice in notices] == [code, code]
    assert notices[0].application_id == event.application_id


@dataclass(frozen=True)
class Case:
    region_id: int = 7
    assigned_to: UUID | None = None
    turn_role: str = "verifikator_dinkes"


@dataclass(frozen=True)
class Post:
    role: str
    holders: tuple


@dataclass(frozen=True)
class Holder:
    officer_id: UUID


@pytest.mark.parametrize("is_taken", [True, False])
def test_a_near_deadline_is_told_to_who_took_the_case_else_to_who_may_take_it(is_taken, monkeypatch):
    case = Case(assigned_to=OFFICER.officer_id if is_taken else None)
    other = replace(OFFICER, officer_id=uuid7())
    held = (
        Post("verifikator_dinkes", (Holder(OFFICER.officer_id), Holder(other.officer_id))),
        Post("kepala_dinkes", ()),
    )
    monkeypatch.setattr(listeners, "track", lambda application_id, *, actor: type("Track", (), {"case": case}))
    monkeypatch.setattr(listeners, "posts", lambda region_id, *, on: held)
    event = a_fact(events.DeadlineNear, uuid7())
    happens(application_id=event.application_id, event=event, actor=OFFICER, now=NOON)
    deliver_batch({events.DeadlineNear: (listeners.tell_office,)}, now=lambda: NOON)
    assert [notice.code for notice in inbox(actor=OFFICER).notices] == ["deadline_near"]
    assert len(inbox(actor=other).notices) == (0 if is_taken else 1)


def test_every_fact_about_a_case_is_told_or_has_a_reason_not_to_be():
    kinds = set(events.CaseEvent.__subclasses__())
    assert kinds - set(listeners.TOLD_TO_APPLICANT) == {events.DeadlineNear, events.ApplicationVerified}
