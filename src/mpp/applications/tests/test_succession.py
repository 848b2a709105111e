"""An issued renewal or move ends the licence before it, and the workforce register is told of both."""

from datetime import timedelta

import pytest
from procrastinate.contrib.django import app as jobs
from procrastinate.testing import InMemoryConnector

from mpp.applications import succession
from mpp.applications.events import ApplicationIssued
from mpp.applications.listeners import end_what_it_replaces, report
from mpp.applications.tasks import Duty, report_licence
from mpp.applications.tests.builders import (
    ANOTHER_NURSE,
    CLINIC,
    HOSPITAL,
    NOON,
    NURSE,
    a_nurse,
    a_submitted_case,
    an_issued_case,
    an_office,
    the_case,
)
from mpp.documents.queries import document_of
from mpp.documents.rules import State
from mpp.evidence.rules.values import ExistingLicence, LicenceStatus
from mpp.foundation.actor import system
from mpp.foundation.errors import Unavailable
from mpp.foundation.outbox import deliver_batch

LATER = NOON + timedelta(hours=1)


@pytest.fixture
def queue():
    """The jobs, kept in memory."""
    connector = InMemoryConnector()
    with jobs.replace_connector(connector):
        yield connector


def heard(*listeners):
    deliver_batch({ApplicationIssued: listeners}, now=lambda: LATER)


def letter(office, application_id):
    return document_of(application_id, actor=system(office.region.id))


def told(queue):
    return [job["args"]["application_id"] for job in queue.jobs.values() if job["task_name"].endswith("report_licence")]


def test_a_renewal_supersedes_the_licence_it_names(office, nurse, queue):
    first = an_issued_case(office, nurse)
    number = letter(office, first).number
    heard()
    second = an_issued_case(office, nurse, variant="renewal", replaced_number=number.lower(), now=LATER)
    heard(end_what_it_replaces)
    assert letter(office, first).state is State.SUPERSEDED
    assert letter(office, second).state is State.ACTIVE
    assert told(queue) == [str(first)]


def test_a_move_also_frees_the_place_it_leaves(office, nurse, queue):
    first = an_issued_case(office, nurse)
    an_issued_case(
        office, nurse, variant="move", facility=HOSPITAL, replaced_number=letter(office, first).number, now=LATER
    )
    heard(end_what_it_replaces)
    assert letter(office, first).state is State.SUPERSEDED
    # The clinic takes a new application again.
    assert a_submitted_case(office, nurse, now=LATER)


def test_a_move_may_come_from_another_region_that_the_register_names(office, nurse, queue):
    elsewhere = an_office("kabupaten-bangli", registries=office.registries)
    first = an_issued_case(elsewhere, nurse.acting_in(elsewhere.region.id))
    licence = ExistingLicence(
        number=letter(elsewhere, first).number,
        profession="perawat",
        place_code=CLINIC,
        place_name="Klinik Pratama Melati",
        region_code=elsewhere.region.code,
        status=LicenceStatus.ACTIVE,
    )
    office.registries.workforce.held[NURSE] = (licence,)
    an_issued_case(office, nurse, variant="move", facility=HOSPITAL, replaced_number=licence.number, now=LATER)
    heard(end_what_it_replaces)
    assert letter(elsewhere, first).state is State.SUPERSEDED


def test_nobody_ends_another_s_licence_by_naming_its_number(office, nurse, queue):
    hers = an_issued_case(office, nurse)
    his = a_nurse(office, ANOTHER_NURSE)
    an_issued_case(office, his, variant="renewal", replaced_number=letter(office, hers).number, now=LATER)
    heard(end_what_it_replaces)
    assert letter(office, hers).state is State.ACTIVE
    assert told(queue) == []


@pytest.mark.parametrize(("variant", "number"), [("first", ""), ("renewal", "440/001/SIP/LAMA/2021")])
def test_where_there_is_no_licence_of_ours_before_nothing_ends(office, nurse, queue, variant, number):
    an_issued_case(office, nurse, variant=variant, replaced_number=number)
    heard(end_what_it_replaces)
    assert told(queue) == []


def test_heard_twice_it_ends_once(office, nurse):
    first = an_issued_case(office, nurse)
    second = an_issued_case(office, nurse, variant="renewal", replaced_number=letter(office, first).number, now=LATER)
    case = the_case(second, region_id=office.region.id).case
    assert succession.end_earlier_licence(case, now=LATER).id == first
    assert succession.end_earlier_licence(case, now=LATER) is None


def test_the_register_is_told_of_a_licence_once_for_each_of_its_states(office, nurse, queue):
    application_id = an_issued_case(office, nurse)
    heard(report)
    assert told(queue) == [str(application_id)]
    for _ in range(2):
        report_licence(region_id=office.region.id, application_id=str(application_id))
    [sent] = office.registries.workforce.reports.values()
    issued = letter(office, application_id)
    assert (sent.nik, sent.number, sent.profession) == (NURSE, issued.number, "perawat")
    assert (sent.place_code, sent.region_code, sent.status) == ("327901001", "32.79", LicenceStatus.ACTIVE)
    assert (sent.issued_on, sent.valid_until) == (issued.issued_on, issued.valid_until)


def test_a_superseded_licence_is_told_as_such(office, nurse, queue):
    first = an_issued_case(office, nurse)
    an_issued_case(office, nurse, variant="renewal", replaced_number=letter(office, first).number, now=LATER)
    heard(end_what_it_replaces)
    report_licence(region_id=office.region.id, application_id=str(first))
    [sent] = office.registries.workforce.reports.values()
    assert sent.status is LicenceStatus.SUPERSEDED


def test_a_register_that_is_away_is_told_later_however_late(office, nurse):
    application_id = an_issued_case(office, nurse)
    office.registries.workforce.is_silent = True
    with pytest.raises(Unavailable):
        report_licence(region_id=office.region.id, application_id=str(application_id))
    decision = Duty().get_retry_decision(exception=Unavailable(), job=type("Job", (), {"attempts": 10_000})())
    assert decision.retry_at is not None


def test_an_own_practice_is_told_without_a_code(office, nurse):
    application_id = an_issued_case(
        office, nurse, practice_mode="own", facility="", own_place_name="Praktik Melati",
        own_place_address="Jalan Melati 5", own_place_district="Banjar",
    )  # fmt: skip
    succession.report_licence(application_id, region_id=office.region.id)
    [sent] = office.registries.workforce.reports.values()
    assert (sent.place_code, sent.place_name) == ("", "Praktik Melati")
