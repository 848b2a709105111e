"""Handing in: what must be there, who may not have the licence, and what the clock says."""

from datetime import UTC, date, datetime, timedelta

import pytest

from mpp.applications import drafting
from mpp.applications.events import ApplicationSubmitted
from mpp.applications.operations._act import NoPlaceLeft, NotNow, PlaceTaken
from mpp.applications.operations.submit import Incomplete, NotEligible, submit
from mpp.applications.queries.case import ApplicationNotFound
from mpp.applications.queries.tracking import track
from mpp.applications.rules import State, is_reference
from mpp.applications.tests.builders import (
    ANOTHER_NURSE,
    CLINIC,
    HOSPITAL,
    NOON,
    NURSE,
    a_draft,
    a_nurse,
    a_submitted_case,
    an_issued_case,
    an_office,
    facts_told,
    hand_in,
    the_case,
)
from mpp.evidence.rules.values import CreditsVerdict, ExistingLicence, LicenceStatus
from mpp.foundation.errors import Forbidden, StaleVersion
from mpp.foundation.idempotency import KeyUsedOtherwise

#: As a page makes them.
KEY = "made-by-the-page"


def a_licence(number="SIP-1", *, place=HOSPITAL, status=LicenceStatus.ACTIVE, valid_until=date(2027, 1, 1)):
    return ExistingLicence(
        number=number,
        profession="perawat",
        place_code=place,
        place_name="RSUD Contoh",
        region_code="32.79",
        status=status,
        valid_until=valid_until,
    )


def test_the_receipt_names_the_reference_and_the_last_day_of_the_decision(office, nurse):
    receipt = a_submitted_case(office, nurse)
    assert is_reference(receipt.reference)
    assert receipt.reference.startswith("3279-SIP-PERAWAT-202611-")
    assert (receipt.state, receipt.due_on) == (State.SUBMITTED, date(2026, 11, 27))
    case = the_case(receipt.application_id, region_id=office.region.id).case
    assert (case.step, case.turn_role, case.assigned_to) == ("verify", "verifikator_dpmptsp", None)


def test_a_region_that_promises_less_time_has_less_time(settings, db):
    office = an_office(working_days=3)
    settings.EVIDENCE_SOURCES = lambda region_id: office.registries.as_sources()
    assert a_submitted_case(office, a_nurse(office)).due_on == date(2026, 11, 25)


def test_what_is_filed_after_the_office_has_closed_counts_from_the_next_working_day(office, nurse):
    on_friday_evening = NOON + timedelta(hours=6)
    assert a_submitted_case(office, nurse, now=on_friday_evening).due_on == date(2026, 11, 30)


def test_the_office_is_told(office, nurse):
    receipt = a_submitted_case(office, nurse)
    [fact] = facts_told(ApplicationSubmitted)
    assert (fact.application_id, fact.reference) == (receipt.application_id, receipt.reference)


def test_a_missing_answer_is_told_with_its_page(office, nurse):
    with pytest.raises(Incomplete) as refused:
        a_submitted_case(office, nurse, schedule=[])
    assert refused.value.facts["pages"] == {"schedule": ("schedule",)}


@pytest.mark.parametrize(
    ("slug", "is_over"),
    # At 16:00 UTC it is 23:00 on the 19th in Jakarta, and 01:00 on the 20th in Jayapura.
    [("kota-banjar", False), ("kabupaten-asmat", True)],
)
def test_a_registration_ends_with_the_day_of_the_region_not_of_the_server(settings, db, slug, is_over):
    office = an_office(slug)
    settings.EVIDENCE_SOURCES = lambda region_id: office.registries.as_sources()
    nurse = a_nurse(office, registered_until=date(2026, 11, 19))
    now = datetime(2026, 11, 19, 16, 0, tzinfo=UTC)
    draft = a_draft(office, nurse, now=now)
    if is_over:
        with pytest.raises(NotEligible) as refused:
            hand_in(office, draft, nurse, now=now)
        assert refused.value.facts["reasons"] == ["registration-expired"]
    else:
        assert hand_in(office, draft, nurse, now=now).state is State.SUBMITTED


def test_a_renewal_needs_sufficient_credits(office):
    nurse = a_nurse(office, credits=CreditsVerdict.INSUFFICIENT)
    office.registries.workforce.held[NURSE] = (a_licence(place=CLINIC),)
    with pytest.raises(NotEligible) as refused:
        a_submitted_case(office, nurse, variant="renewal", replaced_number="SIP-1")
    assert refused.value.facts["reasons"] == ["credits-insufficient"]


def test_what_was_said_within_the_hour_is_not_asked_again(office, nurse):
    draft = a_draft(office, nurse)
    for each in (office.registries.population, office.registries.registration, office.registries.workforce):
        each.is_silent = True
    receipt = hand_in(office, draft, nurse, now=NOON + timedelta(minutes=9))
    assert track(receipt.application_id, actor=nurse).case.open_facts == 0


