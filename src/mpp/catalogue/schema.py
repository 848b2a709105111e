"""The shape of a definition file as JSON Schema; what a schema cannot say is for `parse` and `checker`."""

from collections.abc import Mapping
from typing import Any

import jsonschema_rs

from mpp.catalogue.definition import (
    Action,
    Precondition,
    RequirementKind,
    Sector,
    StandardPart,
    Stated,
    WhenOverdue,
    WhileSilent,
)
from mpp.eforms.parse import FORM_SCHEMA, WORDS_SCHEMA
from mpp.evidence.rules.eligibility import Mode
from mpp.evidence.rules.facts import Source
from mpp.identity.rules import Assurance
from mpp.mandates.rules import MOST_ACTS, Act
from mpp.tenancy.rules import AgencyKind

#: Kinds of mandates that let an agent hand in, where the service goes along.
AGENTS = [kind.value for kind, acts in MOST_ACTS.items() if Act.HAND_IN in acts]

_KEY = {"type": "string", "pattern": "^[a-z][a-z0-9_]{0,39}$"}
_SLUG = {"type": "string", "pattern": "^[a-z][a-z0-9-]{0,59}$"}
_TEXT = {"type": "string", "minLength": 1}
_DAYS = {"type": "integer", "minimum": 1, "maximum": 365}


def _list(items: Mapping[str, Any], least: int = 0) -> dict[str, Any]:
    return {"type": "array", "items": dict(items), "minItems": least}


def _one_of(values: type) -> dict[str, Any]:
    return {"enum": [each.value for each in values]}  # type: ignore[attr-defined]  # an enumeration


def _object(required: Mapping[str, Any], optional: Mapping[str, Any] | None = None) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": {**required, **(optional or {})},
        "required": list(required),
        "additionalProperties": False,
    }


_STANDARD = _object({part.value: {"anyOf": [_one_of(Stated), WORDS_SCHEMA]} for part in StandardPart})
_EXAMPLE = _object(
    {"name": _TEXT, "variant": _KEY, "answers": {"type": "object"}, "pages": _list(_KEY, 1), "steps": _list(_KEY, 1)},
    {"facts": {"type": "object"}},
)
_EVERY_SERVICE = {
    "slug": _SLUG,
    "version": {"type": "integer", "minimum": 1},
    "names": WORDS_SCHEMA,
    "short": WORDS_SCHEMA,
    "sector": _one_of(Sector),
    "group": WORDS_SCHEMA,
    "open": {"type": "boolean"},
    "words": _list(_TEXT, 1),
    "life_events": _list(_KEY),
    "authority": WORDS_SCHEMA,
    "legal_basis": _list(
        _object(
            {"instrument": _TEXT, "verified": {"type": "boolean"}},
            {"article": _TEXT, "since": {"type": "string", "format": "date"}},
        ),
        1,
    ),
    "standard": _STANDARD,
    "variants": _list(_object({"key": _KEY, "name": WORDS_SCHEMA}, {"help": WORDS_SCHEMA}), 1),
    "requirements": _list(
        _object(
            {"key": _KEY, "name": WORDS_SCHEMA, "source": _one_of(Source), "kind": _one_of(RequirementKind)},
            {"fallback": WORDS_SCHEMA, "note": WORDS_SCHEMA, "letter": _TEXT, "when": _TEXT},
        ),
        1,
    ),
    "fee_idr": {"type": ["integer", "null"], "minimum": 0},
}
_OPEN_SERVICE = {
    "preconditions": _list(_one_of(Precondition)),
    "prefill": _list(_object({"key": _KEY, "path": _TEXT, "label": WORDS_SCHEMA})),
    "form": FORM_SCHEMA,
    "steps": _list(
        _object(
            {
                "key": _KEY,
                "action": _one_of(Action),
                "role": _KEY,
                "agency": _one_of(AgencyKind),
                "working_days": _DAYS,
                "label": WORDS_SCHEMA,
            },
            {"when": _TEXT},
        ),
        1,
    ),
    "clock": _object(
        {"working_days": _DAYS, "when_overdue": _one_of(WhenOverdue), "while_silent": _one_of(WhileSilent)},
        {"pauses_on": _list({"enum": ["returned"]}), "confirmation_days": _DAYS},
    ),
    "outputs": _list(
        _object(
            {
                "document": _KEY,
                "name": WORDS_SCHEMA,
                "template": _KEY,
                "number_format": _TEXT,
                "signer_roles": _list(_KEY, 1),
            }
        ),
        1,
    ),
    "examples": _list(_EXAMPLE, 1),
}
_OPTIONAL = {
    "unverified": _list(_TEXT),
    "validity": _object(
        {"years": {"type": ["integer", "null"], "minimum": 1}}, {"ends_with_registration": {"type": "boolean"}}
    ),
    "max_places": {"type": "integer", "minimum": 0},
    "practice_modes": _list(_one_of(Mode), 1),
    "profession": _SLUG,
    "assurance": {"enum": [level.name.lower() for level in Assurance]},
    "handed_in_by": {"type": "array", "uniqueItems": True, "items": {"enum": AGENTS}},
    "triggers": _list(_SLUG),
}

#: JSON Schema (2020-12) of the merged data of one definition file. An open service must say how it works.
DEFINITION_SCHEMA: dict[str, Any] = {
    **_object(_EVERY_SERVICE, {**_OPEN_SERVICE, **_OPTIONAL}),
    "if": {"properties": {"open": {"const": True}}},
    "then": {"required": list(_OPEN_SERVICE)},
    "else": {"properties": dict.fromkeys(_OPEN_SERVICE, False)},
}

_VALIDATOR = jsonschema_rs.Draft202012Validator(DEFINITION_SCHEMA, validate_formats=True)


def shape_faults(data: object) -> tuple[tuple[str, str], ...]:
    """Return what is wrong with the shape of `data`: (path such as `steps[2].role`, reason)."""
    return tuple((_path(error.instance_path), error.message) for error in _VALIDATOR.iter_errors(data))


def _path(parts: list[str | int]) -> str:
    return "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in parts).lstrip(".")
