"""What is given to mandates from a floor above: how services are called."""

from collections.abc import Callable, Mapping
from typing import cast

from django.conf import settings
from django.utils.module_loading import import_string


def service_names(lang: str) -> Mapping[str, str]:
    """Return slug -> name of every service, in the language of the page."""
    given = settings.MANDATES_SERVICES
    return cast(Callable[[str], Mapping[str, str]], import_string(given) if isinstance(given, str) else given)(lang)