def test_a_first_licence_asks_for_no_credits(office):
    nurse = a_nurse(office, credits=CreditsVerdict.INSUFFICIENT)
    assert a_submitted_case(office, nurse).state is State.SUBMITTED


def test_three_places_are_the_most_by_the_register(office, nurse):
    office.registries.workforce.held[NURSE] = tuple(a_licence(f"SIP-{n}", place=f"F-{n}") for n in range(3))
    with pytest.raises(NotEligible) as refused:
        a_submitted_case(office, nurse)
    assert refused.value.facts["reasons"] == ["places-full"]


def test_three_places_are_the_most_also_while_they_are_only_applied_for(office, nurse):
    for place in ("F-1", "F-2", "F-3"):
        a_submitted_case(office, nurse, facility=place)
    with pytest.raises(NoPlaceLeft):
        a_submitted_case(office, nurse)


def test_the_limit_counts_in_all_regions_together(office, settings):
    elsewhere = an_office("kabupaten-bangli", registries=office.registries)
    nurse = a_nurse(office)
    there = nurse.acting_in(elsewhere.region.id)
    for place in ("F-1", "F-2"):
        a_submitted_case(elsewhere, there, facility=place)
    a_submitted_case(office, nurse, facility="F-3")
    with pytest.raises(NoPlaceLeft):
        a_submitted_case(office, nurse)


def test_one_place_takes_one_application_of_a_person_at_a_time(office, nurse):
    a_submitted_case(office, nurse)
    with pytest.raises(PlaceTaken):
        a_submitted_case(office, nurse)


def test_the_same_place_may_be_asked_for_by_another_nurse(office, nurse):
    a_submitted_case(office, nurse)
    assert a_submitted_case(office, a_nurse(office, ANOTHER_NURSE)).state is State.SUBMITTED


def test_a_place_with_a_licence_of_ours_takes_a_renewal_and_no_second_licence(office, nurse):
    an_issued_case(office, nurse)
    with pytest.raises(PlaceTaken):
        a_submitted_case(office, nurse)
    assert a_submitted_case(office, nurse, variant="renewal", replaced_number="SIP-1").state is State.SUBMITTED


def test_a_silent_register_stops_nobody_and_leaves_its_part_open(office, nurse):
    office.registries.workforce.is_silent = True
    receipt = a_submitted_case(office, nurse)
    assert the_case(receipt.application_id, region_id=office.region.id).case.open_facts > 0


def test_a_repeated_key_gets_the_first_receipt(office, nurse):
    draft = a_draft(office, nurse)
    first = hand_in(office, draft, nurse, key=KEY)
    assert submit(application_id=draft.id, version=99, actor=nurse, now=NOON, key=KEY) == first


def test_a_key_is_for_one_case(office, nurse):
    hand_in(office, a_draft(office, nurse), nurse, key=KEY)
    with pytest.raises(KeyUsedOtherwise):
        hand_in(office, a_draft(office, nurse, facility=HOSPITAL), nurse, key=KEY)


def test_an_older_version_than_the_kept_one_is_refused_with_both(office, nurse):
    draft = a_draft(office, nurse)
    with pytest.raises(StaleVersion) as refused:
        submit(application_id=draft.id, version=draft.version - 1, actor=nurse, now=NOON)
    assert (refused.value.facts["seen"], refused.value.facts["now"]) == (draft.version - 1, draft.version)


def test_nothing_is_handed_in_twice(office, nurse):
    receipt = a_submitted_case(office, nurse)
    with pytest.raises(NotNow):
        submit(application_id=receipt.application_id, version=receipt.version, actor=nurse, now=NOON)


def test_nobody_else_can_even_learn_that_the_draft_exists(office, nurse):
    draft = a_draft(office, nurse)
    with pytest.raises(ApplicationNotFound):
        submit(application_id=draft.id, version=draft.version, actor=a_nurse(office, ANOTHER_NURSE), now=NOON)


def test_in_another_region_it_does_not_exist(office, nurse):
    draft = a_draft(office, nurse)
    there = nurse.acting_in(an_office("kabupaten-bangli").region.id)
    with pytest.raises(ApplicationNotFound):
        submit(application_id=draft.id, version=draft.version, actor=there, now=NOON)


def test_no_officer_submits_for_a_citizen(office, nurse):
    draft = a_draft(office, nurse)
    with pytest.raises(Forbidden):
        submit(application_id=draft.id, version=draft.version, actor=office.clerk, now=NOON)


def test_a_draft_saved_in_another_tab_is_told(office, nurse):
    draft = a_draft(office, nurse)
    drafting.save_answers(draft, office.offer, {"long_break": "no"}, actor=nurse, now=NOON)
    with pytest.raises(StaleVersion):
        drafting.save_answers(draft, office.offer, {"long_break": "yes"}, actor=nurse, now=NOON)
