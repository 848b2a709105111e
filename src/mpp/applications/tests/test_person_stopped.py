"""An applicant who died, or was merged, while the case was under way."""

from dataclasses import replace

import pytest

from mpp.applications.listeners import flag_cases
from mpp.applications.tests.builders import NOON, NURSE, a_draft, a_submitted_case, an_issued_case, the_case
from mpp.evidence.gathering import applicant, gather
from mpp.evidence.rules.facts import Key, Purpose, best
from mpp.evidence.rules.needs import Needs
from mpp.evidence.rules.values import PersonStatus
from mpp.foundation.actor import system
from mpp.foundation.outbox import deliver_batch
from mpp.identity.events import PersonStopped
from mpp.identity.queries import known_status, open_sessions, profile

pytestmark = pytest.mark.django_db


def the_registry_says(office, nurse, status):
    """Let the registry be asked about the nurse on account of something else, and the worker hear what came of it."""
    office.registries.population.statuses[NURSE] = status
    asker = replace(system(office.region.id), person_id=nurse.person_id)
    gather(
        Needs(keys=frozenset({Key.PERSON_STATUS})),
        applicant(profile(actor=nurse)),
        purpose=Purpose.DECISION,
        actor=asker,
        now=NOON.replace(hour=23),
    )
    while deliver_batch({PersonStopped: (flag_cases,)}, now=lambda: NOON):
        pass


@pytest.mark.parametrize("status", [PersonStatus.DECEASED, PersonStatus.DUPLICATE, PersonStatus.INACTIVE])
def test_sessions_end_and_undecided_cases_show_it_to_their_officers(office, nurse, status):
    case = a_submitted_case(office, nurse)
    the_registry_says(office, nurse, status)
    assert known_status(NURSE).value == status.value
    assert open_sessions(actor=nurse) == ()
    content = the_case(case.application_id, region_id=office.region.id).case.opened()
    assert best(content.facts, Key.PERSON_STATUS).value["status"] == status.value


def test_drafts_and_decided_cases_stay_as_they_were(office, nurse):
    issued = an_issued_case(office, nurse)
    draft = a_draft(office, nurse, facility="327909900")
    before = [the_case(each, region_id=office.region.id).case.version for each in (issued, draft.id)]
    the_registry_says(office, nurse, PersonStatus.DECEASED)
    assert [the_case(each, region_id=office.region.id).case.version for each in (issued, draft.id)] == before
