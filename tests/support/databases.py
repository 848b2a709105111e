"""Real databases for tests: one template a run, built by the owner; clones of it, used as the plain role."""

import fcntl
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Self
from urllib.parse import urlsplit

import psycopg
from django.core.management import call_command
from django.db import connection
from psycopg import sql

from mpp.config.environment import django_database
from mpp.config.server import postgres
from mpp.foundation.hot import close_pools
from mpp.foundation.memo import forget_everything

CHECKOUT = Path(__file__).resolve().parents[2]
STATE_DIR = Path(os.environ.get("MPP_STATE_DIR", CHECKOUT / ".run"))


def at(url: str, database: str) -> str:
    """Return `url` pointing at another database of the same server."""
    return urlsplit(url)._replace(path=f"/{database}").geturl()


@dataclass(frozen=True, slots=True, kw_only=True)
class Databases:
    """The server of this test run, the same for all its processes.

    run: part of the names of all databases of the run     owner_url, app_url: addresses of the two roles
    folder: exists as long as the run; holds the lock under which the template is built
    """

    run: str
    owner_url: str
    app_url: str
    report_url: str
    folder: str

    def plain(self) -> dict[str, str]:
        """Return what another process needs to use the same server."""
        return asdict(self)

    @classmethod
    def from_plain(cls, plain: dict[str, str]) -> Self:
        return cls(**plain)

    @property
    def template(self) -> str:
        """The name of the migrated database, built by the first process that asks; the others wait for it."""
        name = f"{self.run}_template"
        with (Path(self.folder) / "template.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not self._exists(name):
                half_done = f"{name}_unfinished"
                self._as_owner("CREATE DATABASE {} TEMPLATE template0", half_done)
                with connected_to(at(self.owner_url, half_done)):
                    call_command("migrate", verbosity=0, interactive=False)
                self._as_owner("ALTER DATABASE {} RENAME TO {}", half_done, name)
        return name

    def clone(self) -> "Database":
        """Return a new database with all tables and nobody in it."""
        name = f"{self.run}_{secrets.token_hex(4)}"
        self._as_owner("CREATE DATABASE {} TEMPLATE {}", name, self.template)
        return Database(
            name=name,
            url=at(self.app_url, name),
            owner_url=at(self.owner_url, name),
            report_url=at(self.report_url, name),
        )

    def drop(self, name: str) -> None:
        """Delete a database of this run, whoever is still in it."""
        # The owner may not end connections of other roles; each role may end its own.
        for url in (self.app_url, self.report_url):
            with psycopg.connect(url) as role:
                role.execute(
                    "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
                    " WHERE datname = %s AND usename = current_user",
                    [name],
                )
        self._as_owner("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)

    def drop_all(self) -> None:
        """Delete every database of this run."""
        with psycopg.connect(self.owner_url, autocommit=True) as owner:
            rows = owner.execute(
                "SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [self.run]
            ).fetchall()
        for (name,) in rows:
            self.drop(name)

    def _exists(self, name: str) -> bool:
        with psycopg.connect(self.owner_url) as owner:
            return owner.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone() is not None

    def _as_owner(self, statement: str, *names: str) -> None:
        with psycopg.connect(self.owner_url, autocommit=True) as owner:
            owner.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Database:
    """One clone. url: as the plain role, the way web and worker see it"""

    name: str
    url: str
    owner_url: str
    report_url: str

    @property
    def environ(self) -> dict[str, str]:
        """The environment for a program that shall work on this database."""
        return os.environ | {
            "DATABASE_URL": self.url,
            "DATABASE_OWNER_URL": self.owner_url,
            "DATABASE_REPORT_URL": self.report_url,
        }


@contextmanager
def connected_to(url: str) -> Iterator[None]:
    """Let Django's connection lead to another database and role while the block runs."""
    before = dict(connection.settings_dict)
    _close_connections()
    connection.settings_dict.update(django_database(url))
    try:
        yield
    finally:
        _close_connections()
        connection.settings_dict.update(before)


def _close_connections() -> None:
    # Pools of the hot path lead to the database that was there when they were opened, and so do kept answers.
    close_pools()
    forget_everything()
    connection.close()


@contextmanager
def databases_of_a_run() -> Iterator[Databases]:
    """Keep a server for one test run: the one that the environment names, else a new one whose data is thrown away."""
    run = f"mpp_test_{secrets.token_hex(4)}"
    with _folder_of_a_run(run) as folder:
        external = [os.environ.get(name) for name in ("DATABASE_OWNER_URL", "DATABASE_URL", "DATABASE_REPORT_URL")]
        if all(external):
            owner, app, report = map(str, external)
            databases = Databases(run=run, owner_url=owner, app_url=app, report_url=report, folder=str(folder))
            try:
                yield databases
            finally:
                databases.drop_all()
        else:
            with postgres.running(folder, scratch=True) as server:
                urls = {f"{name}_url": server.url(f"mpp_{name}") for name in ("owner", "app", "report")}
                yield Databases(run=run, folder=str(folder), **urls)


@contextmanager
def _folder_of_a_run(run: str) -> Iterator[Path]:
    """Yield a folder that is deleted afterwards; those of runs that were killed are deleted too."""
    runs = STATE_DIR / "tests"
    runs.mkdir(parents=True, exist_ok=True)
    for left_lock in runs.glob("*.lock"):
        with left_lock.open() as lock, suppress(BlockingIOError):
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            _delete(left_lock)
    with (runs / f"{run}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        folder = runs / run
        folder.mkdir()
        try:
            yield folder
        finally:
            _delete(Path(lock.name))


def _delete(lock: Path) -> None:
    folder = lock.with_suffix("")
    postgres.remove(folder)
    shutil.rmtree(folder, ignore_errors=True)
    lock.unlink(missing_ok=True)
