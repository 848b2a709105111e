"""Knowledge with its origin: freshness, merging, conflicts, prefill, freezing."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mpp.evidence.rules.facts import (
    AUTHORITY,
    BASIS,
    Fact,
    Key,
    LegalBasis,
    Prefill,
    Purpose,
    Source,
    State,
    answered,
    best,
    conflicts,
    merge,
    of_frozen,
    pending,
    prefill,
    stale,
    typed,
    value_at,
)
from mpp.evidence.rules.needs import FACTS_OF, Needs, about_this, needs_of, still_open
from mpp.evidence.rules.values import (
    CreditsVerdict,
    ElementMatch,
    MatchVerdict,
    PersonStatus,
    Registration,
    RegistrationStatus,
    from_plain,
    to_plain,
)

NOON = datetime(2026, 11, 20, 5, 0, tzinfo=UTC)
REGISTRATIONS = (
    Registration(number="A1", profession="bidan", status=RegistrationStatus.ACTIVE),
    Registration(number="B0", profession="perawat", status=RegistrationStatus.EXPIRED, valid_until=date(2024, 1, 31)),
    Registration(number="B1", profession="perawat", status=RegistrationStatus.ACTIVE),
)


def an_answer(key: Key, value: object, *, at: datetime = NOON) -> Fact:
    return answered(key, value, purpose=Purpose.PREFILL, at=at, reference="r-1")


@pytest.mark.parametrize(
    ("key", "age", "purpose", "is_fresh"),
    [
        (Key.ADDRESS, timedelta(days=80), Purpose.DECISION, True),
        (Key.ADDRESS, timedelta(days=91), Purpose.PREFILL, False),
        (Key.REGISTRATIONS, timedelta(hours=20), Purpose.PREFILL, True),
        (Key.REGISTRATIONS, timedelta(hours=2), Purpose.SUBMISSION, False),
        (Key.REGISTRATIONS, timedelta(minutes=30), Purpose.SUBMISSION, True),
        (Key.REGISTRATIONS, timedelta(minutes=30), Purpose.DECISION, False),
        (Key.PERSON_STATUS, timedelta(minutes=11), Purpose.PREFILL, False),
        (Key.PERSON_STATUS, timedelta(minutes=9), Purpose.DECISION, True),
    ],
)
def test_a_registration_is_asked_again_when_it_decides_and_an_address_is_not(key, age, purpose, is_fresh):
    assert an_answer(key, "x", at=NOON - age).is_fresh(purpose, NOON) is is_fresh


def test_every_key_has_an_authority_and_every_source_a_right():
    assert set(AUTHORITY) == set(Key)
    assert set(BASIS) == set(Source)


def test_what_is_pending_or_only_typed_leaves_the_authority_to_be_asked():
    facts = (
        pending(Key.REGISTRATIONS, purpose=Purpose.PREFILL, at=NOON),
        typed(Key.HEALTH_WORKER, {"qualification": "Ners"}, purpose=Purpose.PREFILL, at=NOON),
        an_answer(Key.LICENCES, ()),
    )
    wanted = {Key.REGISTRATIONS, Key.HEALTH_WORKER, Key.LICENCES}
    assert stale(wanted, facts, purpose=Purpose.PREFILL, now=NOON) == {Key.REGISTRATIONS, Key.HEALTH_WORKER}


def test_a_source_that_knows_nothing_has_answered():
    assert an_answer(Key.HEALTH_WORKER, None).state is State.ABSENT
    assert an_answer(Key.LICENCES, ()).state is State.ABSENT
    assert an_answer(Key.CREDITS, CreditsVerdict.UNKNOWN).state is State.KNOWN


def test_silence_never_replaces_an_answer():
    known = an_answer(Key.REGISTRATIONS, REGISTRATIONS)
    silence = pending(Key.REGISTRATIONS, purpose=Purpose.DECISION, at=NOON + timedelta(days=3))
    assert merge([known], [silence]) == (known,)
    assert merge([silence], [known]) == (known,)


def test_an_answer_that_arrives_late_never_replaces_a_newer_one():
    newer, older = an_answer(Key.CREDITS, "b"), an_answer(Key.CREDITS, "a", at=NOON - timedelta(hours=1))
    assert merge([newer], [older]) == (newer,)
    assert merge([older], [newer]) == (newer,)


fact_lists = st.lists(
    st.builds(
        Fact,
        key=st.sampled_from(Key),
        value=st.sampled_from(["a", "b"]),
        source=st.sampled_from(Source),
        state=st.sampled_from([State.KNOWN, State.PENDING, State.TYPED]),
        purpose=st.just(Purpose.PREFILL),
        legal_basis=st.just(LegalBasis.PUBLIC_TASK),
        fetched_at=st.integers(0, 5).map(lambda hours: NOON + timedelta(hours=hours)),
    ),
    max_size=8,
)


@given(fact_lists, fact_lists)
def test_merging_keeps_one_fact_per_key_and_source_and_loses_no_source(earlier, later):
    merged = merge(earlier, later)
    places = [(fact.key, fact.source) for fact in merged]
    assert len(places) == len(set(places))
    assert set(places) == {(fact.key, fact.source) for fact in merge(earlier, ()) + merge(later, ())}
    assert set(merge(merged, merged)) == set(merged)


def test_two_sources_that_disagree_are_both_kept_and_shown():
    released = an_answer(Key.ADDRESS, "Jl. Melati 1")
    register = replace(an_answer(Key.ADDRESS, "Jl. Mawar 2"), source=Source.DUKCAPIL)
    both = merge([released], [register])
    (conflict,) = conflicts(both)
    assert (conflict.key, set(conflict.facts)) == (Key.ADDRESS, {released, register})


def test_case_and_spacing_of_a_name_are_no_disagreement():
    typed_name = typed(Key.NAME, "siti  aminah", purpose=Purpose.PREFILL, at=NOON)
    assert conflicts((an_answer(Key.NAME, "SITI AMINAH"), typed_name)) == ()


def test_the_authority_speaks_first_and_the_person_only_where_registers_are_silent():
    own_word = typed(Key.HEALTH_WORKER, {"qualification": "Ners"}, purpose=Purpose.PREFILL, at=NOON)
    silence = pending(Key.HEALTH_WORKER, purpose=Purpose.PREFILL, at=NOON)
    answer = an_answer(Key.HEALTH_WORKER, {"qualification": "D3"})
    assert best((own_word, answer), Key.HEALTH_WORKER) == answer
    assert best((silence, own_word), Key.HEALTH_WORKER) == own_word
    assert best((), Key.HEALTH_WORKER) is None


def test_a_form_is_filled_from_the_entry_of_its_profession():
    fields = {"nama": "name", "nomor_str": "registrations.number", "kualifikasi": "health_worker.qualification"}
    facts = (
        an_answer(Key.NAME, "SITI AMINAH"),
        an_answer(Key.REGISTRATIONS, REGISTRATIONS),
        pending(Key.HEALTH_WORKER, purpose=Purpose.PREFILL, at=NOON),
    )
    got = prefill(fields, facts, profession="perawat", purpose=Purpose.PREFILL, now=NOON)
    assert [(each.field, each.verdict, each.value) for each in got] == [
        ("nama", Prefill.FILLED, "SITI AMINAH"),
        ("nomor_str", Prefill.FILLED, "B1"),
        ("kualifikasi", Prefill.CONFIRM_LATER, None),
    ]


@pytest.mark.parametrize(
    ("facts", "verdict"),
    [
        ((), Prefill.ASK),
        ((an_answer(Key.NAME, None),), Prefill.ASK),
        ((an_answer(Key.NAME, "A", at=NOON - timedelta(days=100)),), Prefill.CONFIRM_LATER),
        ((typed(Key.NAME, "A", purpose=Purpose.PREFILL, at=NOON - timedelta(days=100)),), Prefill.FILLED),
        ((an_answer(Key.NAME, "A"), typed(Key.NAME, "B", purpose=Purpose.PREFILL, at=NOON)), Prefill.DISPUTED),
    ],
)
def test_each_field_gets_a_verdict(facts, verdict):
    (got,) = prefill({"nama": "name"}, facts, profession="", purpose=Purpose.PREFILL, now=NOON)
    assert got.verdict is verdict


def test_a_path_that_leads_nowhere_gives_nothing():
    assert value_at(an_answer(Key.NAME, "A"), "first.letter") is None
    assert value_at(an_answer(Key.REGISTRATIONS, REGISTRATIONS), "number", profession="apoteker") is None


@pytest.mark.parametrize(
    "value",
    [
        *REGISTRATIONS,
        MatchVerdict(status=PersonStatus.FOUND, elements={"name": ElementMatch(matched=True, score=100)}),
        MatchVerdict(status=PersonStatus.DECEASED),
    ],
)
def test_a_value_comes_back_from_its_plain_form(value):
    assert from_plain(type(value), orjson.loads(orjson.dumps(to_plain(value)))) == value


@given(fact_lists)
def test_a_case_keeps_facts_as_they_were(facts):
    assert [of_frozen(orjson.loads(orjson.dumps(fact))) for fact in facts] == facts


def test_a_service_needs_what_its_requirements_name_and_the_rest_is_the_person_s_own():
    needs = needs_of(["registration", "licences", "schedule"], profession="perawat")
    assert needs.keys == {Key.REGISTRATIONS, Key.LICENCES, Key.REGIONAL_LICENCES}
    assert {key for keys in FACTS_OF.values() for key in keys} <= set(Key)


NURSE = Needs(
    keys=frozenset({Key.NAME, Key.REGISTRATIONS, Key.CREDITS, Key.PLACE, Key.HEALTH_WORKER}),
    profession="perawat",
    place_code="P-1",
)


def about(key: Key, value: object, reference: str) -> Fact:
    return replace(an_answer(key, value), reference=reference)


def test_what_decides_is_open_again_once_it_is_old_and_what_lasts_is_not():
    facts = (
        an_answer(Key.REGISTRATIONS, REGISTRATIONS),
        an_answer(Key.HEALTH_WORKER, None),
        about(Key.CREDITS, "sufficient", "B1"),
        about(Key.PLACE, {"code": "P-1"}, "P-1"),
    )
    assert still_open(facts, NURSE, purpose=Purpose.SUBMISSION, at=NOON) == set()
    later = NOON + timedelta(hours=2)
    assert still_open(facts, NURSE, purpose=Purpose.DECISION, at=later) == {Key.REGISTRATIONS, Key.CREDITS}


def test_what_the_digital_identity_did_not_hand_over_is_nobody_s_to_confirm():
    assert still_open((), Needs(keys=frozenset({Key.NAME, Key.PHONE})), purpose=Purpose.DECISION, at=NOON) == set()


def test_an_own_practice_is_in_no_register():
    own = replace(NURSE, keys=frozenset({Key.PLACE}), place_code="")
    assert still_open((), own, purpose=Purpose.DECISION, at=NOON) == set()


def test_answers_about_another_place_or_registration_are_not_about_this():
    facts = (
        an_answer(Key.REGISTRATIONS, REGISTRATIONS),
        about(Key.CREDITS, "sufficient", "A1"),
        about(Key.PLACE, {"code": "P-2"}, "P-2"),
    )
    assert [fact.key for fact in about_this(facts, NURSE)] == [Key.REGISTRATIONS]


def test_without_a_registration_nothing_is_to_be_known_of_credits():
    facts = (an_answer(Key.REGISTRATIONS, ()), about(Key.CREDITS, None, ""))
    needs = replace(NURSE, keys=frozenset({Key.REGISTRATIONS, Key.CREDITS}))
    assert still_open(facts, needs, purpose=Purpose.SUBMISSION, at=NOON) == set()
