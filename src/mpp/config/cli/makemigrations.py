"""Write the migrations that the models ask for (for developers)."""

import argparse
import os

from django.core.management import execute_from_command_line

from mpp.config.cli.installation import database, start_django
from mpp.config.environment import DEMO_SWITCH

#: Everything behind the command is for somebody else, words that begin with a dash too.
NO_PREFIX = "\0"


def options(parser: argparse.ArgumentParser) -> None:
    parser.prefix_chars = NO_PREFIX
    parser.add_argument("arguments", nargs=argparse.REMAINDER, help="as for Django's command of this name")


def main(chosen: argparse.Namespace) -> int:
    os.environ.setdefault(DEMO_SWITCH, "yes")  # it changes source files, no installation
    with database() as settings:
        # It compares with what has been applied, which the plain role may not read.
        os.environ["DATABASE_URL"] = settings.database_owner_url or settings.database_url
        start_django()
        execute_from_command_line(["mpp", "makemigrations", *chosen.arguments])
    return 0
