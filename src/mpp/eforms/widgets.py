"""Read what a browser posted for one field: its clean value, or why it is not accepted.

Names of inputs: the field's key; a date posts `<key>-day`, `<key>-month`, `<key>-year`, a schedule `<key>-<day>-opens`
and `<key>-<day>-closes` for each of `form.DAYS`, so that both work without JavaScript.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, time

from mpp.eforms.form import DAYS, Fault, Field, Value, Widget
from mpp.eforms.hygiene import MAX_RAW, clean_block, clean_line

#: What a browser sends: each input name with all its values, as `dict(request.POST)` gives it.
type Posted = Mapping[str, Sequence[str]]

#: A reader returns the value, `field.blank` when nothing was given, or a fault.
type Reader = Callable[[Field, Posted], Value | Fault]

_DIGITS = re.compile(r"[0-9]{1,4}")
_HOUR = re.compile(r"([01]?[0-9]|2[0-3])(?:[.:]([0-5][0-9]))?")


def read(field: Field, posted: Posted) -> Value | Fault:
    """Return the clean value of `field`, its blank when nothing was given and nothing is required, or the fault."""
    value = READERS[field.widget](field, posted)
    if field.required and not isinstance(value, Fault) and value == field.blank:
        return Fault(_NOTHING_GIVEN.get(field.widget, "blank"))
    return value


def typed(field: Field, posted: Posted) -> dict[str, list[str]]:
    """Return the inputs of `field` as they were typed, cleaned and capped: to show again beside a fault."""
    names = [field.key, *(f"{field.key}-{part}" for part in _PARTS.get(field.widget, ()))]
    return {name: [clean_block(raw[:MAX_RAW]) for raw in posted[name]] for name in names if name in posted}


def _one(posted: Posted, name: str) -> str:
    """Return the last value posted under `name`, as browsers and Django understand repeated inputs."""
    values = posted.get(name, ())
    return values[-1] if values else ""


def _text(clean: Callable[[str], str]) -> Reader:
    def read_text(field: Field, posted: Posted) -> Value | Fault:
        raw = _one(posted, field.key)
        value = clean(raw) if len(raw) <= MAX_RAW else raw
        if len(value) > field.max_length:
            return Fault("too-long", {"max": field.max_length})
        if value and field.pattern and not re.fullmatch(field.pattern, value):
            return Fault("wrong-form")
        return value

    return read_text


def _choice(field: Field, posted: Posted) -> Value | Fault:
    chosen = _one(posted, field.key)
    return chosen if not chosen or chosen in _keys(field) else Fault("not-an-option")


def _choices(field: Field, posted: Posted) -> Value | Fault:
    chosen = set(posted.get(field.key, ())) - {""}
    if chosen - set(_keys(field)):
        return Fault("not-an-option")
    return [key for key in _keys(field) if key in chosen]


def _keys(field: Field) -> tuple[str, ...]:
    return tuple(option.key for option in field.options)


def _date(field: Field, posted: Posted) -> Value | Fault:
    day, month, year = (clean_line(_one(posted, f"{field.key}-{part}")[:20]) for part in _PARTS[Widget.DATE])
    if not (day or month or year):
        return ""
    if not (day and month and year):
        return Fault("date-incomplete")
    if not all(_DIGITS.fullmatch(part) for part in (day, month, year)) or len(year) != 4:
        return Fault("date-not-real")
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return Fault("date-not-real")


def _schedule(field: Field, posted: Posted) -> Value | Fault:
    hours: list[dict[str, str]] = []
    for day in DAYS:
        opens, closes = (clean_line(_one(posted, f"{field.key}-{day}-{end}")[:20]) for end in ("opens", "closes"))
        if not (opens or closes):
            continue
        start, end = _hour(opens), _hour(closes)
        if start is None or end is None:
            return Fault("hour-not-real", {"day": day})
        if end <= start:
            return Fault("closes-before-opens", {"day": day})
        hours.append({"day": day, "opens": start.isoformat("minutes"), "closes": end.isoformat("minutes")})
    return hours


def _hour(text: str) -> time | None:
    """Return the time of day of "8.00", "08:00" or "8" as people here write it, None for anything else."""
    match = _HOUR.fullmatch(text)
    return time(int(match[1]), int(match[2] or 0)) if match else None


def _declaration(field: Field, posted: Posted) -> Value | Fault:
    return _one(posted, field.key) == "yes"


def _reference(field: Field, posted: Posted) -> Value | Fault:
    """Read a code or id that the page offered: opaque here, looked up by whoever owns it."""
    value = clean_line(_one(posted, field.key)[:MAX_RAW])
    return value if len(value) <= field.max_length else Fault("not-an-option")


_PARTS: Mapping[Widget, tuple[str, ...]] = {
    Widget.DATE: ("day", "month", "year"),
    Widget.SCHEDULE: tuple(f"{day}-{end}" for day in DAYS for end in ("opens", "closes")),
}

READERS: Mapping[Widget, Reader] = {
    Widget.TEXT: _text(clean_line),
    Widget.TEXTAREA: _text(clean_block),
    Widget.RADIOS: _choice,
    Widget.SELECT: _choice,
    Widget.CHECKBOXES: _choices,
    Widget.DATE: _date,
    Widget.FACILITY: _reference,
    Widget.SCHEDULE: _schedule,
    Widget.DECLARATION: _declaration,
    Widget.FILE: _reference,
}

_NOTHING_GIVEN: Mapping[Widget, str] = {
    Widget.RADIOS: "not-chosen",
    Widget.SELECT: "not-chosen",
    Widget.CHECKBOXES: "not-chosen",
    Widget.DATE: "date-blank",
    Widget.FACILITY: "no-facility",
    Widget.SCHEDULE: "no-hours",
    Widget.DECLARATION: "not-declared",
    Widget.FILE: "no-file",
}
