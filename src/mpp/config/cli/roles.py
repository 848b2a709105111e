"""Print which role may do what, and who may open which address (docs/reference/roles.md)."""

import argparse
import os

from mpp.config.cli.installation import NO_ADDRESS_YET, start_django


def options(parser: argparse.ArgumentParser) -> None:
    """There are none."""


def main(chosen: argparse.Namespace) -> int:
    # It is read from the code: no database is asked.
    os.environ.setdefault("DATABASE_URL", NO_ADDRESS_YET)
    start_django()
    from mpp.config.who_may import reference_page  # reaches the apps, so only after the set-up

    print(reference_page(), end="")
    return 0
