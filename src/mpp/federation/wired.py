"""What is given to the provider from outside: the setting `FEDERATION_BACK_CHANNEL` names it (config/wiring.py)."""

from collections.abc import Callable
from typing import cast

from django.conf import settings
from django.utils.module_loading import import_string

from mpp.federation.ports import BackChannel


def back_channel() -> BackChannel:
    """Return who tells applications that a session has ended."""
    given = settings.FEDERATION_BACK_CHANNEL
    return cast(Callable[[], BackChannel], import_string(given) if isinstance(given, str) else given)()


def takes_loopback() -> bool:
    """Return whether applications on servers may be on this very machine: in a demonstration."""
    return bool(settings.FEDERATION_LOOPBACK)
