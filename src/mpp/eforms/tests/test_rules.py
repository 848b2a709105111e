from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mpp.eforms import rules
from mpp.eforms.form import Fault
from mpp.eforms.tests.builders import a_field, a_form, a_page, a_practice_form, in_situation

HOURS = [{"day": "mon", "opens": "08:00", "closes": "14:00"}]


def keys(pages):
    return [page.key for page in pages]


@pytest.mark.parametrize(
    ("answers", "variant", "facts", "asked"),
    [
        ({}, "first", {}, ["mode", "facility", "hours"]),
        ({"mode": "own"}, "first", {}, ["mode", "own", "hours"]),
        ({"mode": "facility"}, "renewal", {}, ["mode", "facility", "renewal", "hours"]),
        ({"mode": "facility"}, "renewal", {"licences": 1}, ["mode", "facility", "hours"]),
    ],
)
def test_pages_follow_answers_variant_and_facts(answers, variant, facts, asked):
    situation = in_situation(answers, variant, **facts)
    assert keys(rules.visible_pages(a_practice_form(), situation)) == asked


def test_a_service_without_a_choice_does_not_ask_for_it():
    form = a_practice_form(modes=("facility",))
    assert keys(rules.visible_pages(form, in_situation())) == ["facility", "hours"]


def test_next_page_skips_what_is_not_asked_and_ends_with_none():
    form, situation = a_practice_form(), in_situation({"mode": "own"})
    assert rules.next_page(form, situation, after="").key == "mode"
    assert rules.next_page(form, situation, after="mode").key == "own"
    assert rules.next_page(form, situation, after="facility").key == "own"
    assert rules.next_page(form, situation, after="hours") is None


def test_an_answer_left_on_a_page_no_longer_asked_does_not_count():
    left = {"mode": "facility", "name": "Klinik Lama", "address": "Jl. Merdeka 1", "facility": "F-1", "hours": HOURS}
    assert list(rules.relevant(a_practice_form(), in_situation(left))) == ["mode", "facility", "hours"]
    assert rules.typed_count(a_practice_form(), in_situation(left)) == 3


def test_a_condition_does_not_see_answers_that_are_not_asked():
    form = a_form(
        a_page("one", a_field("first", "radios")),
        a_page("two", a_field("second", required=False), when="answers.first == 'one'"),
        a_page("three", a_field("third"), when="answers.second != ''"),
    )
    stale = {"first": "two", "second": "left behind"}
    assert keys(rules.visible_pages(form, in_situation(stale))) == ["one"]


ONE_FORM = a_practice_form()


@given(
    mode=st.sampled_from(["", "own", "facility"]),
    variant=st.sampled_from(["first", "renewal"]),
    licences=st.sampled_from([None, 0, 1, "1"]),
    name=st.text(max_size=3),
)
def test_who_has_come_before_changes_nothing_of_what_is_asked(mode, variant, licences, name):
    situation = in_situation({"mode": mode, "name": name}, variant, licences=licences)
    known, new = (rules.Filling(form, situation) for form in (ONE_FORM, replace(ONE_FORM)))
    assert (known.pages, known.given, known.context) == (new.pages, new.given, new.context)


def test_missing_names_each_gap_by_page_and_leaves_out_what_may_stay_empty():
    gaps = rules.missing(a_practice_form(), in_situation({"mode": "own", "address": "Jl. Merdeka 1"}))
    assert gaps == {"own": ("name",), "hours": ("hours",)}
    assert rules.answered_pages(a_practice_form(), in_situation({"mode": "own", "address": "Jl. Merdeka 1"})) == {
        "mode": True,
        "own": False,
        "hours": False,
    }


def test_a_complete_form_misses_nothing():
    answers = {"mode": "facility", "facility": "F-1", "hours": HOURS}
    assert rules.missing(a_practice_form(), in_situation(answers)) == {}


def test_checking_a_page_gives_values_and_faults():
    form = a_practice_form()
    filling = rules.Filling(form, in_situation({"mode": "own"}))
    checked = rules.check_page(filling, form.page("own"), {"name": ["x" * 300], "address": ["Jl. Merdeka 1"]})
    assert checked.values == {"address": "Jl. Merdeka 1", "landlord": ""}
    assert checked.faults == {"name": Fault("too-long", {"max": 200})}


def test_a_field_appears_because_of_an_answer_on_the_same_page():
    form = a_practice_form()
    filling = rules.Filling(form, in_situation({"mode": "own", "address": "old"}))
    without = rules.check_page(filling, form.page("own"), {"name": ["A"]})
    assert "landlord" not in without.values
    assert without.faults == {"address": Fault("blank")}


def test_inputs_that_the_page_does_not_ask_are_not_taken():
    form = a_practice_form()
    checked = rules.check_page(
        rules.Filling(form, in_situation()), form.page("mode"), {"mode": ["own"], "role": ["admin"]}
    )
    assert checked.values == {"mode": "own"}
