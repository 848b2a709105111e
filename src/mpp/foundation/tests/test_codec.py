from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid4

import pytest

from mpp.foundation.codec import from_json, to_json


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    case_id: UUID
    due_on: date | None = None


class NamedFact(Fact):
    """Says the same under a name of its own."""


@pytest.mark.parametrize("kind", [Fact, NamedFact])
@pytest.mark.parametrize("due_on", [None, date(2026, 11, 27)])
def test_a_fact_comes_back_as_it_was(kind, due_on):
    fact = kind(case_id=uuid4(), due_on=due_on)
    restored = from_json(kind, to_json(fact))
    assert type(restored) is kind
    assert restored == fact


def test_what_is_no_plain_value_is_refused():
    with pytest.raises(TypeError):
        to_json(object())
