"""The answers of a form as JSON Schema: for doors that take whole answers (API, other systems, example cases)."""

from collections.abc import Mapping
from typing import Any

import jsonschema_rs

from mpp.eforms.form import DAYS, Field, Form, Widget

_HOUR = {"type": "string", "pattern": "^([01][0-9]|2[0-3]):[0-5][0-9]$"}


def answers_schema(form: Form) -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of the answers of `form`; which are asked is for the conditions to say."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "type": "object",
        "properties": {field.key: _value_schema(field) for field in form.fields},
        "additionalProperties": False,
    }


def answer_faults(form: Form, answers: Mapping[str, object]) -> tuple[str, ...]:
    """Return what is wrong with the shape of `answers`: `key: reason`, empty when all fit."""
    return tuple(
        f"{'.'.join(map(str, error.instance_path)) or 'answers'}: {error.message}"
        for error in _validator(form).iter_errors(dict(answers))
    )


def _validator(form: Form) -> jsonschema_rs.Draft202012Validator:
    return jsonschema_rs.Draft202012Validator(answers_schema(form), validate_formats=True)


def _value_schema(field: Field) -> dict[str, Any]:
    keys = [option.key for option in field.options]
    match field.widget:
        case Widget.RADIOS | Widget.SELECT:
            return {"enum": keys}
        case Widget.CHECKBOXES:
            return {"type": "array", "items": {"enum": keys}, "uniqueItems": True}
        case Widget.DATE:
            return {"type": "string", "format": "date"}
        case Widget.DECLARATION:
            return {"const": True}
        case Widget.SCHEDULE:
            return {"type": "array", "items": _hours_schema(), "maxItems": len(DAYS)}
        case _:
            text: dict[str, Any] = {"type": "string", "minLength": 1, "maxLength": field.max_length}
            return text | ({"pattern": f"^(?:{field.pattern})$"} if field.pattern else {})


def _hours_schema() -> dict[str, Any]:
    return {
        "type": "object",
        "properties": {"day": {"enum": list(DAYS)}, "opens": _HOUR, "closes": _HOUR},
        "required": ["day", "opens", "closes"],
        "additionalProperties": False,
    }
