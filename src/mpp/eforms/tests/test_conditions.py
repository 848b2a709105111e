import pytest

from mpp.eforms.conditions import BadCondition, compiled

BLANK = {"answers": {"mode": ""}, "facts": {"credits": None}, "variant": "first", "service": {"modes": ["own"]}}


@pytest.mark.parametrize(
    ("source", "answer"),
    [
        ("variant == 'first'", True),
        ("answers.mode == 'own' || 'own' in service.modes", True),
        ("facts.credits != null && facts.credits > 5", False),
        ("!(size(service.modes) > 1)", True),
    ],
)
def test_conditions_compare_and_look_up(source, answer):
    assert compiled(source).holds(BLANK) is answer


@pytest.mark.parametrize(
    "source",
    [
        "",
        "variant ==",
        "person.name == 'x'",
        "answers.mode.matches('(a+)+$')",
        "service.modes.exists(m, m == 'own')",
        "variant == '" + "x" * 300 + "'",
        "(" * 7 + "true" + ")" * 7,
    ],
)
def test_what_is_no_condition_is_refused_when_it_is_compiled(source):
    with pytest.raises(BadCondition):
        compiled(source)


@pytest.mark.parametrize("source", ["answers.nothing == 'x'", "facts.credits > 5", "variant"])
def test_a_condition_that_cannot_be_worked_out_says_so(source):
    with pytest.raises(BadCondition):
        compiled(source).holds(BLANK)


def test_conditions_are_equal_when_their_texts_are():
    assert compiled("variant == 'first'") == compiled("variant == 'first'")


def test_a_condition_looks_only_at_what_it_names():
    assert compiled("answers.mode == 'own' && size(service) == 1").reads == {"answers": {"mode"}, "service": None}


def test_another_situation_gets_another_answer():
    condition = compiled("answers.mode == 'own'")
    assert [condition.holds(BLANK | {"answers": {"mode": mode}}) for mode in ("own", "", "own")] == [True, False, True]
