"""Read a form from the plain data of a definition file.

The shape of the data is checked before (`FORM_SCHEMA`, JSON Schema); only what a schema cannot say is refused here.
"""

from collections.abc import Mapping
from typing import Any

from mpp.eforms.conditions import BadCondition, Condition, compiled
from mpp.eforms.form import Field, Form, Option, Page, Widget
from mpp.eforms.words import Words

_KEY = {"type": "string", "pattern": "^[a-z][a-z0-9_]{0,39}$"}
WORDS_SCHEMA: dict[str, Any] = {
    "type": "object",
    "properties": {"id": {"type": "string", "minLength": 1}, "en": {"type": "string", "minLength": 1}},
    "required": ["id", "en"],
    "additionalProperties": False,
}
_OPTION_SCHEMA = {
    "type": "object",
    "properties": {"key": _KEY, "label": WORDS_SCHEMA, "help": WORDS_SCHEMA},
    "required": ["key", "label"],
    "additionalProperties": False,
}
_FIELD_SCHEMA = {
    "type": "object",
    "properties": {
        "key": _KEY,
        "label": WORDS_SCHEMA,
        "help": WORDS_SCHEMA,
        "widget": {"enum": [widget.value for widget in Widget]},
        "required": {"type": "boolean"},
        "when": {"type": "string"},
        "max_length": {"type": "integer", "minimum": 1, "maximum": 4000},
        "options": {"type": "array", "items": _OPTION_SCHEMA, "minItems": 2},
        "pattern": {"type": "string", "format": "regex"},
        "autocomplete": {"type": "string"},
        "inputmode": {"type": "string"},
    },
    "required": ["key", "label", "widget"],
    "additionalProperties": False,
    "if": {"properties": {"widget": {"enum": ["radios", "select", "checkboxes"]}}},
    "then": {"required": ["options"]},
    "else": {"not": {"required": ["options"]}},
}
#: JSON Schema of the `form` part of a definition file.
FORM_SCHEMA: dict[str, Any] = {
    "type": "object",
    "properties": {
        "pages": {
            "type": "array",
            "minItems": 1,
            "items": {
                "type": "object",
                "properties": {
                    "key": _KEY,
                    "title": WORDS_SCHEMA,
                    "help": WORDS_SCHEMA,
                    "when": {"type": "string"},
                    "fields": {"type": "array", "items": _FIELD_SCHEMA, "minItems": 1},
                },
                "required": ["key", "title", "fields"],
                "additionalProperties": False,
            },
        }
    },
    "required": ["pages"],
    "additionalProperties": False,
}


class BadForm(ValueError):
    """A form that cannot be built.

    path: where in the form's data, such as `pages[2].fields[0].when`
    """

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path, self.reason = path, reason


def form_of(data: Mapping[str, Any], *, constants: Mapping[str, object]) -> Form:
    """Return the form that `data` (valid under FORM_SCHEMA) describes. Raises BadForm."""
    form = Form(
        pages=tuple(_page(page, f"pages[{number}]") for number, page in enumerate(data["pages"])),
        constants=dict(constants),
    )
    _refuse_repeated("page", [page.key for page in form.pages])
    # Answers of all pages live in one mapping.
    _refuse_repeated("field", [field.key for field in form.fields])
    return form


def words_of(data: Mapping[str, str] | None) -> Words | None:
    """Return both texts, None when the definition says nothing."""
    return None if data is None else Words(data["id"], data["en"])


def condition_of(source: str | None, path: str) -> Condition | None:
    """Return the compiled condition, None when there is none. Raises BadForm that names `path`."""
    try:
        return None if source is None else compiled(source)
    except BadCondition as error:
        raise BadForm(path, str(error)) from error


def _page(data: Mapping[str, Any], path: str) -> Page:
    return Page(
        key=data["key"],
        title=Words(**data["title"]),
        help=words_of(data.get("help")),
        when=condition_of(data.get("when"), f"{path}.when"),
        fields=tuple(_field(field, f"{path}.fields[{number}]") for number, field in enumerate(data["fields"])),
    )


def _field(data: Mapping[str, Any], path: str) -> Field:
    plain = {name: value for name, value in data.items() if name not in ("label", "help", "widget", "when", "options")}
    return Field(
        **plain,
        label=Words(**data["label"]),
        help=words_of(data.get("help")),
        widget=Widget(data["widget"]),
        when=condition_of(data.get("when"), f"{path}.when"),
        options=tuple(_option(option) for option in data.get("options", ())),
    )


def _option(data: Mapping[str, Any]) -> Option:
    return Option(data["key"], Words(**data["label"]), words_of(data.get("help")))


def _refuse_repeated(what: str, keys: list[str]) -> None:
    for key in sorted({key for key in keys if keys.count(key) > 1}):
        raise BadForm("pages", f"two {what}s have the key {key!r}")
