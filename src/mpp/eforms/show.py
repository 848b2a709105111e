"""Answers in words, for lists of answers, letters and officers' pages."""

from collections.abc import Mapping
from datetime import date

from django.utils.translation import gettext as _

from mpp.eforms.form import Field, Value, Widget
from mpp.eforms.texts import DAY_NAMES
from mpp.ui.formats import long_date


def shown(field: Field, value: Value, *, lang: str) -> tuple[str, ...]:
    """Return the lines that say `value`, the answer to `field`; none when it is not answered.

    A facility and a file come out as their code and id: whoever knows their names shows those instead.
    """
    if value == field.blank:
        return ()
    if isinstance(value, list):
        return tuple(hours(each) if isinstance(each, Mapping) else _label(field, each, lang) for each in value)
    if isinstance(value, bool):
        return (_("Ya"),)
    match field.widget:
        case Widget.RADIOS | Widget.SELECT:
            return (_label(field, value, lang),)
        case Widget.DATE:
            return (long_date(date.fromisoformat(value)),)
        case _:
            return tuple(value.split("\n"))


def _label(field: Field, key: str, lang: str) -> str:
    return next(option.label.of(lang) for option in field.options if option.key == key)


def hours(row: Mapping[str, str]) -> str:
    """Return a practice day with its hours in words: ``Senin 08.00-14.00``."""
    return f"{DAY_NAMES[row['day']]} {row['opens']}-{row['closes']}".replace(":", ".")
