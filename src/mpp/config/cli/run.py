"""Start everything an installation needs, and stop it all with Ctrl-C."""

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from importlib.util import find_spec
from urllib.parse import urlsplit

from mpp.config.cli.installation import database, settings_without_database
from mpp.config.cli.sandbox import PROGRAM
from mpp.config.environment import Environment
from mpp.config.server.ports import answers, must_be_free
from mpp.config.supervisor import Child, children, keep, only_one, step, stop_on_signals

SECONDS_TO_ANSWER = 60
#: The plain role is all that web, worker and seeds get.
FOR_THE_OWNER_ONLY = "DATABASE_OWNER_URL"


def options(parser: argparse.ArgumentParser) -> None:
    """There are none."""


def main(chosen: argparse.Namespace) -> int:
    stop_on_signals()
    with ExitStack() as stack:
        try:
            settings = settings_without_database()
            stack.enter_context(only_one(settings.state_dir))
            for host, port, setting in _ports(settings):
                must_be_free(host, port, setting=setting)
            with said("database"):
                settings = stack.enter_context(database())
            kept = stack.enter_context(children())
            run_everything(settings, kept)
            keep(kept)
        except KeyboardInterrupt:
            print("\nStopping ...", flush=True)
    return 0


def run_everything(settings: Environment, kept: list[Child]) -> None:
    """Bring tables and seeds up to date, start the programs into `kept` and say where they are."""
    logs = settings.state_dir / "logs"
    plain = {name: value for name, value in os.environ.items() if name != FOR_THE_OWNER_ONLY}

    def start(name: str, *command: str) -> Child:
        child = Child(name=name, command=[sys.executable, "-m", *command], environ=plain, log=logs / f"{name}.log")
        child.start()
        kept.append(child)
        return child

    sandbox = start("sandbox", PROGRAM, "serve") if _plays_agencies(settings) else None
    if settings.database_owner_url:
        with said("tables"):
            step("migration", mpp("migrate"), environ=os.environ, log=logs / "migrate.log")
    with said("seeds"):
        step("seeding", mpp("seed"), environ=plain, log=logs / "seed.log")
    with said("programs"):
        start("worker", "mpp.config.cli", "worker")
        web = start("web", "mpp.config.cli", "serve")
        web.await_answer(partial(answers, *settings.listen), seconds=SECONDS_TO_ANSWER)
        if sandbox:
            sandbox.await_answer(partial(answers, *_host_and_port(settings.sandbox_url)), seconds=SECONDS_TO_ANSWER)
    print(f"\nMPP Digital answers at {settings.public_url}\n")
    if sandbox:
        print_demo_accounts()
    print(f"Logs: {logs}     Stop: Ctrl-C", flush=True)


@contextmanager
def said(what: str) -> Iterator[None]:
    """Tell what is being done, and how long it took."""
    began = time.monotonic()
    print(f"{what:<10}", end="", flush=True)
    try:
        yield
    except BaseException:
        print("stopped", flush=True)
        raise
    print(f"ready ({time.monotonic() - began:.1f} s)", flush=True)


def mpp(*arguments: str) -> list[str]:
    """Return the command line of another command of ours."""
    return [sys.executable, "-m", "mpp.config.cli", *arguments]


def print_demo_accounts() -> None:
    """Show whom one can sign in as; the sandbox knows."""
    shown = subprocess.run(  # noqa: S603 - our own
        [sys.executable, "-m", PROGRAM, "cast", "--json"], capture_output=True, check=True
    ).stdout
    print("Demo accounts (sign in with the digital ID; these people are made up)")
    for account in json.loads(shown):
        print(f"  {account['nik']}  {account['role']:<22} {account['region'] or '':<24} {account['name']}")
    print()


def _plays_agencies(settings: Environment) -> bool:
    return settings.demo and find_spec(PROGRAM) is not None


def _host_and_port(url: str) -> tuple[str, int]:
    parts = urlsplit(url)
    return parts.hostname or "", parts.port or {"https": 443}.get(parts.scheme, 80)


def _ports(settings: Environment) -> list[tuple[str, int, str]]:
    """Return the ports that have to be free, with the setting that moves each."""
    ports = [(*settings.listen, "MPP_LISTEN")]
    if _plays_agencies(settings):
        ports.append((*_host_and_port(settings.sandbox_url), "MPP_SANDBOX_URL"))
        ports.append((*_host_and_port(settings.smtp_url), "MPP_SMTP_URL"))
    return ports
