"""One person, one list of applications, whatever the door."""

from dataclasses import replace

import pytest

from mpp.applications.queries.tracking import own_cases
from mpp.applications.tests.builders import NAMES, NOON, NURSE, a_draft, a_submitted_case
from mpp.foundation.actor import ANYONE
from mpp.identity.operations.sign_in import sign_in
from mpp.identity.ports import ProvenIdentity
from mpp.identity.rules import Assurance

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("door", ["inapas", "nik", "counter"])
def test_whoever_comes_by_another_door_finds_the_same_applications(office, nurse, door):
    handed_in = a_submitted_case(office, nurse)
    draft = a_draft(office, nurse, facility="327909900")
    proven = ProvenIdentity(
        provider=door, subject=f"by-{door}", nik=NURSE, name=NAMES[NURSE], assurance=Assurance.SUBSTANTIAL
    )
    begun = sign_in(proven=proven, language="id", actor=ANYONE, now=NOON)
    came = replace(nurse, person_id=begun.person_id, account_id=begun.account_id)
    assert {each.application_id for each in own_cases(actor=came)} == {handed_in.application_id, draft.id}
