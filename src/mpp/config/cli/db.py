"""Keep the database server running, for a command or until Ctrl-C."""

import argparse
import os
import signal
import subprocess
from contextlib import ExitStack

from mpp.config.cli.installation import own_server
from mpp.config.environment import state_dir
from mpp.config.server import postgres


def options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--remove", action="store_true", help="delete the server that came along, with all its data")
    parser.add_argument(
        "command", nargs=argparse.REMAINDER, help="runs with DATABASE_URL and the others set (default: wait)"
    )


def main(chosen: argparse.Namespace) -> int:
    if chosen.remove:
        postgres.remove(state_dir())
        return 0
    with ExitStack() as stack:
        if not os.environ.get("DATABASE_URL", "").strip():
            server = stack.enter_context(own_server(state_dir()))
            os.environ["PATH"] = f"{server.programs}{os.pathsep}{os.environ['PATH']}"  # psql, pgbench, pg_dump
        if chosen.command:
            return subprocess.run(chosen.command, check=False).returncode  # noqa: S603 - the user's own words
        for name in ("DATABASE_URL", "DATABASE_OWNER_URL", "DATABASE_REPORT_URL"):
            print(f"export {name}='{os.environ.get(name, '')}'", flush=True)
        signal.sigwait({signal.SIGINT, signal.SIGTERM})
    return 0
