"""What every command does before its own work: read the settings, find the database, set Django up."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import django

from mpp.config.environment import Environment, environment
from mpp.config.server import postgres
from mpp.config.server.roles import APP, OWNER, REPORT

#: Lets the other settings be read before our own server has an address.
NO_ADDRESS_YET = f"postgresql://{APP}@/{postgres.DATABASE}"


def settings_without_database() -> Environment:
    """Return the settings before there is a database. Raises BadSettings."""
    return environment({"DATABASE_URL": NO_ADDRESS_YET} | _given())


@contextmanager
def database() -> Iterator[Environment]:
    """Yield the settings; where they name no database, bring our own server while the block runs.

    Raises BadSettings, ServerTrouble.
    """
    if "DATABASE_URL" in _given():
        yield environment()
        return
    with own_server(settings_without_database().state_dir):
        yield environment()


@contextmanager
def own_server(state_dir: Path) -> Iterator[postgres.Server]:
    """Keep our own server running while the block runs, its addresses in the environment. Raises ServerTrouble."""
    with postgres.running(state_dir) as server:
        os.environ["DATABASE_URL"] = server.url(APP)
        os.environ["DATABASE_OWNER_URL"] = server.url(OWNER)
        os.environ["DATABASE_REPORT_URL"] = server.url(REPORT)
        yield server


def _given() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if value.strip()}


def start_django() -> None:
    """Set Django up with the product's own settings, whatever the shell says."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "mpp.config.settings"
    django.setup()


def start_django_as_plain_role() -> None:
    """Set Django up in a process that must not be able to become the owner."""
    os.environ.pop("DATABASE_OWNER_URL", None)
    start_django()
