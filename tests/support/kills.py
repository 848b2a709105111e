"""The program that kills (`tests.support.killing`): a process of its own, with Django set up and no threads."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
django.setup()

from tests.support.killing import main  # noqa: E402  # what it imports needs Django

main()
