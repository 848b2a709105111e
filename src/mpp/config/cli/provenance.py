"""Tell where each value of an issued letter comes from, without the values themselves."""

import argparse

from mpp.config.cli.installation import database, start_django_as_plain_role


def options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("number", help="of the letter, as it is printed")


def main(chosen: argparse.Namespace) -> int:
    with database():
        start_django_as_plain_role()
        from mpp.config.provenance import tell  # reaches Django's models, so only after the set-up

        return tell(chosen.number)
