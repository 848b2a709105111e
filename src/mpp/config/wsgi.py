"""The door through which granian's workers reach the product."""

import multiprocessing
import os
import signal
from importlib import import_module

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from mpp.config.server.child import die_with_parent
from mpp.foundation import logs
from mpp.ui.jinja import environment

# A worker outlives a killed main process, deaf to SIGTERM and still holding the port, unless the kernel ends it.
if (main_process := multiprocessing.parent_process()) is not None and main_process.pid:
    die_with_parent(main_process.pid, signal.SIGKILL)

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mpp.config.settings")
django = get_wsgi_application()
logs.configure()

from mpp.config.front_door import FrontDoor  # noqa: E402 - its models can be imported once Django is set up

application = FrontDoor(django)

# What Django puts off until the first request is done before it, so that nobody waits for it.
import_module(settings.ROOT_URLCONF)
for language, _ in settings.LANGUAGES:
    environment(language)
