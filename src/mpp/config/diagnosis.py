"""What can be wrong with an installation, each as one finding that says what to do."""

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from mpp.config.environment import Environment
from mpp.config.server.roles import APP

OLDEST_SERVER = 15
#: Below this the disk is called full: room for a day of a busy region.
LEAST_FREE_GB = 2
SECONDS_TO_ANSWER = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that was looked at. words: what is there, or what is wrong and what helps"""

    about: str
    is_well: bool
    words: str


def state_folder(folder: Path) -> Finding:
    """Look at the folder of everything that stays."""
    folder.mkdir(parents=True, exist_ok=True)
    free_gb = shutil.disk_usage(folder).free / 1e9
    if not os.access(folder, os.W_OK):
        return Finding(about="folder", is_well=False, words=f"{folder} cannot be written to: give it to this user.")
    words = f"{folder}, {free_gb:.0f} GB free"
    return Finding(
        about="folder",
        is_well=free_gb >= LEAST_FREE_GB,
        words=words if free_gb >= LEAST_FREE_GB else f"{words}: free some space.",
    )


def plain_role(url: str) -> Iterator[Finding]:
    """Look at the server as web and worker see it: row security and the write guard must bind the role."""
    try:
        with psycopg.connect(url, connect_timeout=SECONDS_TO_ANSWER) as plain:
            major = plain.info.server_version // 10000
            row = plain.execute(
                "SELECT current_user::text, pg_encoding_to_char(encoding), rolsuper OR rolbypassrls,"
                " rolcreatedb OR rolcreaterole OR EXISTS (SELECT FROM pg_class WHERE relowner = pg_roles.oid)"
                " FROM pg_roles, pg_database WHERE rolname = current_user AND datname = current_database()"
            ).fetchone()
    except psycopg.OperationalError as error:
        yield _about_database(f"DATABASE_URL does not work ({_first_line(error)}).")
        return
    role, encoding, sees_everything, may_change_tables = row or ("", "", True, True)
    if major < OLDEST_SERVER:
        yield _about_database(f"PostgreSQL {major} is too old: {OLDEST_SERVER} or later is needed.")
    if encoding != "UTF8":
        yield _about_database(f"The database is encoded in {encoding}: make one in UTF8.")
    if role != APP:
        yield _about_database(f"DATABASE_URL connects as {role}: rights are granted to {APP}, use that role.")
    if sees_everything:
        yield _about_database(f"{role} is not bound by row security: ALTER ROLE {role} NOSUPERUSER NOBYPASSRLS.")
    if may_change_tables:
        yield _about_database(f"{role} owns tables or may make databases or roles: that is for the owner only.")
    yield Finding(about="database", is_well=True, words=f"PostgreSQL {major} as {role}")


def tables(settings: Environment) -> Finding:
    """Look whether all migrations have been applied; Django must be connected as the owner."""
    if not settings.database_owner_url:
        return Finding(
            about="tables",
            is_well=True,
            words="not looked at: DATABASE_OWNER_URL is not set (only `mpp migrate` needs it)",
        )
    try:
        executor = MigrationExecutor(connection)
        plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError as error:
        return Finding(about="tables", is_well=False, words=f"DATABASE_OWNER_URL does not work ({_first_line(error)}).")
    if plan:
        return Finding(
            about="tables", is_well=False, words=f"{len(plan)} migrations are not applied: run `mpp migrate`."
        )
    return Finding(about="tables", is_well=True, words="up to date")


def _about_database(trouble: str) -> Finding:
    return Finding(about="database", is_well=False, words=trouble)


def _first_line(error: Exception) -> str:
    return str(error).strip().partition("\n")[0]
