"""The acts of the offices: take, hand over, verify, recommend, approve, reject."""

from datetime import timedelta
from uuid import UUID

import pytest

from mpp.applications.content import Opinion, Rejection, Verdict
from mpp.applications.events import ApplicationRecommended, ApplicationRejected, ApplicationVerified
from mpp.applications.operations._act import NotNow, NotYourTurn, ReasonsMissing
from mpp.applications.operations.approve import FactsOpen, approve
from mpp.applications.operations.hand_over import NoSuchColleague, hand_over
from mpp.applications.operations.recommend import recommend
from mpp.applications.operations.reject import reject
from mpp.applications.operations.submit import NotEligible
from mpp.applications.operations.take import take
from mpp.applications.operations.verify import verify
from mpp.applications.queries.case import ApplicationNotFound
from mpp.applications.queries.desk import work_queue
from mpp.applications.rules import State
from mpp.applications.tests.builders import (
    NOON,
    NURSE,
    a_draft,
    a_nurse,
    a_recommended_case,
    a_submitted_case,
    a_verified_case,
    an_approved_case,
    an_office,
    confirmed_today,
    facts_told,
    the_case,
)
from mpp.evidence.rules.values import PersonStatus, Registration, RegistrationStatus
from mpp.foundation.errors import Forbidden, StaleVersion
from mpp.foundation.ids import uuid7

KEY = "made-by-the-page"


def case_of(office, receipt):
    return the_case(receipt.application_id, region_id=office.region.id).case


def do(act, receipt, *, by, now=NOON, version=None, key="", **said):
    return act(
        application_id=receipt.application_id,
        version=version or receipt.version,
        actor=by,
        now=now,
        key=key,
        **said,
    )


# Whose it is.


def test_who_takes_a_case_finds_it_in_his_own_list(office, nurse):
    receipt = do(take, a_submitted_case(office, nurse), by=office.clerk)
    [mine] = work_queue(actor=office.clerk, mine=True).rows
    assert mine.id == receipt.application_id
    assert work_queue(actor=office.another_clerk, mine=True).rows == ()


def test_while_a_colleague_holds_it_nobody_else_acts_on_it(office, nurse):
    receipt = do(take, a_submitted_case(office, nurse), by=office.clerk)
    with pytest.raises(NotYourTurn):
        do(verify, receipt, by=office.another_clerk)


def test_a_case_may_be_taken_over_from_a_colleague(office, nurse):
    receipt = do(take, a_submitted_case(office, nurse), by=office.clerk)
    receipt = do(take, receipt, by=office.another_clerk)
    assert do(verify, receipt, by=office.another_clerk).state is State.VERIFIED


def test_of_two_officers_on_one_case_the_second_is_told_what_he_has_not_seen(office, nurse):
    receipt = a_submitted_case(office, nurse)
    do(take, receipt, by=office.clerk)
    with pytest.raises(StaleVersion) as refused:
        do(verify, receipt, by=office.another_clerk)
    assert refused.value.facts == {"seen": receipt.version, "now": receipt.version + 1, "state": State.SUBMITTED}


def test_a_case_is_handed_to_a_colleague_who_holds_the_same_post_today(office, nurse):
    receipt = do(
        hand_over, a_submitted_case(office, nurse), by=office.clerk, to_officer_id=office.another_clerk.officer_id
    )
    assert case_of(office, receipt).assigned_to == office.another_clerk.officer_id
    assert [row.id for row in work_queue(actor=office.another_clerk, mine=True).rows] == [receipt.application_id]


@pytest.mark.parametrize("to", [uuid7(), "health_officer"])
def test_nobody_else_can_be_given_a_case(office, nurse, to):
    officer_id = to if isinstance(to, UUID) else office.health_officer.officer_id
    with pytest.raises(NoSuchColleague):
        do(hand_over, a_submitted_case(office, nurse), by=office.clerk, to_officer_id=officer_id)


def test_a_new_step_belongs_to_nobody_yet(office, nurse):
    receipt = do(take, a_submitted_case(office, nurse), by=office.clerk)
    assert case_of(office, do(verify, receipt, by=office.clerk)).assigned_to is None


# Verify.


def test_a_verified_case_waits_for_the_health_office(office, nurse):
    receipt = do(verify, a_submitted_case(office, nurse), by=office.clerk)
    case = case_of(office, receipt)
    assert (case.state, case.step, case.turn_role) == (State.VERIFIED, "recommend", "verifikator_dinkes")
    assert case.due_on == receipt.due_on
    assert len(facts_told(ApplicationVerified)) == 1


def test_a_step_is_its_role_s(office, nurse):
    receipt = a_submitted_case(office, nurse)
    for officer in (office.health_officer, office.head):
        with pytest.raises(NotYourTurn):
            do(verify, receipt, by=officer)


def test_an_officer_of_another_sector_does_not_learn_that_the_case_exists(office, nurse):
    with pytest.raises(ApplicationNotFound):
        do(take, a_submitted_case(office, nurse), by=office.health_head)


def test_an_officer_of_another_region_does_not_learn_that_the_case_exists(office, nurse):
    receipt = a_submitted_case(office, nurse)
    with pytest.raises(ApplicationNotFound):
        do(verify, receipt, by=an_office("kabupaten-bangli").clerk)


def test_a_citizen_does_no_officer_s_act(office, nurse):
    with pytest.raises(Forbidden):
        do(verify, a_submitted_case(office, nurse), by=nurse)


def test_a_draft_is_nobody_s_to_act_on(office, nurse):
    draft = a_draft(office, nurse)
    with pytest.raises(NotNow):
        verify(application_id=draft.id, version=draft.version, actor=office.clerk, now=NOON)


