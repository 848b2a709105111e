"""Compile every page template of ours, so that a slip shows before a person opens the page."""

import os
import sys

import django
from django.conf import settings
from jinja2 import TemplateSyntaxError

os.environ["MPP_DEMO"] = "yes"
os.environ["DJANGO_SETTINGS_MODULE"] = "mpp.config.settings"
django.setup()

from mpp.ui.jinja import environment  # noqa: E402 - after the set-up


def main() -> int:
    """Return 1 when a template does not compile, having said where."""
    pages = environment(settings.LANGUAGE_CODE)
    ours = [name for name in pages.list_templates() if not name.startswith("govuk_frontend_jinja/")]
    wrong = 0
    for name in ours:
        try:
            pages.get_template(name)
        except TemplateSyntaxError as error:
            print(f"{error.filename}:{error.lineno}: {error.message}")
            wrong = 1
    return wrong


if __name__ == "__main__":
    sys.exit(main())
