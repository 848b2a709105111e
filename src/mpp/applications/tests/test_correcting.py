"""Returning with all gaps at once, and handing in again: the clock stands still in between."""

from datetime import date, timedelta

import pytest

from mpp.applications.content import Gap
from mpp.applications.events import ApplicationReturned
from mpp.applications.operations._act import NotNow, NotYourTurn, ReasonsMissing
from mpp.applications.operations.return_for_correction import return_for_correction
from mpp.applications.operations.withdraw import withdraw
from mpp.applications.queries.case import ApplicationNotFound
from mpp.applications.queries.desk import work_queue
from mpp.applications.rules import State
from mpp.applications.tests.builders import (
    ANOTHER_NURSE,
    NOON,
    a_draft,
    a_nurse,
    a_recommended_case,
    a_submitted_case,
    a_verified_case,
    an_approved_case,
    facts_told,
    hand_in,
    the_case,
)
from mpp.foundation.errors import StaleVersion

GAPS = (Gap("schedule", "Jam hari Senin tidak sama dengan surat klinik."), Gap("", "Lampirkan surat pernyataan."))
#: Working days after NOON, which is a Friday.
MONDAY, TUESDAY, WEDNESDAY = (NOON + timedelta(days=days) for days in (3, 4, 5))


def returned(office, receipt, *, by=None, gaps=GAPS, now=NOON, version=None):
    return return_for_correction(
        application_id=receipt.application_id,
        version=version or receipt.version,
        gaps=gaps,
        actor=by or office.clerk,
        now=now,
    )


def case_of(office, receipt):
    return the_case(receipt.application_id, region_id=office.region.id).case


def test_all_gaps_go_back_at_once_and_nobody_in_the_office_has_the_case(office, nurse):
    receipt = returned(office, a_submitted_case(office, nurse))
    case = case_of(office, receipt)
    assert (case.state, case.step, case.turn_role, case.assigned_to) == (State.RETURNED, "", "", None)
    assert case.opened().gaps == GAPS
    assert work_queue(actor=office.clerk).rows == ()
    [fact] = facts_told(ApplicationReturned)
    assert fact.due_on is None


def test_the_history_keeps_the_words_for_the_applicant(office, nurse):
    receipt = returned(office, a_submitted_case(office, nurse))
    last = the_case(receipt.application_id, region_id=office.region.id).history[-1]
    assert (last.act, last.params) == ("return_for_correction", {"fields": ["schedule", ""]})
    assert "Jam hari Senin" in last.note


@pytest.mark.parametrize("gaps", [(), (Gap("schedule", "  "),)])
def test_a_return_says_what_is_wrong(office, nurse, gaps):
    with pytest.raises(ReasonsMissing):
        returned(office, a_submitted_case(office, nurse), gaps=gaps)


def test_the_days_in_the_office_stay_used_and_those_at_home_do_not_count(office, nurse):
    # Filed Friday noon; Monday and Tuesday are used when it goes back on Wednesday noon, so three of five are left.
    receipt = returned(office, a_submitted_case(office, nurse), now=WEDNESDAY)
    assert case_of(office, receipt).days_used == 2
    three_weeks_later = WEDNESDAY + timedelta(days=21)
    again = hand_in(office, case_of(office, receipt), nurse, now=three_weeks_later)
    assert again.due_on == date(2026, 12, 21)
    assert again.reference == receipt.reference


def test_a_case_returned_twice_counts_both_times(office, nurse):
    receipt = returned(office, a_submitted_case(office, nurse), now=TUESDAY)
    again = hand_in(office, case_of(office, receipt), nurse, now=WEDNESDAY)
    receipt = returned(office, again, now=WEDNESDAY + timedelta(days=1))
    assert case_of(office, receipt).days_used == 1
    last = hand_in(office, case_of(office, receipt), nurse, now=WEDNESDAY + timedelta(days=5))
    # Four of five days are left from Monday 30 November.
    assert last.due_on == date(2026, 12, 4)


def test_a_return_gives_no_office_back_the_days_it_has_lost(office, nurse):
    filed = a_submitted_case(office, nurse)
    late = NOON + timedelta(days=10)
    receipt = returned(office, filed, now=late)
    again = hand_in(office, case_of(office, receipt), nurse, now=late + timedelta(days=1))
    assert again.due_on == filed.due_on == date(2026, 11, 27)


def test_handing_in_again_ends_the_gaps_and_the_opinion_and_begins_at_the_first_step(office, nurse):
    receipt = returned(office, a_recommended_case(office, nurse), by=office.head)
    again = hand_in(office, case_of(office, receipt), nurse)
    case = case_of(office, again)
    assert (case.state, case.step, case.turn_role) == (State.SUBMITTED, "verify", "verifikator_dpmptsp")
    assert (case.opened().gaps, case.opened().opinion) == ((), None)


def test_the_health_office_and_the_signer_may_return_too(office, nurse):
    assert returned(office, a_verified_case(office, nurse), by=office.health_officer).state is State.RETURNED
    another = a_recommended_case(office, a_nurse(office, ANOTHER_NURSE))
    assert returned(office, another, by=office.head).state is State.RETURNED


def test_an_approved_case_is_returned_no_more(office, nurse):
    application_id = an_approved_case(office, nurse).application_id
    case = the_case(application_id, region_id=office.region.id).case
    with pytest.raises(NotNow):
        return_for_correction(
            application_id=application_id, version=case.version, gaps=GAPS, actor=office.head, now=NOON
        )


def test_only_whose_turn_it_is_returns(office, nurse):
    receipt = a_submitted_case(office, nurse)
    with pytest.raises(NotYourTurn):
        returned(office, receipt, by=office.health_officer)


def test_a_page_that_is_out_of_date_returns_nothing(office, nurse):
    receipt = a_verified_case(office, nurse)
    with pytest.raises(StaleVersion) as refused:
        returned(office, receipt, by=office.health_officer, version=receipt.version - 1)
    assert refused.value.facts["now"] == receipt.version


# Withdrawing: the applicant's own act.


def withdrawn(receipt, nurse):
    return withdraw(application_id=receipt.application_id, version=receipt.version, actor=nurse, now=NOON)


def test_a_withdrawn_case_is_closed_and_its_place_is_free_again(office, nurse):
    receipt = withdrawn(a_submitted_case(office, nurse), nurse)
    case = case_of(office, receipt)
    assert (case.state, case.turn_role, case.decided_at) == (State.WITHDRAWN, "", NOON)
    assert a_submitted_case(office, nurse).state is State.SUBMITTED


def test_a_returned_case_may_be_withdrawn(office, nurse):
    receipt = returned(office, a_submitted_case(office, nurse))
    assert withdrawn(receipt, nurse).state is State.WITHDRAWN


def test_a_draft_is_not_withdrawn_and_an_approved_case_no_more(office, nurse):
    draft = a_draft(office, nurse)
    with pytest.raises(NotNow):
        withdraw(application_id=draft.id, version=draft.version, actor=nurse, now=NOON)
    approved = an_approved_case(office, a_nurse(office, ANOTHER_NURSE)).application_id
    case = the_case(approved, region_id=office.region.id).case
    with pytest.raises(NotNow):
        withdraw(application_id=approved, version=case.version, actor=a_nurse(office, ANOTHER_NURSE), now=NOON)


def test_nobody_withdraws_what_is_another_s(office, nurse):
    receipt = a_submitted_case(office, nurse)
    with pytest.raises(ApplicationNotFound):
        withdrawn(receipt, a_nurse(office, ANOTHER_NURSE))
