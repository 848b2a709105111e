"""While a source is silent the period of the office runs on, nothing is approved, and both parties read so."""

import pytest

from mpp.applications.operations.approve import FactsOpen, approve
from mpp.applications.operations.confirm_facts import confirm_facts
from mpp.applications.tests.builders import (
    ANOTHER_NURSE,
    NOON,
    NURSE,
    a_nurse,
    a_recommended_case,
    a_submitted_case,
    gathered,
    the_case,
)
from mpp.foundation import ratelimit
from mpp.foundation.actor import system
from tests.support.signed_in import signed_in

pytestmark = pytest.mark.django_db
RULE = "Bila suatu sumber data belum menjawab, jangka waktu tetap berjalan."


@pytest.fixture(autouse=True)
def full_buckets():
    ratelimit.buckets.forget()


def pages(office, receipt):
    """Return what the applicant and the officer read of the case."""
    own = signed_in(NURSE, name="NENENG SITI ROHAENI")
    desk = signed_in(office.niks[office.clerk.officer_id], role="verifikator_dpmptsp")
    return (
        own.get(f"/kota-banjar/permohonan/{receipt.application_id}/").content.decode(),
        desk.get(f"/kota-banjar/petugas/permohonan/{receipt.application_id}/").content.decode(),
    )


def answered(office, receipt):
    office.registries.registration.is_silent = False
    facts = gathered(office, receipt.application_id)
    confirm_facts(application_id=receipt.application_id, facts=facts, actor=system(office.region.id), now=NOON)


def case_of(office, receipt):
    return the_case(receipt.application_id, region_id=office.region.id).case


def test_the_period_runs_on_while_the_register_of_registrations_is_silent(office, nurse):
    on_time = case_of(office, a_submitted_case(office, nurse)).due_on
    office.registries.registration.is_silent = True
    silent = a_submitted_case(office, a_nurse(office, ANOTHER_NURSE))
    assert case_of(office, silent).open_facts == 1
    assert case_of(office, silent).due_on == on_time
    answered(office, silent)
    assert case_of(office, silent).due_on == on_time


def test_nothing_is_approved_before_the_registration_is_confirmed(office, nurse):
    office.registries.registration.is_silent = True
    receipt = a_recommended_case(office, nurse)
    with pytest.raises(FactsOpen):
        approve(application_id=receipt.application_id, version=receipt.version, actor=office.head, now=NOON)


def test_applicant_and_officer_read_the_rule_until_the_source_has_answered(office, nurse):
    office.registries.registration.is_silent = True
    receipt = a_submitted_case(office, nurse)
    assert all(RULE in page for page in pages(office, receipt))
    answered(office, receipt)
    assert not any(RULE in page for page in pages(office, receipt))
