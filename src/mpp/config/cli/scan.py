"""Prove that no table, queue or file holds a NIK in clear: every value and every file is looked through."""

import argparse

from mpp.config.cli.installation import database, start_django


def options(parser: argparse.ArgumentParser) -> None:
    """There are none."""


def main(chosen: argparse.Namespace) -> int:
    with database() as settings:
        start_django()
        from mpp.config.scan import scan  # reaches Django's apps, so only after the set-up

        return scan(settings.database_owner_url or settings.database_url, folder=settings.state_dir)
