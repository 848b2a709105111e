"""The work queue and the search of the desk."""

from datetime import timedelta

import pytest

from mpp.applications.operations.take import take
from mpp.applications.queries import desk
from mpp.applications.queries.desk import search, work_queue
from mpp.applications.tests.builders import (
    ANOTHER_NURSE,
    NOON,
    SERVICE,
    a_draft,
    a_nurse,
    a_submitted_case,
    a_verified_case,
    an_office,
)


@pytest.fixture
def five(office, monkeypatch):
    """Five cases of five nurses, the latest first, on pages of two."""
    monkeypatch.setattr(desk, "PAGE_SIZE", 2)
    filed = [
        a_submitted_case(
            office, a_nurse(office, f"327902570894000{n}", name=f"Perawat {n}"), now=NOON + timedelta(days=n % 3)
        )
        for n in range(1, 6)
    ]
    return sorted(filed, key=lambda receipt: (receipt.due_on, receipt.application_id))


def ids(page):
    return [row.id for row in page.rows]


def test_the_queue_has_the_most_urgent_first_and_can_be_leafed_through_and_back(office, five):
    everything = [receipt.application_id for receipt in five]
    first = work_queue(actor=office.clerk)
    second = work_queue(actor=office.clerk, after=first.after)
    last = work_queue(actor=office.clerk, after=second.after)
    assert [*ids(first), *ids(second), *ids(last)] == everything
    assert (first.before, last.after) == (None, None)

    back = work_queue(actor=office.clerk, before=last.before)
    assert ids(back) == ids(second)
    beginning = work_queue(actor=office.clerk, before=back.before)
    assert (ids(beginning), beginning.before) == (ids(first), None)
    assert ids(work_queue(actor=office.clerk, after=beginning.after)) == ids(second)


def test_my_own_list_is_leafed_through_likewise(office, five):
    for receipt in five[:3]:
        take(application_id=receipt.application_id, version=receipt.version, actor=office.clerk, now=NOON)
    first = work_queue(actor=office.clerk, mine=True)
    second = work_queue(actor=office.clerk, mine=True, after=first.after)
    assert [len(first.rows), len(second.rows)] == [2, 1]
    assert ids(work_queue(actor=office.clerk, mine=True, before=second.before)) == ids(first)


def test_a_queue_is_a_role_s_in_a_region(office, nurse):
    a_verified_case(office, nurse)
    assert len(work_queue(actor=office.health_officer).rows) == 1
    assert work_queue(actor=office.clerk).rows == ()
    assert work_queue(actor=an_office("kabupaten-bangli").health_officer).rows == ()


def found(text, actor, services=(SERVICE,)):
    return ids(desk.QueuePage(search(text, services=services, actor=actor), None, None))


def test_a_case_is_found_by_its_reference_and_by_part_of_the_name(office, nurse):
    receipt = a_submitted_case(office, nurse)
    a_submitted_case(office, a_nurse(office, ANOTHER_NURSE))
    assert found(receipt.reference.lower(), office.clerk) == [receipt.application_id]
    assert found("siti roh", office.clerk) == [receipt.application_id]


@pytest.mark.parametrize("text", ["Ne", "%%%", "___", "\\\\\\", "tidak ada"])
def test_what_matches_nothing_finds_nothing(office, nurse, text):
    a_submitted_case(office, nurse)
    assert found(text, office.clerk) == []


def test_drafts_other_sectors_and_other_regions_are_not_found(office, nurse):
    a_submitted_case(office, nurse)
    a_draft(office, a_nurse(office, ANOTHER_NURSE))
    assert found("Hermawan", office.clerk) == []
    assert found("neneng", office.clerk, services=("ktp-el",)) == []
    assert found("neneng", an_office("kabupaten-bangli").clerk) == []
