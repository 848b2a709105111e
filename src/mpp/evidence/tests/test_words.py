"""Every code that is stored has words."""

import inspect
import re

import pytest
from django.utils.translation import override

from mpp.evidence import words
from mpp.evidence.rules import eligibility
from mpp.evidence.rules.facts import Purpose, Source


def test_every_code_of_a_verdict_has_words():
    source = inspect.getsource(eligibility)
    codes = set(
        re.findall(
            r'"((?:person|population|registration|own|facility|places|licence|workforce|credits)-[a-z-]+)"', source
        )
    )
    assert len(codes) > 15
    assert codes == set(words.ADVICE)


@pytest.mark.parametrize("code", sorted(words.ADVICE))
@pytest.mark.parametrize("language", ["id", "en"])
def test_words_take_the_facts_of_their_verdict(code, language):
    facts = {"number": "AB1", "held": "bidan", "needed": "tenaga-gizi", "places": 3, "most": 3, "place": "RSUD"}
    with override(language):
        advice = words.advice(code, facts)
    assert advice.what
    assert advice.next
    assert "%" not in advice.what


def test_an_expired_registration_says_when():
    with override("id"):
        told = words.advice("registration-expired", {"number": "AB1", "ended_on": "2026-11-19"})
    assert told.what == "STR nomor AB1 berakhir pada 19 November 2026."


def test_a_fact_that_was_not_told_is_left_open():
    with override("id"):
        assert words.advice("registration-revoked", {}).what == "STR nomor … dicabut."


def test_sources_purposes_and_silence_have_names():
    assert set(words.SOURCE_NAMES) == set(Source)
    assert set(words.PURPOSE_NAMES) == set(Purpose)
    assert words.silence_reason("") == ""
