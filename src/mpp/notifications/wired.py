"""What is given to notifications from outside: settings name the functions that know (config/wiring.py)."""

from collections.abc import Callable
from typing import cast

from django.conf import settings
from django.utils.module_loading import import_string

from mpp.notifications.ports import Mailer, Texter


def mailer() -> Mailer:
    """Return who carries e-mail away."""
    given = settings.NOTIFICATIONS_MAILER
    return cast(Callable[[], Mailer], import_string(given) if isinstance(given, str) else given)()


def texter() -> Texter | None:
    """Return who carries text messages away, None where this installation sends none."""
    given = settings.NOTIFICATIONS_TEXTER
    return cast(Callable[[], Texter | None], import_string(given) if isinstance(given, str) else given)()
