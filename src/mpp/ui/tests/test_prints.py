"""What is filled into a print reads as if its template had been rendered with the words themselves."""

from dataclasses import dataclass, replace

import pytest
from django.test import RequestFactory
from jinja2 import DictLoader
from markupsafe import Markup

from mpp.foundation.actor import ANYONE, Actor
from mpp.foundation.ids import uuid7
from mpp.ui import pages, prints
from mpp.ui.folding import FoldingEnvironment
from mpp.ui.jinja import csrf_input
from mpp.ui.pages import Word
from mpp.ui.prints import Prints, RowPrints
from tests.support import prints as support

ROW = "{# row: Line #}<li class='{{ row.tone }}'>{{ row.name }}{% if row.note %} ({{ row.note }}){% endif %}</li>"
PAGE = """{{ frame.account_name }} at {{ frame.home }}: {{ csrf_input(request) if page.has_form }}
{{ page.title }}{{ " · " if page.title and page.note }}{{ page.note }}
{% for row in page.rows %}{{ row.name }} {{ row.tone }};{% endfor %}
{% for each in page.printed %}{{ each }}{% endfor %}"""

TYPED = ["plain", "", "<b>&\"'</b>", "mpp0print0print0mpp", "{{ page }} %s é", "\\1"]


@dataclass(frozen=True, slots=True)
class Line:
    name: Word
    note: Word
    tone: str


@dataclass(frozen=True, slots=True)
class Page:
    title: Word
    note: Word
    has_form: bool
    rows: tuple[Line, ...] = ()
    printed: tuple[Markup, ...] = ()


@pytest.fixture
def environment(monkeypatch):
    """Two templates of a few words."""
    env = FoldingEnvironment(autoescape=True, loader=DictLoader({"row": ROW, "page": PAGE}))
    env.globals["csrf_input"] = csrf_input
    for module in (prints, pages, support):
        monkeypatch.setattr(module, "environment", lambda _language: env)
    return env


@pytest.fixture
def request_of():
    def make(name):
        request = RequestFactory().get("/a&b")
        request.META["CSRF_COOKIE"] = "s" * 32
        request.lang, request.region, request.account_name, request.acting_for = "id", None, name, ""
        request.actor = Actor(account_id=uuid7()) if name else ANYONE
        return request

    return make


@pytest.mark.parametrize("typed", TYPED)
def test_rows_read_as_if_they_were_rendered_one_by_one(environment, typed):
    told = RowPrints("row", Line)
    lines = [Line(typed, "", "red"), Line("b", typed, "red"), Line(typed, typed, "blue"), Line("c", "d", "red")]
    template = environment.get_template("row")
    for _again in range(2):
        assert told.filled("id", lines) == tuple(template.render(row=line) for line in lines)


@pytest.mark.parametrize("typed", TYPED)
def test_a_page_reads_as_if_it_were_rendered(environment, request_of, typed):
    told = Prints("page", Page)
    bare = Page(typed, "<i>", has_form=False)
    line = Line(typed, "", "red")
    for name in ("", typed):
        for page in (
            bare,
            replace(bare, note=""),
            replace(bare, rows=(line, Line("<", typed, "blue"))),
            replace(bare, rows=(line,), printed=(Markup("<hr>"), Markup(""))),
        ):
            around = prints.frame(request_of(name))
            expected = environment.get_template("page").render(page=page, frame=around)
            assert told.filled(request_of(name), page) == expected
            assert told.filled(request_of(name), page) == expected


def test_each_filling_has_a_form_token_of_its_own(environment, request_of):
    told, page = Prints("page", Page), Page("mpp0print0print0mpp", "", has_form=True)
    request = request_of("Siti")
    one, other = told.filled(request, page), told.filled(request, page)
    assert one != other
    for each in (one, other):
        assert each.count('name="csrfmiddlewaretoken" value="') == 1
        assert "\nmpp0print0print0mpp\n" in each
