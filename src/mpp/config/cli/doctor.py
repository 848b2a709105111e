"""Tell what is wrong with this installation; --sql prints what an administrator runs once to make the database."""

import argparse
import os
import secrets

from mpp.config.cli.installation import database, start_django
from mpp.config.environment import Environment
from mpp.config.server.binaries import place
from mpp.config.server.postgres import DATABASE
from mpp.config.server.roles import APP, OWNER, REPORT, ROLES, database_sql, entry_sql, roles_sql

URLS = {"DATABASE_URL": APP, "DATABASE_OWNER_URL": OWNER, "DATABASE_REPORT_URL": REPORT}


def options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--sql", action="store_true", help="print the SQL for a server of your own, with new passwords")
    parser.add_argument("--host", default="localhost:5432", help="that server, for the addresses printed with --sql")
    parser.add_argument("--name", default=DATABASE, help="name of the database (default %(default)s)")


def main(chosen: argparse.Namespace) -> int:
    if chosen.sql:
        print_sql(chosen.host, chosen.name)
        return 0
    own = not os.environ.get("DATABASE_URL", "").strip()
    with database() as settings:
        if own:
            print(f"       server    came along, its data is in {place(settings.state_dir).home}")
        return examine(settings)


def examine(settings: Environment) -> int:
    """Print all findings; return 1 when one is bad."""
    os.environ["DATABASE_URL"] = settings.database_owner_url or settings.database_url
    start_django()
    from mpp.config import diagnosis  # reaches Django's connection, so only after the set-up

    findings = [
        diagnosis.state_folder(settings.state_dir),
        diagnosis.pages(),
        *diagnosis.plain_role(settings.database_url),
        diagnosis.tables(settings),
        *diagnosis.outside(settings),
    ]
    for finding in findings:
        print(f"{finding.verdict:<7}{finding.about:<10}{finding.words}")
    wrong = [finding for finding in findings if finding.verdict is diagnosis.Verdict.WRONG]
    if any(finding.about == diagnosis.DATABASE for finding in wrong):
        print("\nThe SQL that makes the roles and the database: `mpp doctor --sql`")
    return 1 if wrong else 0


def print_sql(host: str, name: str) -> None:
    """Print statements for psql, and the settings that go with them."""
    passwords = {role: secrets.token_hex(24) for role in ROLES}
    print("-- Run once as a superuser of PostgreSQL 15 or later: psql --file THIS_FILE postgres")
    for statement in [*roles_sql(passwords), database_sql(name), *entry_sql(name)]:
        print(f"{statement};")
    print(f"-- Only where the tests run too: ALTER ROLE {OWNER} CREATEDB;")
    print("-- Then set, and keep secret:")
    for setting, role in URLS.items():
        print(f"--   {setting}=postgresql://{role}:{passwords[role]}@{host}/{name}")
