"""Django's settings for tools that run on a developer's machine (pytest, mypy): those of the demonstration."""

import os

os.environ.setdefault("MPP_DEMO", "yes")

from mpp.config.settings import *  # noqa: F403 - the switch has to be set before they are read
