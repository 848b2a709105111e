"""Our values in the nested dictionaries that the GOV.UK macros expect; used by `ui/components.html` only."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from mpp.ui.forms import ErrorLink, Field, Option

type Parameters = dict[str, Any]


def text(value: object) -> Parameters | None:
    """Return a text part, or None where there is nothing to say."""
    return {"text": value} if value else None


def error(field: Field) -> Parameters | None:
    """Return the error message of a field."""
    return {"text": field.error, "visuallyHiddenText": _("Kesalahan")} if field.error else None


def label(words: str, *, heading: bool) -> Parameters:
    """Return a label; `heading`: it is the page's h1."""
    return {"text": words, "isPageHeading": heading, "classes": "govuk-label--l" if heading else "govuk-label--s"}


def legend(words: str, *, heading: bool) -> Parameters:
    """Return a fieldset whose legend is the question."""
    size = "govuk-fieldset__legend--l" if heading else "govuk-fieldset__legend--s"
    return {"legend": {"text": words, "isPageHeading": heading, "classes": size}}


def items(options: Iterable[Option | tuple[str, str]], chosen: object) -> list[Parameters]:
    """Return radios, checkboxes or select options; `chosen` is one value or a tuple of values."""
    values = {str(value) for value in chosen} if isinstance(chosen, (tuple, list, set, frozenset)) else {str(chosen)}
    return [_item(each if isinstance(each, Option) else Option(*each), values) for each in options]


def date_items(field: Field) -> list[Parameters]:
    """Return day, month and year; `field.value` is a (day, month, year) tuple of what was typed, or empty."""
    parts = (("day", _("Hari"), "2"), ("month", _("Bulan"), "2"), ("year", _("Tahun"), "4"))
    typed = field.value if isinstance(field.value, tuple) else ("", "", "")
    wrong = " govuk-input--error" if field.error else ""
    return [
        {"name": name, "label": words, "value": value, "classes": f"govuk-input--width-{width}{wrong}"}
        for (name, words, width), value in zip(parts, typed, strict=True)
    ]


def error_list(errors: Iterable[ErrorLink]) -> list[Parameters]:
    """Return the lines of an error summary."""
    return [{"text": each.text, "href": each.href} for each in errors]


def tasks(rows: Iterable[Mapping[str, Any]]) -> list[Parameters]:
    """Return the lines of a task list from rows of (title, href, hint, status, tone)."""
    return [
        {
            "title": {"text": row["title"]},
            "href": row.get("href"),
            "hint": text(row.get("hint")),
            "status": {"tag": tag(row["status"], row["tone"])} if row.get("tone") else {"text": row["status"]},
            "classes": "" if row.get("href") else "mpp-task--waiting",
        }
        for row in rows
    ]


#: Tones of tags, statuses and notices; never colour alone: the words say the same.
TAG_CLASSES = {
    "neutral": "govuk-tag--grey",
    "info": "govuk-tag--blue",
    "success": "govuk-tag--green",
    "warning": "govuk-tag--yellow",
    "danger": "govuk-tag--red",
}


def tag(words: str, tone: str) -> Parameters:
    """Return a status tag; tone: neutral | info | success | warning | danger."""
    return {"text": words, "classes": TAG_CLASSES[tone]}


def _item(option: Option, values: set[str]) -> Parameters:
    is_chosen = option.value in values
    return {
        "value": option.value,
        "text": option.text,
        "hint": text(option.hint),
        "checked": is_chosen,
        "selected": is_chosen,
        "conditional": {"html": option.reveals} if option.reveals else None,
    }
