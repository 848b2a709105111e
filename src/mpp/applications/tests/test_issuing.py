"""From the decision to the licence: number, letter, signature, record; and what the sources said meanwhile."""

from dataclasses import replace

import pytest

from mpp.applications import issuing
from mpp.applications.events import ApplicationIssued
from mpp.applications.listeners import decide_issued, take_in_facts
from mpp.applications.operations.confirm_facts import confirm_facts
from mpp.applications.operations.record_issued import record_issued
from mpp.applications.rules import State
from mpp.applications.tests.builders import (
    NOON,
    a_recommended_case,
    a_submitted_case,
    an_approved_case,
    an_issued_case,
    facts_told,
    gathered,
    sign,
    the_case,
)
from mpp.documents.events import DocumentIssued
from mpp.documents.ports import SignerLocked, SignerUnavailable, WrongPassphrase
from mpp.documents.queries import document_of
from mpp.evidence.events import FactsConfirmed
from mpp.evidence.rules.facts import State as FactState
from mpp.foundation.actor import system
from mpp.foundation.errors import Forbidden
from mpp.foundation.ids import uuid7


def case_of(office, application_id):
    return the_case(application_id, region_id=office.region.id).case


def test_the_letter_names_what_the_case_knows(office, nurse):
    application_id = an_issued_case(office, nurse)
    letter = document_of(application_id, actor=nurse)
    assert letter.title == "Surat Izin Praktik Perawat"
    assert letter.number == "503/0001/SIP-PERAWAT/DPMPTSP-3279/2026"
    assert letter.valid_until.year == 2031


def test_an_issued_case_is_decided_and_its_place_is_taken(office, nurse):
    case = case_of(office, an_issued_case(office, nurse))
    assert (case.state, case.turn_role, case.decided_at) == (State.ISSUED, "", NOON)
    [fact] = facts_told(ApplicationIssued)
    assert fact.application_id == case.id


def test_a_letter_that_is_heard_of_twice_is_recorded_once(office, nurse):
    ready = an_approved_case(office, nurse)
    sign(office, ready)
    [event] = facts_told(DocumentIssued)
    for _ in range(2):
        decide_issued(event=event, actor=system(office.region.id), now=NOON)
    history = the_case(ready.application_id, region_id=office.region.id).history
    assert [each.act for each in history].count("record_issued") == 1


@pytest.mark.parametrize("refusal", [WrongPassphrase, SignerLocked, SignerUnavailable])
def test_a_signature_that_fails_leaves_an_approved_case_with_its_number(office, nurse, signer, refusal):
    ready = an_approved_case(office, nurse)
    signer.is_down = refusal is SignerUnavailable
    for _ in range(3 if refusal is SignerLocked else 0):
        with pytest.raises(WrongPassphrase):
            sign(office, ready, passphrase="salah")
    with pytest.raises(refusal):
        sign(office, ready, passphrase="salah")
    case = case_of(office, ready.application_id)
    assert (case.state, case.assigned_to) == (State.SIGNING, office.head.officer_id)
    again = issuing.prepare(case, office.offer, region=office.region, actor=office.head, now=NOON)
    assert again.number == ready.number


def test_who_does_not_hold_the_post_today_signs_nothing(office, nurse):
    case = case_of(office, a_recommended_case(office, nurse).application_id)
    with pytest.raises(issuing.PostVacant):
        issuing.prepare(
            case, office.offer, region=office.region, actor=replace(office.head, officer_id=uuid7()), now=NOON
        )


@pytest.mark.parametrize("act", [record_issued, confirm_facts])
def test_the_acts_of_the_automation_are_its_own(office, nurse, act):
    receipt = a_submitted_case(office, nurse)
    with pytest.raises(Forbidden):
        act(application_id=receipt.application_id, version=receipt.version, actor=office.head, now=NOON)


def test_what_a_source_says_later_closes_the_open_part(office, nurse):
    office.registries.workforce.is_silent = True
    receipt = a_submitted_case(office, nurse)
    assert case_of(office, receipt.application_id).open_facts == 2
    office.registries.workforce.is_silent = False
    facts = gathered(office, receipt.application_id)
    confirm_facts(application_id=receipt.application_id, facts=facts, actor=system(office.region.id), now=NOON)
    case = case_of(office, receipt.application_id)
    assert case.open_facts == 0
    assert all(fact.state != FactState.PENDING for fact in case.opened().facts)


def test_a_decided_case_keeps_what_it_was_decided_on(office, nurse):
    application_id = an_issued_case(office, nurse)
    before = case_of(office, application_id)
    event = FactsConfirmed(
        region_id=office.region.id, person_id=nurse.person_id, case_id=application_id, keys=("licences",)
    )
    take_in_facts(event=event, actor=system(office.region.id), now=NOON)
    assert case_of(office, application_id) == before
