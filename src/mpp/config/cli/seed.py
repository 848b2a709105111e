"""Load the national catalogue and regions, and for a demonstration its offices."""

import argparse
import time
from hashlib import sha256

from mpp.config.cli.installation import database, start_django_as_plain_role
from mpp.config.environment import Environment
from mpp.config.paths import PACKAGE_DIR, SEEDS_DIR


def options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--if-changed", action="store_true", help="do nothing where these very seeds have been loaded")


def main(chosen: argparse.Namespace) -> int:
    with database() as settings:
        stamp, digest = settings.state_dir / "seeds.stamp", _digest(settings)
        if chosen.if_changed and stamp.exists() and stamp.read_text() == digest:
            return 0
        start_django_as_plain_role()
        # Both reach models, so only after Django has been set up.
        from mpp.config.seeding import SEEDS
        from mpp.foundation.clock import utc_now

        for seed in SEEDS:
            if settings.demo or not seed.demo:
                began = time.monotonic()
                there = seed.load(utc_now())
                print(f"{seed.name:<12} {there} ({time.monotonic() - began:.1f} s)", flush=True)
        stamp.write_text(digest)
    return 0


def _digest(settings: Environment) -> str:
    """Return a text that is another one as soon as code, seeds or database are."""
    digest = sha256(f"{settings.database_url} {settings.demo}".encode())
    for file in sorted([*PACKAGE_DIR.rglob("*.py"), *SEEDS_DIR.rglob("*")]):
        if file.is_file():
            digest.update(file.read_bytes())
    return digest.hexdigest()
