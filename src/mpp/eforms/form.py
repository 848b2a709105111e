"""A form as data: pages of fields, in order, each with the condition under which it is asked."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from mpp.eforms.conditions import Condition, reads_of
from mpp.eforms.words import Words

#: What one field holds once checked, as JSON: a text, a list of option keys, yes, or practice hours.
type Value = str | bool | list[str] | list[dict[str, str]]
type Answers = Mapping[str, Value]

#: Keys of the days of a schedule, Monday first.
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class Widget(StrEnum):
    """How a field is asked, and by that what its value is."""

    TEXT = "text"  #: str, one line
    TEXTAREA = "textarea"  #: str, paragraphs separated by \n
    RADIOS = "radios"  #: str, an option key
    SELECT = "select"  #: str, an option key
    CHECKBOXES = "checkboxes"  #: list of option keys, in the form's order
    DATE = "date"  #: str, ISO 8601
    FACILITY = "facility"  #: str, code in the facility register
    SCHEDULE = "schedule"  #: list of {day, opens, closes}, HH:MM, Monday first
    DECLARATION = "declaration"  #: True
    FILE = "file"  #: str, id of a stored file


#: What stands for "not answered" where a condition asks.
BLANKS: Mapping[Widget, Value] = {Widget.CHECKBOXES: [], Widget.SCHEDULE: [], Widget.DECLARATION: False}


@dataclass(frozen=True, slots=True)
class Option:
    key: str
    label: Words
    help: Words | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One question.

    max_length: code points after cleaning     pattern: regular expression the whole text must match (`text` only)
    autocomplete, inputmode: HTML attributes that help the person's device fill it
    """

    key: str
    label: Words
    widget: Widget
    help: Words | None = None
    required: bool = True
    when: Condition | None = None
    max_length: int = 200
    options: tuple[Option, ...] = ()
    pattern: str = ""
    autocomplete: str = ""
    inputmode: str = ""

    @property
    def blank(self) -> Value:
        return BLANKS.get(self.widget, "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One question group, one screen."""

    key: str
    title: Words
    fields: tuple[Field, ...]
    help: Words | None = None
    when: Condition | None = None


@dataclass(frozen=True, slots=True)
class AskedPage:
    """A page that is asked in a situation, with those of its fields that are."""

    page: Page
    fields: tuple[Field, ...]


@dataclass(frozen=True, kw_only=True)
class Form:
    """Pages in the order they are asked.

    constants: what conditions may ask as `service.*`
    walks: what was asked in situations met lately, by what decided it (kept by `rules.Filling`)
    """

    pages: tuple[Page, ...]
    constants: Mapping[str, object] = field(default_factory=dict)
    walks: dict[str, tuple[AskedPage, ...]] = field(default_factory=dict, init=False, repr=False, compare=False)

    @cached_property
    def fields(self) -> tuple[Field, ...]:
        return tuple(each for page in self.pages for each in page.fields)

    @cached_property
    def blanks(self) -> Mapping[str, Value]:
        """What stands for each field, by key, while nothing is answered."""
        return {each.key: each.blank for each in self.fields}

    @cached_property
    def reads(self) -> Mapping[str, frozenset[str] | None]:
        """What decides which pages and fields are asked: all that their conditions look at."""
        conditions = [page.when for page in self.pages] + [each.when for each in self.fields]
        return reads_of(condition for condition in conditions if condition is not None)

    def page(self, key: str) -> Page | None:
        return next((page for page in self.pages if page.key == key), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """Everything the conditions of a form look at: answers so far, facts from registries, the chosen variant."""

    answers: Answers = field(default_factory=dict)
    facts: Mapping[str, object] = field(default_factory=dict)
    variant: str = ""


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a value is not accepted.

    code: a key of `texts.TEXTS`     params: what its sentence needs, never the value itself
    """

    code: str
    params: Mapping[str, str | int] = field(default_factory=dict)
