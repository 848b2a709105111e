"""Do what must not keep a citizen waiting: deliver facts, ask registries, sign, send, keep deadlines."""

import argparse
import signal
import threading

from mpp.config.cli.installation import database, start_django_as_plain_role


def options(parser: argparse.ArgumentParser) -> None:
    """There are none."""


def main(chosen: argparse.Namespace) -> int:
    stop = threading.Event()
    with database():
        start_django_as_plain_role()
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: stop.set())
        stop.wait()
    return 0
