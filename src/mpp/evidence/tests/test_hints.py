"""What only helps to choose holds nobody up: the page goes on without it, and nothing waits for it."""

import threading
import time
from dataclasses import replace

import pytest

from mpp.evidence.asking import HINT_SHARE, Round
from mpp.evidence.fakes import FakePractitionerIndex
from mpp.evidence.rules.facts import Key, Purpose, Source, State, fresh_for
from mpp.evidence.rules.needs import askable, needs_of, still_open
from mpp.evidence.rules.values import Practitioner
from mpp.evidence.tests.builders import NEEDS, NIK, NOON, a_nurse, an_applicant, the_registries

ASKED = frozenset({Key.PERSON_STATUS, Key.PRACTITIONER})


class LateIndex(FakePractitionerIndex):
    """Answers only once it is let."""

    let: threading.Event

    def practitioner(self, nik: str) -> Practitioner | None:
        self.let.wait(5)
        return None


@pytest.fixture
def late() -> LateIndex:
    index = LateIndex()
    index.let = threading.Event()
    yield index
    index.let.set()


def asked(index: FakePractitionerIndex, *, patience_s: float):
    turn = Round(
        sources=replace(the_registries(), practitioners=index).as_sources(),
        applicant=an_applicant(a_nurse().person_id),
        needs=NEEDS,
        kept=(),
        purpose=Purpose.PREFILL,
        at=NOON,
    )
    return {each.fact.key: each for each in turn.ask(ASKED, patience_s=patience_s)}


def test_a_late_hint_is_given_up_sooner_than_what_is_needed(late):
    began = time.monotonic()
    told = asked(late, patience_s=1.0)
    assert time.monotonic() - began < 1.0
    assert told[Key.PERSON_STATUS].fact.state is State.KNOWN
    hint = told[Key.PRACTITIONER]
    assert (hint.fact.state, hint.reason) == (State.PENDING, "slow")
    assert hint.took_ms >= 1000 * HINT_SHARE - 50


def test_what_the_index_says_is_a_fact_with_its_origin():
    known = Practitioner(number="N10000001", name="Neneng")
    fact = asked(FakePractitionerIndex(known={NIK: known}), patience_s=2.0)[Key.PRACTITIONER].fact
    assert (fact.source, fact.state, fact.value["number"]) == (Source.INDEX, State.KNOWN, "N10000001")
    assert fresh_for(Key.PRACTITIONER, Purpose.DECISION) == fresh_for(Key.PRACTITIONER, Purpose.PREFILL)


def test_nothing_waits_for_the_index():
    needs = needs_of(["workplaces"], profession="perawat")
    assert needs.keys == {Key.PRACTITIONER}
    assert askable(needs) == still_open((), needs, purpose=Purpose.DECISION, at=NOON) == frozenset()
