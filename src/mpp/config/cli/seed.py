"""Load the national catalogue and regions, and for a demonstration its offices."""

import argparse
import time

from mpp.config.cli.installation import database, start_django_as_plain_role


def options(parser: argparse.ArgumentParser) -> None:
    """There are none."""


def main(chosen: argparse.Namespace) -> int:
    with database() as settings:
        start_django_as_plain_role()
        # Both reach models, so only after Django has been set up.
        from mpp.config.seeding import SEEDS
        from mpp.foundation.clock import utc_now

        for seed in SEEDS:
            if settings.demo or not seed.demo:
                began = time.monotonic()
                there = seed.load(utc_now())
                print(f"{seed.name:<12} {there} ({time.monotonic() - began:.1f} s)", flush=True)
    return 0
