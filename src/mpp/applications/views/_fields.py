"""One question as its page shows it: what was typed or saved, what is wrong with it, what there is to choose from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.utils.translation import gettext as _

from mpp.applications.situation import TYPED, full_address, licences_to_replace
from mpp.applications.views._documents import FileShown
from mpp.applications.views._draft import Draft
from mpp.applications.workplaces import offered
from mpp.eforms.form import DAYS, Fault, Field, Value, Widget
from mpp.eforms.texts import DAY_NAMES, sentence
from mpp.evidence.places import FoundPlaces, Search
from mpp.evidence.rules.values import ExistingLicence, Facility, Workplace
from mpp.foundation.clock import local_date
from mpp.ui.formats import long_date
from mpp.ui.forms import ErrorLink, Option
from mpp.ui.forms import Field as Shown

#: What a browser sends, by input name.
type Typed = Mapping[str, Sequence[str]]

#: Prefill path of the licence that a renewal or a move is about: who has one chooses it instead of typing its number.
_LICENCE_PATH = "licences.number"
#: Query parameter and input: words to find a facility by.
SEARCH_WORDS = "cari_fasilitas"
#: Both inputs of a day.
_ENDS = ("opens", "closes")


@dataclass(frozen=True, slots=True)
class Day:
    """One row of a schedule. opens, closes: as typed"""

    key: str
    name: str
    opens: str
    closes: str
    is_wrong: bool


@dataclass(frozen=True, slots=True)
class FieldShown:
    """One question as the template shows it.

    kind: the widget     gap: what the office wrote about it     days: of a schedule     options: to choose from
    file: of a file question     may_type: the list may not hold the answer
    """

    kind: str
    field: Shown
    label: str
    hint: str
    gap: str
    max_length: int
    autocomplete: str
    inputmode: str
    options: tuple[Option, ...]
    days: tuple[Day, ...]
    file: FileShown | None
    may_type: bool


class Around(NamedTuple):
    """What else decides how the questions of a page are shown.

    typed: what was sent, None for what is saved     search: of a facility     wants_to_type: instead of choosing
    """

    typed: Typed | None
    faults: Mapping[str, Fault]
    gaps: Mapping[str, str]
    search: FoundPlaces
    wants_to_type: bool
    lang: str


def field_shown(draft: Draft, field: Field, around: Around, file: FileShown | None) -> FieldShown:
    """Return the question with its present value. file: of a file question"""
    saved = draft.content.answers.get(field.key, field.blank)
    fault = around.faults.get(field.key)
    value: object = _typed_value(field, saved, around.typed)
    options = _options(draft, field, str(value), around)
    is_choice = bool(options) and field.widget is Widget.TEXT
    return FieldShown(
        kind=Widget.RADIOS.value if is_choice else field.widget.value,
        field=Shown(field.key, value, sentence(fault) if fault else file.error if file else ""),
        label=field.label.of(around.lang),
        hint="" if is_choice or field.help is None else field.help.of(around.lang),
        gap=around.gaps.get(field.key, ""),
        max_length=field.max_length,
        autocomplete=field.autocomplete,
        inputmode=field.inputmode,
        options=options,
        days=_days(field.key, saved, around.typed, fault) if field.widget is Widget.SCHEDULE else (),
        file=file,
        may_type=is_choice,
    )


def error_links(faults: Mapping[str, Fault], fields: Sequence[Field], *, lang: str) -> tuple[ErrorLink, ...]:
    """Return the lines of the error summary; where there are several, each says which question it is about."""
    wrong = [field for field in fields if field.key in faults]
    if len(wrong) == 1:
        return (error_link(faults[wrong[0].key], wrong[0]),)
    return tuple(error_link(faults[field.key], field, about=field.label.of(lang)) for field in wrong)


def error_link(fault: Fault, field: Field, *, about: str = "") -> ErrorLink:
    """Return the line of the error summary, leading to the input that is wrong. about: the question among several"""
    target = field.key
    if field.widget is Widget.DATE:
        target = f"{field.key}-day"
    elif field.widget is Widget.SCHEDULE:
        target = f"{field.key}-{fault.params.get('day', DAYS[0])}-opens"
    elif field.widget is Widget.FACILITY:
        target = SEARCH_WORDS
    said = sentence(fault)
    if about:
        # An abbreviation keeps its capitals.
        said = f"{about}: {said[0].lower() if said[1:2].islower() else said[0]}{said[1:]}"
    return ErrorLink(said, f"#{target}")


def _typed_value(field: Field, saved: Value, typed: Typed | None) -> object:
    if field.widget is Widget.DATE:
        year, month, day = str(saved).split("-") if saved else ("", "", "")
        parts = (("day", day), ("month", month), ("year", year))
        return tuple(_last(typed, f"{field.key}-{part}") if typed else known for part, known in parts)
    if typed is None or field.widget in (Widget.SCHEDULE, Widget.FILE):
        return tuple(saved) if isinstance(saved, list) else saved
    if field.widget is Widget.CHECKBOXES:
        return tuple(typed.get(field.key, ()))
    return _last(typed, field.key)


def _last(typed: Typed, name: str) -> str:
    """Return the last value sent under `name`, as Django understands repeated inputs."""
    return typed.get(name, [""])[-1]


def _options(draft: Draft, field: Field, value: str, around: Around) -> tuple[Option, ...]:
    if field.widget is Widget.FACILITY:
        return _facilities(draft, value, around.search)
    if draft.definition.prefill_paths.get(field.key) == _LICENCE_PATH:
        return _licences(draft, value, around)
    return tuple(
        Option(option.key, option.label.of(around.lang), option.help.of(around.lang) if option.help else "")
        for option in field.options
    )


def _licences(draft: Draft, value: str, around: Around) -> tuple[Option, ...]:
    held = licences_to_replace(
        draft.definition, draft.content, variant=draft.case.variant, region_code=draft.region.code
    )
    is_other = value and value not in {each.number for each in held}
    if around.wants_to_type or is_other:
        return ()
    return tuple(Option(each.number, each.place_name or each.number, _licence_line(each)) for each in held)


def _licence_line(held: ExistingLicence) -> str:
    if held.valid_until is None:
        return _("Nomor %(number)s") % {"number": held.number}
    return _("Nomor %(number)s, berlaku sampai %(day)s") % {
        "number": held.number,
        "day": long_date(held.valid_until),
    }


def _facilities(draft: Draft, value: str, search: FoundPlaces) -> tuple[Option, ...]:
    choices = {found.code: Option(found.code, found.name, _facility_line(found)) for found in search.places}
    if search.outcome in (Search.NOT_YET, Search.SILENT):
        # Who searches wants another place than those where he is known to practise.
        choices |= {each.place_code: _known_place(each) for each in _known_places(draft)}
    chosen = draft.place
    if chosen and value and value not in choices and value == draft.content.answers.get("facility"):
        text = _("Tempat yang Anda tulis sendiri") if value == TYPED else chosen.name
        hint = f"{chosen.name}, {chosen.address}" if value == TYPED else chosen.address
        choices = {value: Option(value, text, hint)} | choices
    if search.outcome is Search.SILENT or value == TYPED:
        words = _("Tulis sendiri nama dan alamatnya")
        choices.setdefault(TYPED, Option(TYPED, words, _("Kami mencocokkannya dengan daftar fasilitas kemudian.")))
    return tuple(choices.values())


def _known_places(draft: Draft) -> tuple[Workplace, ...]:
    today = local_date(draft.now, draft.region.timezone)
    return offered(draft.definition, draft.content, region_code=draft.region.code, on=today)


def _known_place(known: Workplace) -> Option:
    since = _("Tercatat di SATUSEHAT sejak %(day)s") % {"day": long_date(known.since)} if known.since else ""
    return Option(
        known.place_code,
        known.place_name,
        ". ".join(filter(None, (known.place_address, since or _("Tercatat di SATUSEHAT")))),
    )


def _facility_line(found: Facility) -> str:
    kind = found.kind[:1].upper() + found.kind[1:]
    return ", ".join(part for part in (kind, full_address(found.address, found.district)) if part)


def _days(key: str, saved: Value, typed: Typed | None, fault: Fault | None) -> tuple[Day, ...]:
    hours = {row["day"]: row for row in saved if isinstance(row, dict)} if isinstance(saved, list) else {}
    wrong = fault.params.get("day") if fault else None

    def of(day: str, end: str) -> str:
        return _last(typed, f"{key}-{day}-{end}") if typed is not None else _as_typed(hours.get(day, {}).get(end, ""))

    return tuple(Day(day, str(DAY_NAMES[day]), of(day, "opens"), of(day, "closes"), day == wrong) for day in DAYS)


def _as_typed(hour: str) -> str:
    return hour.replace(":", ".")


def with_copied_hours(key: str, typed: Typed, days: Sequence[str]) -> dict[str, Sequence[str]]:
    """Return what was typed, the hours of the first day filled in also on those of `days` that are still empty."""
    rows = {day: [_last(typed, f"{key}-{day}-{end}").strip() for end in _ENDS] for day in DAYS}
    first = next((hours for hours in rows.values() if all(hours)), None)
    if first is None:
        return dict(typed)
    copied = {
        f"{key}-{day}-{end}": [hour]
        for day in days
        if not any(rows[day])
        for end, hour in zip(_ENDS, first, strict=True)
    }
    return {**typed, **copied}
