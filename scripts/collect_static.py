"""Copy all static files under hashed names, precompressed, to where WhiteNoise serves them from."""

import os

import django
from django.conf import settings
from django.core.management import call_command

os.environ["MPP_DEMO"] = "yes"
os.environ["DJANGO_SETTINGS_MODULE"] = "mpp.config.settings"
django.setup()

# The settings choose hashed names only where they are already there.
settings.STATIC_ROOT = settings.STATIC_COLLECTED
settings.STORAGES["staticfiles"]["BACKEND"] = "mpp.ui.storage.HashedStorage"
call_command("collectstatic", interactive=False, clear=True, verbosity=0)
