"""Check again every audit chain of every region: each line, each link, and that no end was cut off."""

import argparse

from mpp.config.cli.installation import database, start_django_as_plain_role


def options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--region", help="only the region with this slug (default: all of them, and the nation)")


def main(chosen: argparse.Namespace) -> int:
    with database():
        start_django_as_plain_role()
        from mpp.config.recheck import recheck  # reaches Django's connection, so only after the set-up

        return recheck(chosen.region)
