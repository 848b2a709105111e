"""What looks nearly alike for everybody: rendered once with marks in the places of its words, then only filled in.

For the few pages, and rows of pages, that are asked for by the million. A dataclass says which of its texts are words:
the template may print a `Word` and ask whether there is any, but neither change it nor choose by what it says. All else
that the object holds decides what it looks like, so it must have few values; of a tuple of dataclasses the same is true
row by row. What is printed already (`Markup`) is put in as it stands.
"""

import re
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import fields, is_dataclass, replace
from itertools import count
from operator import attrgetter
from typing import Any, get_args, get_origin

from django.http import HttpResponse
from markupsafe import Markup
from markupsafe import _escape_inner as escaped  # type: ignore[attr-defined]  # as `escape`, without its wrapping

from mpp.ui.form_token import form_token
from mpp.ui.jinja import environment, token_field
from mpp.ui.pages import DEFAULTS, Frame, Word, answer, asks_for_block, frame, page_or_block
from mpp.ui.request import Reader, Request, Stranger

#: Letters and digits alone come through every escape; no template holds such a word.
MARK = re.compile(r"mpp0print(\d+)print0mpp")
#: Which word is the form token, another one in each page.
TOKEN = 0
#: Looks that are kept of one template; far fewer are met.
MOST_KEPT = 1_000

type Key = list[Hashable]


class _Parts:
    """How objects of a dataclass come apart: into words, and what decides what they look like."""

    def __init__(self, kind: type) -> None:
        types = {field.name: field.type for field in fields(kind)}
        self._words = tuple(name for name, told in types.items() if told is Word)
        self._printed = tuple(name for name, told in types.items() if told == tuple[Markup, ...])
        self._rows = {name: _Parts(row) for name, told in types.items() if (row := _row_of(told)) is not None}
        others = (name for name in types if name not in {*self._words, *self._printed, *self._rows})
        self._get_words, self._get_others = _all_of(*self._words), _all_of(*others)

    def take(self, whole: Any, key: Key, words: list[str]) -> None:
        """Add to `words` those of an object, escaped, and to `key` all that decides but which words are empty."""
        words.extend(map(escaped, self._get_words(whole)))
        key.append(self._get_others(whole))
        for name in self._printed:
            printed = getattr(whole, name)
            key.append(len(printed))
            words.extend(printed)
        for name, parts in self._rows.items():
            rows = getattr(whole, name)
            key.append(len(rows))
            for row in rows:
                parts.take(row, key, words)

    def marked(self, whole: Any, numbers: Iterator[int]) -> Any:
        """Return the object with marks for words. numbers: of the words, in the order in which `take` adds them"""
        marks: dict[str, object] = {name: _mark(getattr(whole, name), next(numbers)) for name in self._words}
        for name in self._printed:
            marks[name] = tuple(Markup(_mark(each, next(numbers))) for each in getattr(whole, name))  # noqa: S704
        for name, parts in self._rows.items():
            marks[name] = tuple(parts.marked(row, numbers) for row in getattr(whole, name))
        return replace(whole, **marks)


def _row_of(told: object) -> type | None:
    """Return the dataclass of which a field holds a tuple, None where it holds anything else."""
    kind, *rest = get_args(told) or (None,)
    return kind if get_origin(told) is tuple and rest == [...] and is_dataclass(kind) else None  # type: ignore[return-value]


def _all_of(*names: str) -> Callable[[Any], tuple[Any, ...]]:
    if len(names) > 1:
        return attrgetter(*names)
    return lambda whole: tuple(getattr(whole, name) for name in names)


def _mark(words: str, number: int) -> str:
    return f"mpp0print{number}print0mpp" if words else words


class _Print:
    """Text, word, text, word, ..., text. holes: which word stands in each place"""

    def __init__(self, text: str) -> None:
        found = MARK.split(text)
        self._texts, self._holes = found, tuple(map(int, found[1::2]))
        self.has_token = TOKEN in self._holes

    def filled(self, words: list[str]) -> str:
        texts = self._texts.copy()
        texts[1::2] = [words[number] for number in self._holes]
        return "".join(texts)


class _Kept:
    """The prints of one template by what they look like; safe for threads."""

    def __init__(self) -> None:
        self._prints: dict[Hashable, _Print] = {}

    def find(self, key: Key, words: list[str], make: Callable[[], str]) -> _Print:
        looks = (*key, bytes(map(bool, words)))
        found = self._prints.get(looks)
        if found is None:
            if len(self._prints) >= MOST_KEPT:
                self._prints.clear()
            found = self._prints[looks] = _Print(make())
        return found


class Prints:
    """The prints of a template for whole pages. kind: what its `page` is"""

    def __init__(self, template: str, kind: type) -> None:
        self._template, self._parts, self._kept = template, _Parts(kind), _Kept()

    def page_or_block(self, request: Request, page: object, *, block: str) -> HttpResponse:
        """Return what `pages.page_or_block` would."""
        if asks_for_block(request):
            return page_or_block(request, self._template, block=block, page=page)
        return answer(self.filled(request, page), block=block)

    def filled(self, request: Request, page: object) -> str:
        """Return what `pages.render` would."""
        found, words = self._found(request, page)
        if found.has_token:
            words[TOKEN] = form_token(request)
        return found.filled(words)

    def filled_for(self, stranger: Stranger, page: object) -> str:
        """Return the page without a request. The template has no form for strangers."""
        found, words = self._found(stranger, page)
        return found.filled(words)

    def _found(self, reader: Reader, page: object) -> tuple[_Print, list[str]]:
        around = frame(reader)
        key: Key = [reader.lang]
        words = [""]
        _FRAME.take(around, key, words)
        self._parts.take(page, key, words)
        return self._kept.find(key, words, lambda: self._printed(reader.lang, around, page)), words

    def _printed(self, language: str, around: Frame, page: object) -> str:
        numbers = count(TOKEN + 1)
        context = {
            **DEFAULTS,
            "lang": language,
            "frame": _FRAME.marked(around, numbers),
            "page": self._parts.marked(page, numbers),
            "request": None,
            "csrf_input": lambda _request: token_field(_mark("token", TOKEN)),
        }
        return environment(language).get_template(self._template).render(context)


class RowPrints:
    """The prints of a template that shows one `row` of many. kind: what that row is"""

    def __init__(self, template: str, kind: type) -> None:
        self._template, self._parts, self._kept = template, _Parts(kind), _Kept()

    def filled(self, language: str, rows: Iterable[object]) -> tuple[Markup, ...]:
        """Return the rows, for a field of a page."""
        return tuple(self._filled(language, row) for row in rows)

    def _filled(self, language: str, row: object) -> Markup:
        key: Key = [language]
        words: list[str] = []
        self._parts.take(row, key, words)
        found = self._kept.find(key, words, lambda: self._printed(language, row))
        return Markup(found.filled(words))  # noqa: S704  # a template's text, and words escaped

    def _printed(self, language: str, row: object) -> str:
        return environment(language).get_template(self._template).render(row=self._parts.marked(row, count()))


_FRAME = _Parts(Frame)
