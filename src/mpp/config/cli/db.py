"""Keep the database server running, for a command or until Ctrl-C."""

import argparse
import os
import signal
import subprocess

from mpp.config.cli.installation import database


def options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "command", nargs=argparse.REMAINDER, help="runs with DATABASE_URL and the others set (default: wait)"
    )


def main(chosen: argparse.Namespace) -> int:
    with database():
        if chosen.command:
            return subprocess.run(chosen.command, check=False).returncode  # noqa: S603 - the user's own words
        for name in ("DATABASE_URL", "DATABASE_OWNER_URL", "DATABASE_REPORT_URL"):
            print(f"export {name}='{os.environ.get(name, '')}'", flush=True)
        signal.sigwait({signal.SIGINT, signal.SIGTERM})
    return 0
