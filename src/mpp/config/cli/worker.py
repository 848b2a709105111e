"""Do what must not keep a citizen waiting: deliver facts, ask registries, sign, send, keep deadlines."""

import argparse

from mpp.config.cli.installation import database, start_django_as_plain_role


def options(parser: argparse.ArgumentParser) -> None:
    """There are none."""


def main(chosen: argparse.Namespace) -> int:
    with database():
        start_django_as_plain_role()
        # The rooms behind these can be entered only once Django has started.
        from mpp.config.listeners import LISTENERS
        from mpp.documents.tasks import signing_desk
        from mpp.foundation import logs, worker

        logs.configure()
        worker.run(LISTENERS, desks={"signing": signing_desk().work})
    return 0