def test_a_page_sent_twice_does_its_act_once(office, nurse):
    receipt = a_submitted_case(office, nurse)
    first = do(verify, receipt, by=office.clerk, key=KEY)
    assert do(verify, receipt, by=office.clerk, key=KEY) == first
    assert [event.act for event in the_case(receipt.application_id, region_id=office.region.id).history] == [
        "submit",
        "verify",
    ]


# Recommend.


@pytest.mark.parametrize("verdict", Verdict)
def test_every_opinion_goes_on_to_the_signer_who_alone_decides(office, nurse, verdict):
    receipt = do(
        recommend, a_verified_case(office, nurse), by=office.health_officer, verdict=verdict, text=" Sudah diperiksa. "
    )
    case = case_of(office, receipt)
    assert (case.state, case.step, case.turn_role) == (State.RECOMMENDED, "sign", "kepala_dpmptsp")
    assert case.opened().opinion == Opinion(verdict, "Sudah diperiksa.")
    assert len(facts_told(ApplicationRecommended)) == 1


@pytest.mark.parametrize("verdict", [Verdict.CONDITIONAL, Verdict.NEGATIVE])
def test_conditions_and_objections_say_why(office, nurse, verdict):
    with pytest.raises(ReasonsMissing) as refused:
        do(recommend, a_verified_case(office, nurse), by=office.health_officer, verdict=verdict, text=" ")
    assert refused.value.facts == {"field": "text"}


def test_a_recommendation_comes_after_the_check_not_before(office, nurse):
    with pytest.raises(NotYourTurn):
        do(recommend, a_submitted_case(office, nurse), by=office.health_officer, verdict=Verdict.POSITIVE, text="")


def test_the_signer_does_not_recommend_to_himself(office, nurse):
    with pytest.raises(NotNow):
        do(recommend, a_recommended_case(office, nurse), by=office.head, verdict=Verdict.POSITIVE, text="")


# Approve and reject.


def test_what_the_sources_said_at_the_filing_carries_no_signature_days_later(office, nurse):
    receipt = a_recommended_case(office, nurse)
    with pytest.raises(FactsOpen) as refused:
        do(approve, receipt, by=office.head, now=NOON + timedelta(hours=1))
    assert refused.value.facts["open"] > 0


def test_an_approved_case_stays_with_who_signs_it(office, nurse):
    application_id = an_approved_case(office, nurse).application_id
    case = the_case(application_id, region_id=office.region.id).case
    assert (case.state, case.turn_role, case.assigned_to) == (
        State.SIGNING,
        "kepala_dpmptsp",
        office.head.officer_id,
    )


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (
            lambda registries: registries.registration.held.update(
                {
                    NURSE: (
                        Registration(
                            number="PR79025708940001", profession="perawat", status=RegistrationStatus.REVOKED
                        ),
                    )
                }
            ),
            "registration-revoked",
        ),
        (lambda registries: registries.population.statuses.update({NURSE: PersonStatus.DECEASED}), "person-deceased"),
    ],
)
def test_what_has_ended_since_the_filing_ends_the_approval(office, nurse, change, reason):
    receipt = a_recommended_case(office, nurse)
    change(office.registries)
    later = NOON + timedelta(hours=1)
    version = confirmed_today(office, receipt, now=later)
    with pytest.raises(NotEligible) as refused:
        do(approve, receipt, by=office.head, version=version, now=later)
    assert refused.value.facts["reasons"] == [reason]


def test_nobody_signs_before_the_others_have_done_their_part(office, nurse):
    with pytest.raises(NotYourTurn):
        do(approve, a_verified_case(office, nurse), by=office.head)


def test_a_region_may_let_its_health_office_sign(settings, db):
    office = an_office("kabupaten-bangli", signer_role="kepala_dinkes")
    settings.EVIDENCE_SOURCES = lambda region_id: office.registries.as_sources()
    receipt = a_recommended_case(office, a_nurse(office))
    assert case_of(office, receipt).turn_role == "kepala_dinkes"
    assert do(take, receipt, by=office.health_head).state is State.RECOMMENDED


def test_a_rejection_closes_the_case_frees_the_place_and_keeps_its_words(office, nurse):
    receipt = do(
        reject,
        a_recommended_case(office, nurse),
        by=office.head,
        reasons="Klinik belum berizin.",
        legal_basis="Permenkes 13/2025 Pasal 147",
    )
    case = case_of(office, receipt)
    assert (case.state, case.turn_role, case.decided_at) == (State.REJECTED, "", NOON)
    assert case.opened().rejection == Rejection("Klinik belum berizin.", "Permenkes 13/2025 Pasal 147")
    assert len(facts_told(ApplicationRejected)) == 1
    assert a_submitted_case(office, nurse).state is State.SUBMITTED


@pytest.mark.parametrize(
    ("reasons", "legal_basis", "field"), [("", "Pasal 1", "reasons"), ("Karena begini.", " ", "legal_basis")]
)
def test_a_rejection_has_reasons_and_a_legal_basis(office, nurse, reasons, legal_basis, field):
    with pytest.raises(ReasonsMissing) as refused:
        do(
            reject,
            a_recommended_case(office, nurse),
            by=office.head,
            reasons=reasons,
            legal_basis=legal_basis,
        )
    assert refused.value.facts == {"field": field}


def test_only_the_signer_rejects(office, nurse):
    receipt = a_submitted_case(office, nurse)
    with pytest.raises(NotNow):
        do(reject, receipt, by=office.clerk, reasons="Tidak.", legal_basis="Pasal 1")


def test_the_date_promised_stays_with_a_decided_case(office, nurse):
    receipt = a_recommended_case(office, nurse)
    do(reject, receipt, by=office.head, reasons="Tidak.", legal_basis="Pasal 1")
    assert case_of(office, receipt).due_on == receipt.due_on
