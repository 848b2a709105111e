from datetime import UTC, datetime
from uuid import UUID

import orjson
import pytest

from mpp.applications.content import FIELD, TABLE, Content, Gap, Opinion, Verdict
from mpp.evidence.rules.facts import Key, Purpose, answered
from mpp.foundation.cipher import BrokenSeal, seal

CASE = UUID("01930000-0000-7000-8000-000000000001")
NOON = datetime(2026, 11, 20, 5, tzinfo=UTC)


def a_content():
    return Content(
        answers={"practice_mode": "facility", "facility": "3279010001"},
        facts=tuple(answered(key, "Contoh", purpose=Purpose.PREFILL, at=NOON) for key in (Key.NAME, Key.ADDRESS)),
        gaps=(Gap("facility", "Pilih lagi"),),
        opinion=Opinion(Verdict.CONDITIONAL, "Dengan pendamping"),
        reports={"name": "salah"},
        declared_at=NOON.isoformat(),
    )


def test_what_was_sealed_comes_back_as_it_was():
    sealed = a_content().sealed(region_id=7, application_id=CASE)
    assert Content.opened(sealed, region_id=7, application_id=CASE) == a_content()


def test_it_opens_only_at_its_case_and_region():
    sealed = a_content().sealed(region_id=7, application_id=CASE)
    with pytest.raises(BrokenSeal):
        Content.opened(sealed, region_id=8, application_id=CASE)


def test_a_content_sealed_before_contents_were_packed_still_opens():
    sealed = seal(orjson.dumps(a_content()), table=TABLE, field=FIELD, row=CASE, region=7)
    assert Content.opened(sealed, region_id=7, application_id=CASE) == a_content()


def test_facts_take_a_fraction_of_their_text():
    facts = tuple(answered(key, "Contoh", purpose=Purpose.PREFILL, at=NOON) for key in Key)
    content = Content(facts=facts)
    assert len(content.sealed(region_id=7, application_id=CASE)) < len(orjson.dumps(content)) / 4
