"""What is given to faces from outside: a setting names the function that knows (config/wiring.py)."""

from collections.abc import Callable
from typing import cast

from django.conf import settings
from django.utils.module_loading import import_string

from mpp.faces.ports import FaceEngine


def engine() -> FaceEngine | None:
    """Return the face engine of this installation, None where there is none."""
    given = settings.FACES_ENGINE
    return cast(Callable[[], FaceEngine | None], import_string(given) if isinstance(given, str) else given)()
