"""What a template says for everybody is worked out when it is compiled, and reads the same as if it were not."""

from collections.abc import Callable
from uuid import UUID

import pytest
from django.utils import translation
from django.utils.translation import gettext_lazy
from jinja2 import DictLoader
from markupsafe import Markup, escape

from mpp.ui.folding import MACROS, FoldingEnvironment

CARD = "{% macro card(title, kind='plain') %}<b class='{{ kind }}'>{{ title }}</b>{% endmacro %}"
BOX = "{% macro box(title) %}<div>{{ title }}{{ caller() }}</div>{% endmacro %}"


class _Html:
    """Something that says by itself how it looks."""

    def __html__(self) -> str:
        return "<hr>"


@pytest.fixture
def rendered() -> Callable[..., str]:
    """Render a template of a few words in one language."""

    def render(source: str, language: str = "id", **values: object) -> str:
        loader = DictLoader({"macros": CARD + BOX, "page": source})
        env = FoldingEnvironment(autoescape=True, loader=loader, extensions=["jinja2.ext.i18n"])
        env.newstyle_gettext = True
        env.language = language
        env.globals |= {"url": lambda name: f"/{name}", "static": lambda name: f"/static/{name}"}
        env.globals[MACROS] = env.get_template("macros").module
        return env.get_template("page").render(**values)

    return render


def test_fixed_words_are_in_the_language_of_the_page(rendered: Callable[..., str]) -> None:
    assert rendered("{{ _('Keluar') }}") == "Keluar"
    assert rendered("{{ _('Keluar') }}", "en") == "Sign out"
    assert rendered("{% trans %}Keluar{% endtrans %}", "en") == "Sign out"


def test_what_a_person_typed_is_escaped_inside_translated_words(rendered: Callable[..., str]) -> None:
    assert rendered("{{ _('Halo %(name)s, 100%%', name=name) }}", name="<b>") == "Halo &lt;b&gt;, 100%"
    assert rendered("{% trans name=name %}Halo {{ name }}{% endtrans %}", name="<b>") == "Halo &lt;b&gt;"


@pytest.mark.parametrize(
    "value",
    ["plain", "<b>&\"'</b>", "", Markup("<b>"), 7, None, 1.5, gettext_lazy("Keluar"), UUID(int=7), ["<i>"], _Html()],
)
def test_whatever_is_printed_is_escaped_as_ever(rendered: Callable[..., str], value: object) -> None:
    with translation.override("id"):
        told = str(escape(value))
        assert rendered("{{ value }}", value=value) == told
        assert rendered("{{ c.card(value) }}", value=value) == f"<b class='plain'>{told}</b>"
        assert rendered("{% set kept %}{{ value }}{% endset %}{{ kept }}{{ kept | upper }}", value=value) == (
            told + told.upper()
        )
        assert rendered("{% call c.box(value) %}{{ value }}{% endcall %}", value=value) == f"<div>{told}{told}</div>"
        assert rendered("{{ value | safe }}", value=value) == str(Markup(value))


def test_a_macro_given_constants_says_what_it_would_say_at_run_time(rendered: Callable[..., str]) -> None:
    folded = rendered("{{ c.card(_('Keluar'), kind='x') }}", "en")
    assert folded == rendered("{{ c.card(words, kind=kind) }}", words="Sign out", kind="x")
    assert folded == "<b class='x'>Sign out</b>"


def test_constants_are_escaped_where_they_are_no_markup(rendered: Callable[..., str]) -> None:
    assert rendered("{{ c.card('<i>') }}") == "<b class='plain'>&lt;i&gt;</b>"
    assert rendered("{{ url('<') }}") == "/&lt;"
    assert rendered("{{ c.card(words) }}", words=Markup("<i>")) == "<b class='plain'><i></b>"


def test_a_macro_with_a_block_still_gets_its_block(rendered: Callable[..., str]) -> None:
    assert rendered("{% call c.box(_('Keluar')) %}{{ name }}{% endcall %}", "en", name="x") == "<div>Sign outx</div>"


def test_dicts_answer_by_key_and_keep_their_methods(rendered: Callable[..., str]) -> None:
    row = {"key": "<k>", "items": "hidden"}
    assert rendered("{{ row.key }}{% if row.note %}!{% endif %}{{ row.other }}", row=row) == "&lt;k&gt;"
    assert rendered("{% for k, v in row.items() %}{{ k }} {% endfor %}", row=row) == "key items "
