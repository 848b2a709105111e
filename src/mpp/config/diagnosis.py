"""What can be wrong with an installation, each as one finding that says what to do."""

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from mpp.config.environment import SETTINGS, Environment
from mpp.config.paths import PACKAGE_DIR
from mpp.config.server.ports import answers
from mpp.config.server.roles import APP

OLDEST_SERVER = 15
#: Below this the disk is called full: room for a day of a busy region.
LEAST_FREE_GB = 2
SECONDS_TO_ANSWER = 5
#: What set-up builds -> files that show it has.
BUILT = {"the browser assets": "ui/collected/staticfiles.json", "the English texts": "ui/locale/en/LC_MESSAGES/*.mo"}
DATABASE = "database"
USUAL_PORTS = {"https": 443, "http": 80, "smtp": 25, "smtps": 465}


class Verdict(StrEnum):
    """How bad it is; a note is something that the product lives with."""

    WELL = "ok"
    NOTE = "note"
    WRONG = "WRONG"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that was looked at. words: what is there, or what is wrong and what helps"""

    about: str
    verdict: Verdict = Verdict.WELL
    words: str


def state_folder(folder: Path) -> Finding:
    """Look at the folder of everything that stays."""
    folder.mkdir(parents=True, exist_ok=True)
    free_gb = shutil.disk_usage(folder).free / 1e9
    if not os.access(folder, os.W_OK):
        return Finding(
            about="folder", verdict=Verdict.WRONG, words=f"{folder} cannot be written to: give it to this user."
        )
    words = f"{folder}, {free_gb:.0f} GB free"
    if free_gb < LEAST_FREE_GB:
        return Finding(about="folder", verdict=Verdict.WRONG, words=f"{words}: free some space.")
    return Finding(about="folder", words=words)


def pages() -> Finding:
    """Look whether set-up has built what browsers load, and the English texts."""
    missing = [name for name, files in BUILT.items() if not next(PACKAGE_DIR.glob(files), None)]
    if missing:
        words = f"{' and '.join(missing)} are not built: run scripts/assets, or install the package from its wheel."
        return Finding(about="pages", verdict=Verdict.WRONG, words=words)
    return Finding(about="pages", words="built, in both languages")


def outside(settings: Environment) -> Iterator[Finding]:
    """Look whether the systems we depend on answer; without them work waits, so it is a note at most."""
    for name, url in addresses(settings).items():
        parts = urlsplit(url)
        if not answers(parts.hostname or "", parts.port or USUAL_PORTS[parts.scheme]):
            yield Finding(about="outside", verdict=Verdict.NOTE, words=f"nobody answers at {url} ({name})")


def addresses(settings: Environment) -> dict[str, str]:
    """Return the addresses of the outside systems by the name of their setting; our own and the sandbox's are none."""
    ours = {"MPP_PUBLIC_URL", "MPP_SANDBOX_URL"}
    named = {row.name: getattr(settings, attribute) for attribute, row in SETTINGS.items() if row.name not in ours}
    return {name: value for name, value in named.items() if name.startswith("MPP_") and "://" in str(value)}


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
    yield Finding(about=DATABASE, words=f"PostgreSQL {major} as {role}")


def tables(settings: Environment) -> Finding:
    """Look whether all migrations have been applied; Django must be connected as the owner."""
    if not settings.database_owner_url:
        return Finding(
            about="tables",
            verdict=Verdict.NOTE,
            words="not looked at: DATABASE_OWNER_URL is not set (only `mpp migrate` needs it)",
        )
    try:
        executor = MigrationExecutor(connection)
        plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError as error:
        return Finding(
            about="tables", verdict=Verdict.WRONG, words=f"DATABASE_OWNER_URL does not work ({_first_line(error)})."
        )
    if plan:
        return Finding(
            about="tables", verdict=Verdict.WRONG, words=f"{len(plan)} migrations are not applied: run `mpp migrate`."
        )
    return Finding(about="tables", words="up to date")


def _about_database(trouble: str) -> Finding:
    return Finding(about=DATABASE, verdict=Verdict.WRONG, words=trouble)


def _first_line(error: Exception) -> str:
    return str(error).strip().partition("\n")[0]
