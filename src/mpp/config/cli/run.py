"""Start everything an installation needs, and stop it all with Ctrl-C."""

import argparse
import os
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from functools import partial

from mpp.config.cli import sandbox
from mpp.config.cli.installation import database, settings_without_database
from mpp.config.environment import Environment
from mpp.config.server.ports import answers, is_ready, must_be_free
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

    def start(name: str, command: Sequence[str]) -> Child:
        child = Child(name=name, command=command, environ=plain, log=logs / f"{name}.log")
        child.start()
        kept.append(child)
        return child

    agencies = start("sandbox", sandbox.serving(settings)) if _plays_agencies(settings) else None
    if settings.database_owner_url:
        with said("tables"):
            step("migration", mpp("migrate"), environ=os.environ, log=logs / "migrate.log")
    with said("seeds"):
        step("seeding", mpp("seed", "--if-changed"), environ=plain, log=logs / "seed.log")
    with said("programs"):
        start("worker", mpp("worker"))
        web = start("web", mpp("serve"))
        web.await_answer(partial(is_ready, *settings.listen), seconds=SECONDS_TO_ANSWER)
        if agencies:
            for host, port, _ in sandbox.ports(settings):
                agencies.await_answer(partial(answers, host, port), seconds=SECONDS_TO_ANSWER)
    print(f"\nMPP Digital answers at {settings.public_url}\n")
    if agencies:
        print_demo_accounts(settings.sandbox_url)
        print(f"A regional application that signs people in by MPP Digital: {settings.sandbox_url}/e-pbb/\n")
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


def print_demo_accounts(sandbox_url: str) -> None:
    """Show one applicant, who answers for a facility, and the officers of the same region.

    With them the main job can be walked from end to end.
    """
    people = sandbox.cast()
    applicant = next(person for person in people if person["role"] == "pemohon")
    neighbours = [person for person in people if person["region"] == applicant["region"]]
    stewards = [person for person in neighbours if person["answers_for"]]
    officers = [person for person in neighbours if person["role"] != "pemohon"]
    print(f"Demo accounts of {applicant['region']} (made-up people; sign in with the digital ID)\n")
    print(f"  {'NIK':<18}{'role':<22}{'signing passphrase':<22}name")
    for person in [applicant, *stewards, *officers]:
        name = f"{person['name']}, answers for {person['answers_for']}" if person["answers_for"] else person["name"]
        print(f"  {person['nik']:<18}{person['role']:<22}{person['passphrase'] or '':<22}{name}")
    print(f"\nOfficers enter a post with a second factor; their codes: {sandbox_url}/authenticator/")
    print("Everybody else: mpp sandbox cast\n")


def _plays_agencies(settings: Environment) -> bool:
    return settings.demo and sandbox.is_installed()


def _ports(settings: Environment) -> list[tuple[str, int, str]]:
    """Return the ports that have to be free, with the setting that moves each."""
    return [(*settings.listen, "MPP_LISTEN"), *(sandbox.ports(settings) if _plays_agencies(settings) else [])]
