from datetime import UTC, datetime

from mpp.catalogue.definition import Precondition, StandardPart
from mpp.catalogue.tests.builders import a_definition
from mpp.evidence.rules.eligibility import RULES
from mpp.evidence.rules.facts import Key, Purpose, Source, answered, pending, prefill
from mpp.evidence.rules.values import Registration, RegistrationStatus

NOON = datetime(2026, 11, 20, 5, tzinfo=UTC)


def in_variant(variant):
    definition = a_definition()
    return definition, definition.filled(definition.blank_case(variant))


def test_steps_and_requirements_follow_the_case():
    definition, first = in_variant("first")
    assert [step.key for step in definition.steps_for(first)] == ["verify", "recommend", "sign"]
    assert [each.key for each in definition.requirements_for(first)] == ["registration"]
    definition, renewal = in_variant("renewal")
    assert [step.key for step in definition.steps_for(renewal)] == ["verify", "sign"]
    assert [each.source for each in definition.requirements_for(renewal)] == [Source.KKI, Source.SISDMK]


def prefilled(*facts):
    paths = a_definition().prefill_paths
    return prefill(paths, facts, profession="perawat", purpose=Purpose.PREFILL, now=NOON)


def test_what_a_registry_knows_is_not_asked():
    registration = Registration(number="AB1", profession="perawat", status=RegistrationStatus.ACTIVE)
    known = prefilled(answered(Key.REGISTRATIONS, (registration,), purpose=Purpose.PREFILL, at=NOON))
    assert a_definition().facts(known) == {"number": "AB1", "ask": [], "practice_unconfirmed": False}


def test_what_no_registry_knows_is_asked_and_what_is_late_is_not():
    unknown = prefilled(answered(Key.REGISTRATIONS, (), purpose=Purpose.PREFILL, at=NOON))
    assert a_definition().facts(unknown) == {"number": None, "ask": ["number"], "practice_unconfirmed": False}
    late = prefilled(pending(Key.REGISTRATIONS, purpose=Purpose.PREFILL, at=NOON))
    assert a_definition().facts(late) == {"number": None, "ask": [], "practice_unconfirmed": False}


def test_the_missing_parts_of_a_standard_are_named_in_the_order_of_the_law():
    missing = a_definition().missing_parts
    assert StandardPart.REQUIREMENTS not in missing
    assert missing[0] is StandardPart.DURATION
    assert len(missing) == 12


def test_one_common_number_format_names_each_service():
    assert a_definition().outputs[0].number_format == "{serial}/SIP-PERAWAT/{year}"


def test_every_precondition_of_a_definition_is_a_rule_and_every_rule_may_be_named():
    assert set(Precondition) == set(RULES)
