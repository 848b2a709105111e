from datetime import UTC, date, datetime

import pytest

from mpp.applications import events, tasks
from mpp.applications.models import Application
from mpp.applications.operations.warn_of_deadlines import warn_of_deadlines
from mpp.foundation.actor import Actor, system
from mpp.foundation.errors import Forbidden
from mpp.foundation.ids import uuid7
from mpp.foundation.outbox import deliver_batch
from mpp.foundation.scope import entered
from mpp.tenancy.tests.builders import a_region, an_agency

pytestmark = pytest.mark.django_db

MONDAY = date(2026, 7, 13)


def a_case(region_id, *, due_on=MONDAY, turn_role="verifikator_dinkes", reference="REF-1"):
    case_id, now = uuid7(), datetime(2026, 7, 6, tzinfo=UTC)
    with entered(system(region_id), operation="tests.make_case"):
        Application.objects.create(
            id=case_id,
            region_id=region_id,
            person_id=uuid7(),
            service_slug="sip-perawat",
            service_version=1,
            variant="first",
            state="submitted",
            turn_role=turn_role,
            reference=reference,
            applicant_name="Siti Aminah",
            due_on=due_on,
            content=b"",
            created_at=now,
            updated_at=now,
        )
    return case_id


def told():
    heard = []

    def hears(*, event: events.DeadlineNear, actor: Actor, now: datetime) -> None:
        heard.append((event.region_id, event.application_id, event.due_on))

    deliver_batch({events.DeadlineNear: (hears,)}, now=lambda: datetime.now(UTC))
    return heard


def test_only_cases_that_wait_for_an_office_and_are_due_that_day_are_told():
    due = a_case(7)
    a_case(7, due_on=date(2026, 7, 14), reference="REF-2")
    a_case(7, turn_role="pemohon", reference="REF-3")
    a_case(7, turn_role="", reference="REF-4")
    a_case(8, reference="REF-5")
    now = datetime(2026, 7, 10, tzinfo=UTC)
    assert warn_of_deadlines(round_id=uuid7(), due_on=MONDAY, actor=system(7), now=now) == 1
    assert told() == [(7, due, MONDAY)]


def test_only_the_automation_warns():
    with pytest.raises(Forbidden):
        warn_of_deadlines(
            round_id=uuid7(),
            due_on=MONDAY,
            actor=Actor(role="pemohon", region_id=7, person_id=uuid7()),
            now=datetime(2026, 7, 10, tzinfo=UTC),
        )


@pytest.mark.parametrize(
    ("slug", "utc_hour", "day", "due"),
    [
        ("kota-banjar", 0, 10, MONDAY),  # Friday 07:02 in Jakarta: what is due on Monday
        ("kota-banjar", 1, 10, None),
        ("kota-banjar", 0, 11, None),  # Saturday
        ("kota-banjar", 0, 9, date(2026, 7, 10)),
        ("kabupaten-asmat", 22, 9, MONDAY),  # Friday 07:02 in Jayapura is Thursday night in UTC
        ("kabupaten-asmat", 0, 10, None),
    ],
)
def test_each_region_is_told_at_its_own_hour_what_is_due_by_its_next_working_day(slug, utc_hour, day, due):
    region = a_region(slug)
    assert tasks.told_today(region.id, datetime(2026, 7, day, utc_hour, 2, tzinfo=UTC)) == due


def test_the_hourly_job_goes_round_all_regions_with_offices():
    region = a_region()
    an_agency(region)
    due = a_case(region.id)
    tasks.warn(timestamp=int(datetime(2026, 7, 10, 0, 2, tzinfo=UTC).timestamp()))
    assert told() == [(region.id, due, MONDAY)]
