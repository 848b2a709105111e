"""What is given to uploads from outside: settings name it (config/wiring.py, config/settings.py)."""

from collections.abc import Callable
from typing import cast

from django.conf import settings
from django.utils.module_loading import import_string

from mpp.uploads.ports import Scanner
from mpp.uploads.rules import Limits, Retention


def scanner() -> Scanner | None:
    """Return the virus scanner of this installation, None where it has none."""
    given = settings.UPLOADS_SCANNER
    return cast(Callable[[], Scanner | None], import_string(given) if isinstance(given, str) else given)()


def limits() -> Limits:
    """Return how much this installation takes."""
    return Limits(**settings.UPLOADS_LIMITS)


def retention() -> Retention:
    """Return how long this installation keeps what it was given."""
    return Retention(**settings.UPLOADS_RETENTION)
