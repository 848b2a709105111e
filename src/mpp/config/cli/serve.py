"""Answer web requests (granian, two processes of two threads)."""

import argparse
import os

from granian import Granian
from granian.constants import Interfaces

from mpp.config.cli.installation import database
from mpp.config.server.ports import must_be_free

#: Connections of one process: its two threads, and as many again while one of them is being replaced.
POOL = "4"


def options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--workers", type=int, default=2, help="processes (default 2)")
    parser.add_argument("--threads", type=int, default=2, help="threads of each (default 2)")


def main(chosen: argparse.Namespace) -> int:
    with database() as settings:
        host, port = settings.listen
        must_be_free(host, port, setting="MPP_LISTEN")
        os.environ.pop("DATABASE_OWNER_URL", None)
        os.environ.setdefault("MPP_DATABASE_POOL", POOL)
        os.environ["DJANGO_SETTINGS_MODULE"] = "mpp.config.settings"
        Granian(
            "mpp.config.wsgi:application",
            address=host,
            port=port,
            interface=Interfaces.WSGI,
            workers=chosen.workers,
            blocking_threads=chosen.threads,
            respawn_failed_workers=True,
            respawn_interval=1,
            workers_kill_timeout=5,
        ).serve()
    return 0
