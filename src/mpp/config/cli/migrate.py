"""Bring the tables up to date, as the role that owns them."""

import argparse
import os

from django.core.management import call_command

from mpp.config.cli.installation import database, start_django
from mpp.config.server.trouble import ServerTrouble


def options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("target", nargs="*", help="app, and the migration to stop at (default: everything)")
    parser.add_argument("--plan", action="store_true", help="only show what would be done")


def main(chosen: argparse.Namespace) -> int:
    with database() as settings:
        if not settings.database_owner_url:
            raise ServerTrouble("Only the owner changes tables: set DATABASE_OWNER_URL to the role that owns them.")
        os.environ["DATABASE_URL"] = settings.database_owner_url
        start_django()
        call_command("migrate", *chosen.target, plan=chosen.plan, interactive=False)
        if not chosen.plan and not chosen.target:
            from mpp.foundation import ledgers  # reaches Django's connection, so only after the set-up

            ledgers.make_partitions()
    return 0
