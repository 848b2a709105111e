"""The three database roles, and the SQL that makes them: for the embedded server and for an administrator's own."""

from collections.abc import Mapping

#: Owns the database and every table in it: `mpp migrate` and the building of test databases, nothing else.
OWNER = "mpp_owner"
#: All that web and worker get: row security and the write guard bind it.
APP = "mpp_app"
#: Reads aggregates for reports, never writes.
REPORT = "mpp_report"

ROLES = (OWNER, APP, REPORT)


def literal(text: str) -> str:
    """Return `text` as an SQL string."""
    return "'" + text.replace("'", "''") + "'"


def roles_sql(passwords: Mapping[str, str]) -> list[str]:
    """Return the statements that make the roles. passwords: role name -> password"""
    plain = "LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS"
    return [
        *(f"CREATE ROLE {role} {plain} PASSWORD {literal(passwords[role])}" for role in ROLES),
        f"ALTER ROLE {REPORT} SET default_transaction_read_only = on",
    ]


def database_sql(database: str) -> str:
    """Return the statement that makes the database; it may not run inside a transaction."""
    return f"CREATE DATABASE {database} OWNER {OWNER} ENCODING 'UTF8' TEMPLATE template0"


def entry_sql(database: str) -> list[str]:
    """Return the statements that let our roles into the database, and nobody else; they may run again."""
    return [
        f"REVOKE ALL ON DATABASE {database} FROM PUBLIC",
        f"GRANT CONNECT ON DATABASE {database} TO {APP}, {REPORT}",
    ]
