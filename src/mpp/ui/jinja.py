"""The Jinja environments of all pages, one a language: escaping on, our formats, GOV.UK macros under a prefix."""

from dataclasses import is_dataclass
from functools import cache
from typing import Any

from django.apps import apps
from django.conf import settings
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from jinja2 import ChoiceLoader, Environment, FileSystemLoader, PackageLoader, PrefixLoader, Undefined
from markupsafe import Markup

from mpp.ui import formats, macro_parameters
from mpp.ui.folding import MACROS, FoldingEnvironment
from mpp.ui.form_token import form_token
from mpp.ui.forms import ErrorLink, Field, Option


class TypoUndefined(Undefined):
    """Refuse a misspelt attribute of a page object; GOV.UK's own macros rely on absent keys of plain dicts."""

    def __init__(self, hint: str | None = None, obj: Any = None, name: str | None = None, *rest: Any) -> None:
        super().__init__(hint, obj, name, *rest)
        if is_dataclass(obj):
            raise AttributeError(f"{type(obj).__name__} has no {name!r}")


@cache
def environment(language: str) -> Environment:
    """Return the environment whose pages speak `language`."""
    govuk = PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")})
    env = FoldingEnvironment(
        autoescape=True,
        loader=ChoiceLoader([_app_loader(), govuk]),
        extensions=["jinja2.ext.i18n", "jinja2.ext.do"],
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=TypoUndefined,
        # Templates belong to the installed package: whoever edits one starts anew.
        auto_reload=False,
    )
    env.language = language
    env.policies["ext.i18n.trimmed"] = True
    # The extension adds this method; the stubs of jinja2 do not know extensions.
    env.install_gettext_callables(  # type: ignore[attr-defined]
        translation.gettext,
        translation.ngettext,
        newstyle=True,
        pgettext=translation.pgettext,
        npgettext=translation.npgettext,
    )
    env.globals |= {"url": url, "static": cache(static), "csrf_input": csrf_input}
    env.globals |= {"Field": Field, "Option": Option, "ErrorLink": ErrorLink, "govuk": macro_parameters}
    env.filters |= {
        each.__name__: each
        for each in (
            formats.long_date,
            formats.short_date,
            formats.weekday_date,
            formats.moment,
            formats.short_moment,
            formats.clock_time,
            formats.rupiah,
            formats.number,
            formats.percent,
            formats.file_size,
        )
    }
    # The macros are everywhere: a block rendered alone for htmx does not run the imports at the top of its template.
    env.globals[MACROS] = env.get_template("ui/components.html").module
    return env


def url(name: str, *args: object, **kwargs: object) -> str:
    """Return the path of a named route."""
    return reverse(name, args=args or None, kwargs=kwargs or None)


def csrf_input(request: HttpRequest) -> Markup:
    """Return the hidden field that every POST form needs."""
    return token_field(form_token(request))


def token_field(token: str) -> Markup:
    """Return the field with this token, whose letters and digits need no escaping."""
    return Markup(f'<input type="hidden" name="csrfmiddlewaretoken" value="{token}">')  # noqa: S704  # as told above


def _app_loader() -> FileSystemLoader:
    """Each of our packages keeps its pages in `templates/<package>/`."""
    folders = [f"{app.path}/templates" for app in apps.get_app_configs() if app.name.startswith("mpp.")]
    return FileSystemLoader(folders, encoding=settings.DEFAULT_CHARSET)
