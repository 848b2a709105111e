"""Each print that a test has filled in must read as its template does when it is rendered with the words themselves."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import patch

from mpp.ui.jinja import environment
from mpp.ui.pages import render
from mpp.ui.prints import Prints, RowPrints

_TOKEN = re.compile(r'(?<=name="csrfmiddlewaretoken" value=")\w+')


@contextmanager
def compared() -> Iterator[None]:
    """Compare while the block runs, whoever asks for a page."""
    page_filled, row_filled = Prints.filled, RowPrints._filled

    def filled(prints, request, page):
        told = page_filled(prints, request, page)
        rendered = render(request, prints._template, page=page)
        assert _TOKEN.sub("", told) == _TOKEN.sub("", rendered), f"{prints._template}: a word is more than printed"
        return told

    def filled_row(prints, language, row):
        told = row_filled(prints, language, row)
        rendered = environment(language).get_template(prints._template).render(row=row)
        assert told == rendered, f"{prints._template}: a word is more than printed"
        return told

    with patch.object(Prints, "filled", filled), patch.object(RowPrints, "_filled", filled_row):
        yield
