import jsonschema_rs
import pytest

from mpp.eforms.parse import FORM_SCHEMA, BadForm
from mpp.eforms.schema import answer_faults
from mpp.eforms.tests.builders import a_field, a_form, a_page, a_practice_form

VALIDATOR = jsonschema_rs.Draft202012Validator(FORM_SCHEMA)


@pytest.mark.parametrize(
    ("field", "fits"),
    [
        (a_field("name"), True),
        (a_field("kind", "radios"), True),
        (a_field("name", options=[]), False),
        (a_field("name", "colour"), False),
        (a_field("Name"), False),
        (a_field("name", max_length=0), False),
        ({"key": "kind", "label": {"id": "a", "en": "b"}, "widget": "radios"}, False),
        ({"key": "name", "label": {"id": "a"}, "widget": "text"}, False),
    ],
)
def test_the_shape_of_a_form_is_a_json_schema(field, fits):
    assert VALIDATOR.is_valid({"pages": [a_page("page", field)]}) is fits


def test_a_bad_condition_is_named_by_its_path():
    with pytest.raises(BadForm) as refusal:
        a_form(a_page("one", a_field("a")), a_page("two", a_field("b", when="answers.")))
    assert refusal.value.path == "pages[1].fields[0].when"


@pytest.mark.parametrize(
    "pages",
    [
        [a_page("one", a_field("a")), a_page("one", a_field("b"))],
        [a_page("one", a_field("a")), a_page("two", a_field("a"))],
    ],
)
def test_keys_are_unique_across_the_form(pages):
    with pytest.raises(BadForm):
        a_form(*pages)


@pytest.mark.parametrize(
    ("answers", "faulty"),
    [
        ({"mode": "own", "hours": [{"day": "mon", "opens": "08:00", "closes": "12:00"}]}, []),
        ({"mode": "elsewhere"}, ["mode"]),
        ({"name": "x" * 201}, ["name"]),
        ({"colour": "red"}, ["answers"]),
        ({"hours": [{"day": "mon", "opens": "8", "closes": "12:00"}]}, ["hours.0.opens"]),
    ],
)
def test_whole_answers_from_elsewhere_are_checked_by_schema(answers, faulty):
    faults = answer_faults(a_practice_form(), answers)
    assert [fault.split(":")[0] for fault in faults] == faulty
