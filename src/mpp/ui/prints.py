"""A page that is the same for everybody but for some words: rendered once with marks in their places, then filled in.

For the few pages that strangers ask for by the million. Words are escaped as the template would escape them; it may
print them, and ask whether there are any, but neither change them nor choose by what they say.
"""

import re
from copy import copy
from dataclasses import replace
from typing import Any

from markupsafe import escape

from mpp.ui.pages import here, render
from mpp.ui.request import Request

#: Letters and digits alone come through every escape; no template holds such a word.
MARK = re.compile(r"mpp0print0([a-z_]+)0mpp")
ADDRESS = "here"


class Prints:
    """The prints of one template, for people who are not signed in, on national pages; safe for threads.

    words: names of the fields that it prints. All others decide what it looks like, so they must have few values.
    """

    def __init__(self, template: str, *, words: tuple[str, ...]) -> None:
        self._template, self._words = template, words
        self._kept: dict[tuple[str, object], list[str]] = {}

    def filled(self, request: Request, page: Any) -> str:
        """Return what `render` would. page: a frozen dataclass"""
        values = {name: getattr(page, name) for name in self._words}
        marked = replace(page, **{name: _mark(name) for name, words in values.items() if words})
        parts = self._kept.get((request.lang, marked))
        if parts is None:
            parts = self._kept[request.lang, marked] = self._printed(request, marked)
        values[ADDRESS] = here(request)
        filled = parts.copy()
        filled[1::2] = [escape(values[name]) for name in parts[1::2]]
        return "".join(filled)

    def _printed(self, request: Request, marked: object) -> list[str]:
        """Return text, name of a word, text, name of a word, ..., text."""
        anywhere = copy(request)
        anywhere.path = _mark(ADDRESS)
        return MARK.split(render(anywhere, self._template, page=marked))


def _mark(name: str) -> str:
    return f"mpp0print0{name}0mpp"
