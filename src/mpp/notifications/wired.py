"""What is given to notifications from outside: the setting `NOTIFICATIONS_MAILER` names it (config/wiring.py)."""

from collections.abc import Callable
from typing import cast

from django.conf import settings
from django.utils.module_loading import import_string

from mpp.notifications.ports import Mailer


def mailer() -> Mailer:
    """Return who carries e-mail away."""
    given = settings.NOTIFICATIONS_MAILER
    return cast(Callable[[], Mailer], import_string(given) if isinstance(given, str) else given)()
