import json
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from uuid import UUID

import pytest
from django.db import connection

from mpp.applications import events
from mpp.foundation.actor import ANYONE, Actor, system
from mpp.foundation.ids import uuid7
from mpp.foundation.operation import announce, operation
from mpp.foundation.outbox import deliver_batch
from mpp.identity.operations.sign_in import sign_in
from mpp.identity.tests.fakes import siti
from mpp.notifications import listeners, tasks
from mpp.notifications.letters import OFFICE_MAIL_JOB
from mpp.notifications.queries import inbox
from mpp.tenancy.operations.found_agency import AgencyDetails, found_agency
from mpp.tenancy.queries import posts
from mpp.tenancy.rules import AgencyKind
from mpp.tenancy.tests.builders import a_region, an_agency, appointed

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
    region_id: int
    assigned_to: UUID | None = None
    turn_role: str = "verifikator_dinkes"


@dataclass(frozen=True)
class Track:
    case: Case


@pytest.fixture
def region():
    return a_region()


@pytest.fixture
def office(region):
    """The health office of Kota Banjar, with an address for letters."""
    agency_id = uuid7()
    found_agency(
        agency_id=agency_id,
        kind=AgencyKind.DINKES,
        details=AgencyDetails(
            name_id="Dinas Kesehatan Kota Banjar",
            name_en="Health Office of Kota Banjar",
            address="Jalan Contoh No. 1",
            city="Banjar",
            postal_code="46311",
            email="dinkes@banjar.example",
        ),
        actor=system(region.id),
        now=NOON,
    )
    return agency_id


def an_officer_in(region, office, nik, name):
    appointed(region, "verifikator_dinkes", agency_id=office, nik=nik, name=name)
    [post] = [post for post in posts(region.id, on=NOON.date()) if post.role == "verifikator_dinkes"]
    [officer_id] = [holder.officer_id for holder in post.holders if holder.name == name]
    return replace(OFFICER, region_id=region.id, officer_id=officer_id)


@pytest.mark.parametrize("is_taken", [True, False])
def test_a_near_deadline_is_told_to_who_took_the_case_else_to_who_may_take_it(
    is_taken, region, office, monkeypatch, mailer
):
    ujang = an_officer_in(region, office, "3279021408700001", "Ujang Koswara")
    rina = an_officer_in(region, office, "3279025408700002", "Rina Marlina")
    case = Case(region_id=region.id, assigned_to=ujang.officer_id if is_taken else None)
    monkeypatch.setattr(listeners, "track", lambda application_id, *, actor: Track(case))
    event = replace(a_fact(events.DeadlineNear, uuid7()), region_id=region.id)
    happens(application_id=event.application_id, event=event, actor=ujang, now=NOON)
    deliver_batch({events.DeadlineNear: (listeners.tell_office,)}, now=lambda: NOON)
    assert [notice.code for notice in inbox(actor=ujang).notices] == ["deadline_near"]
    assert len(inbox(actor=rina).notices) == (0 if is_taken else 1)
    [given] = jobs_called(OFFICE_MAIL_JOB)
    tasks.send_office_mail(**given)
    [message] = mailer.sent
    assert message.to == "dinkes@banjar.example"
    assert event.reference in message.text
    assert "27 November 2026" in message.text
    assert f"/{region.slug}/petugas/" in message.text


def test_an_office_without_an_address_has_its_inbox(region, mailer):
    tasks.send_office_mail(
        letter_id=str(uuid7()),
        region_id=region.id,
        agency_id=str(an_agency(region)),
        service_slug="sip-perawat",
        reference="3279-SIPPERAWAT-202611-0001A",
        due_on="",
    )
    assert mailer.sent == []


def jobs_called(name):
    with connection.cursor() as cursor:
        cursor.execute("SELECT args::text FROM procrastinate_jobs WHERE task_name = %s", [name])
        return [json.loads(args) for (args,) in cursor.fetchall()]


def test_every_fact_about_a_case_is_told_or_has_a_reason_not_to_be():
    announced = {kind for kind in vars(events).values() if isinstance(kind, type) and kind is not events.CaseEvent}
    kinds = {kind for kind in announced if issubclass(kind, events.CaseEvent)}
    assert kinds - set(listeners.TOLD_TO_APPLICANT) == {events.DeadlineNear, events.ApplicationVerified}
