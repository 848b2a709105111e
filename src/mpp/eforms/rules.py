"""What a form asks in a given situation, whether a page is filled properly, and what is still missing.

Answers of fields that are not asked (any more) never count: a condition does not see them, `relevant` leaves them out.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from mpp.eforms.conditions import MOST_KEPT, Condition, part_of
from mpp.eforms.form import AskedPage, Fault, Field, Form, Page, Situation, Value
from mpp.eforms.widgets import Posted, read


class Checked(NamedTuple):
    """What a posted page came to.

    values: of the fields asked, by key, blanks included     faults: by field key, in the page's order
    """

    values: dict[str, Value]
    faults: dict[str, Fault]


class _Walk:
    """A walk through the form in its order, seeing only the answers of what was asked so far."""

    def __init__(self, form: Form, situation: Situation) -> None:
        self._form = form
        self._given = situation.answers
        self.answers = dict(form.blanks)
        self.context = _context(form, situation, self.answers)

    def holds(self, when: Condition | None) -> bool:
        return when is None or when.holds(self.context)

    def pages(self) -> Iterator[AskedPage]:
        for page in self._form.pages:
            if self.holds(page.when) and (fields := tuple(self._fields(page))):
                yield AskedPage(page, fields)

    def _fields(self, page: Page) -> Iterator[Field]:
        for each in page.fields:
            if self.holds(each.when):
                self.pass_by(each)
                yield each

    def pass_by(self, field: Field) -> None:
        """Let the conditions that follow see the answer of a field that is asked."""
        if field.key in self._given:
            self.answers[field.key] = self._given[field.key]


def _context(form: Form, situation: Situation, answers: Mapping[str, Value]) -> Mapping[str, object]:
    return {"answers": answers, "facts": situation.facts, "variant": situation.variant, "service": form.constants}


@dataclass(frozen=True)
class Filling:
    """A form in one situation. What follows from it is worked out when something is first asked of it, and once."""

    form: Form
    situation: Situation

    @cached_property
    def pages(self) -> tuple[AskedPage, ...]:
        """The pages asked, in order, with the fields asked; a page without one is left out."""
        # Whom the conditions cannot tell apart is asked the same: the form is walked once for all of them.
        walks, situation = self.form.walks, repr(self._decisive)
        pages = walks.get(situation)
        if pages is None:
            if len(walks) >= MOST_KEPT:
                walks.clear()
            pages = walks[situation] = tuple(_Walk(self.form, self.situation).pages())
        return pages

    @property
    def _decisive(self) -> list[object]:
        """What the conditions of the form look at, in the order of `Form.reads`."""
        seen = _context(self.form, self.situation, self.situation.answers)
        return [part_of(seen[name], entries) for name, entries in self.form.reads.items()]

    @cached_property
    def context(self) -> Mapping[str, object]:
        """What conditions look at once the whole form is known."""
        given = self.situation.answers
        counting = {each.key: given[each.key] for page in self.pages for each in page.fields if each.key in given}
        return _context(self.form, self.situation, {**self.form.blanks, **counting})

    @cached_property
    def given(self) -> dict[str, Value]:
        """The answers that count: of fields asked, given ones only, in the form's order."""
        answers, blanks = self.situation.answers, self.form.blanks
        return {
            each.key: answers[each.key]
            for asked in self.pages
            for each in asked.fields
            if each.key in answers and answers[each.key] != blanks[each.key]
        }

    @cached_property
    def missing(self) -> dict[str, tuple[str, ...]]:
        """The required fields without an answer: page key to field keys, in order; empty for a complete form."""
        gaps = {
            asked.page.key: tuple(each.key for each in asked.fields if each.required and each.key not in self.given)
            for asked in self.pages
        }
        return {page: fields for page, fields in gaps.items() if fields}


def asked_pages(form: Form, situation: Situation) -> tuple[AskedPage, ...]:
    """Return the pages asked in `situation`, in order, with the fields asked; a page without one is left out."""
    return Filling(form, situation).pages


def visible_pages(form: Form, situation: Situation) -> tuple[Page, ...]:
    """Return the pages asked in `situation`, in order."""
    return tuple(asked.page for asked in asked_pages(form, situation))


def next_page(form: Form, situation: Situation, *, after: str) -> Page | None:
    """Return the page asked after the page with key `after` ("" for the first one), None after the last."""
    order = [page.key for page in form.pages]
    position = order.index(after) if after else -1
    return next((page for page in visible_pages(form, situation) if order.index(page.key) > position), None)


def check_page(filling: Filling, page: Page, posted: Posted) -> Checked:
    """Return what `posted` comes to on `page`; only the fields that situation and posted answers call for count."""
    walk = _Walk(filling.form, filling.situation)
    # Which pages come before is known: the form has been walked.
    for asked in filling.pages:
        if asked.page.key == page.key:
            break
        for each in asked.fields:
            walk.pass_by(each)
    values: dict[str, Value] = {}
    faults: dict[str, Fault] = {}
    for each in page.fields:
        walk.answers[each.key] = each.blank
    for each in page.fields:
        if not walk.holds(each.when):
            continue
        value = read(each, posted)
        if isinstance(value, Fault):
            faults[each.key] = value
        else:
            values[each.key] = walk.answers[each.key] = value
    return Checked(values, faults)


def relevant(form: Form, situation: Situation) -> dict[str, Value]:
    """Return the answers that count: of fields asked, given ones only, in the form's order."""
    return Filling(form, situation).given


def missing(form: Form, situation: Situation) -> dict[str, tuple[str, ...]]:
    """Return the required fields without an answer: page key to field keys, in order; empty for a complete form."""
    return Filling(form, situation).missing


def typed_count(form: Form, situation: Situation) -> int:
    """Return how many fields the citizen answered."""
    return len(relevant(form, situation))


def answered_pages(form: Form, situation: Situation) -> Mapping[str, bool]:
    """Return for each page asked whether nothing required is missing on it: the task list."""
    gaps = missing(form, situation)
    return {page.key: page.key not in gaps for page in visible_pages(form, situation)}
