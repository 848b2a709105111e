"""An installation of the product for one bench run: own database, seeds, web workers as `mpp serve` starts them."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from signal import SIGTERM

import django
import psycopg

from bench.accounting import cpu_seconds, parent_of
from mpp.config.server import postgres
from mpp.config.server.children import start_child
from mpp.config.server.ports import answers
from mpp.config.server.roles import APP, OWNER, REPORT

HOST = "127.0.0.1"
SECONDS_TO_ANSWER = 60
#: Not the rate limits are measured.
RATE_LIMIT_FACTOR = "1000000"
#: Room to load millions of rows without a checkpoint every few seconds.
LOADING = {"max_wal_size": "16GB", "checkpoint_timeout": "30min", "maintenance_work_mem": "1GB"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Installation:
    """A database with seeds. owner_url: loads rows past row security     app_url: all that the web workers get"""

    folder: Path
    server: postgres.Server
    port: int
    database_pid: int

    @property
    def owner_url(self) -> str:
        return self.server.url(OWNER)

    @property
    def app_url(self) -> str:
        return self.server.url(APP)

    def database_cpu(self) -> float:
        """Return the CPU seconds of the whole database server so far."""
        return cpu_seconds(self.database_pid)

    def settle(self) -> None:
        """Write out what earlier work has left, so that it does not fall into the next measurement."""
        with psycopg.connect(self.server.url(postgres.SUPERUSER), autocommit=True) as superuser:
            superuser.execute("CHECKPOINT")


@contextmanager
def installed(folder: Path) -> Iterator[Installation]:
    """Make an installation in `folder` and set Django up for it as the plain role; delete it afterwards."""
    try:
        with postgres.running(folder) as server:
            port = _free_port()
            # The keys of the demonstration: what this process seals and signs, the web workers open.
            os.environ |= {
                "MPP_DEMO": "yes",
                "MPP_STATE_DIR": str(folder),
                "MPP_LISTEN": f"{HOST}:{port}",
                "MPP_RATE_LIMIT_FACTOR": RATE_LIMIT_FACTOR,
                "DATABASE_URL": server.url(APP),
                "DATABASE_OWNER_URL": server.url(OWNER),
                "DATABASE_REPORT_URL": server.url(REPORT),
            }
            with psycopg.connect(server.url(postgres.SUPERUSER), autocommit=True) as superuser:
                for name, value in LOADING.items():
                    superuser.execute(f"ALTER SYSTEM SET {name} = '{value}'".encode())
                superuser.execute("SELECT pg_reload_conf()")
                database_pid = parent_of(superuser.info.backend_pid)
            _mpp("migrate", log=folder / "migrate.log")
            _mpp("seed", log=folder / "seed.log")
            os.environ["DJANGO_SETTINGS_MODULE"] = "mpp.config.settings"
            django.setup()
            yield Installation(folder=folder, server=server, port=port, database_pid=database_pid)
    finally:
        postgres.remove(folder)
        shutil.rmtree(folder, ignore_errors=True)


@dataclass(frozen=True, slots=True)
class Web:
    """The web workers. pid: of the process that has started them"""

    pid: int

    def cpu(self) -> float:
        """Return the CPU seconds of all web processes so far."""
        return cpu_seconds(self.pid)


@contextmanager
def serving(installation: Installation) -> Iterator[Web]:
    """Keep the web workers running while the block runs."""
    with (installation.folder / "web.log").open("wb") as log:
        process = start_child(_command("serve"), death_signal=SIGTERM, output=log)
        try:
            deadline = time.monotonic() + SECONDS_TO_ANSWER
            while not answers(HOST, installation.port):
                if process.poll() is not None or time.monotonic() > deadline:
                    sys.exit(f"bench: the web workers did not start:\n{Path(log.name).read_text()}")
                time.sleep(0.1)
            yield Web(process.pid)
        finally:
            process.terminate()
            process.wait()


def _mpp(*arguments: str, log: Path) -> None:
    with log.open("wb") as output:
        done = subprocess.run(_command(*arguments), stdout=output, stderr=output, check=False)  # noqa: S603  # our own
    if done.returncode != 0:
        sys.exit(f"bench: mpp {' '.join(arguments)} failed:\n{log.read_text()}")


def _command(*arguments: str) -> Sequence[str]:
    return [sys.executable, "-m", "mpp.config.cli", *arguments]


def _free_port() -> int:
    with socket.socket() as found:
        found.bind((HOST, 0))
        return int(found.getsockname()[1])
