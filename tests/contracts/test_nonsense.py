"""A source that answers nonsense, over real HTTP: recorded as such, never believed, and nobody is stopped by it."""

from datetime import UTC, datetime

import pytest

from mpp.evidence.asking import Applicant
from mpp.evidence.gathering import gather
from mpp.evidence.queries import calls_about, facts_of
from mpp.evidence.rules.facts import Key, Purpose, State
from mpp.evidence.rules.needs import Needs
from mpp.evidence.words import silence_reason
from mpp.foundation.actor import Actor
from mpp.foundation.ids import uuid7
from tests.contracts.conftest import over_http

pytestmark = pytest.mark.django_db

BANJAR = 7

#: More than a page has, so that on a busy machine it is the answer that is judged and not its time.
PATIENCE_S = 15.0

#: What goes wrong at the agency -> the reasons that may stand in the ledger for it.
NONSENSE = {
    "another person's data": ({"wrong": "other-person"}, {"other-subject"}),
    "two answers for one NIK": ({"wrong": "two-answers"}, {"wrong-shape"}),
    "a page of HTML": ({"wrong": "html"}, {"not-json"}),
    "half a body": ({"wrong": "half"}, {"broken", "not-json"}),
    "a redirect": ({"wrong": "redirect"}, {"redirect"}),
    "an answer after the time limit": ({"slow_ms": 2600}, {"slow"}),
}

#: Agency -> key of the fact that it is asked for.
ASKED = {
    "dukcapil": Key.PERSON_STATUS,
    "kki": Key.REGISTRATIONS,
    "sisdmk": Key.LICENCES,
    "satusehat": Key.PRACTITIONER,
    "sicantik": Key.REGIONAL_LICENCES,
}


@pytest.mark.parametrize("nonsense", NONSENSE)
@pytest.mark.parametrize("agency", ASKED)
def test_nonsense_is_recorded_and_never_believed(outside, settings, agency, nonsense):
    key, (setting, reasons) = ASKED[agency], NONSENSE[nonsense]
    adapters = over_http(outside)
    settings.EVIDENCE_SOURCES = lambda region_id: adapters
    # Who has licences can be told about twice; whose place somebody with licences takes is found out.
    nurse, now = outside.person("neneng" if "other-person" in setting.values() else "nunung"), datetime.now(UTC)
    actor = Actor(role="pemohon", region_id=BANJAR, person_id=uuid7(), account_id=uuid7())
    assert actor.person_id is not None
    applicant = Applicant(
        person_id=actor.person_id,
        nik=nurse.nik,
        released={Key.NAME: nurse.name, Key.BIRTH_DATE: nurse.born.isoformat()},
        released_at=now,
        reference="ikd",
    )
    outside.set(agency, **setting)
    needs = Needs(keys=frozenset({key}), profession="perawat")
    known = gather(needs, applicant, purpose=Purpose.SUBMISSION, actor=actor, now=now, patience_s=PATIENCE_S)

    (fact,) = [each for each in known if each.key is key]
    assert (fact.state, fact.value) == (State.PENDING, None)
    assert {kept.state for kept in facts_of(actor.person_id, [key], actor=actor)} == {State.PENDING}
    (call,) = calls_about(actor.person_id, actor=actor)
    assert call.reason in reasons
    assert silence_reason(call.reason) != silence_reason("unknown-reason"), "the status page has words for it"
