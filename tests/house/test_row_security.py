"""Row security, write guard and rights tried from plain SQL on every table, as the database's own catalogue lists them.

Each table gets one row of each of two regions, or of two people, made from nothing but its columns: what is hidden is
there to be hidden, and no new table is forgotten.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from uuid import UUID, uuid4

import psycopg
import pytest
from psycopg import sql
from psycopg.errors import DatabaseError, InsufficientPrivilege

from tests.house.test_tables import OF_LIBRARIES
from tests.support.databases import Database

OURS, THEIRS = 1, 2
ONE, ANOTHER = UUID(int=1), UUID(int=2)
NO_REGION, NO_OPERATION = "MP001", "MP002"

#: Type of a column -> an SQL value of it, another one each time where values must differ.
A_VALUE = {
    "smallint": "1",
    "integer": "1",
    "bigint": "1",
    "boolean": "true",
    "text": "md5(random()::text)",
    "character varying": "md5(random()::text)",
    "uuid": "gen_random_uuid()",
    "date": "current_date",
    "timestamp with time zone": "clock_timestamp()",
    "bytea": "sha256(random()::text::bytea)",
    "jsonb": "'{}'",
    "ARRAY": "'{}'",
}


@dataclass(frozen=True, kw_only=True)
class Table:
    """A table of ours.

    columns: name -> SQL value, of those that must be given     owner_column: what its policy looks at, "" without one
    """

    name: str
    columns: dict[str, str]
    by_region: bool
    owner_column: str

    @property
    def owners(self) -> tuple[object, object]:
        """Whose the two rows are: of two regions, or of two people."""
        return (OURS, THEIRS) if self.by_region else (ONE, ANOTHER)

    def insert(self, owner: object) -> sql.Composed:
        """Return the statement that adds a row of this owner."""
        values = {name: sql.SQL(value) for name, value in self.columns.items()}
        if self.owner_column:
            values[self.owner_column] = sql.Literal(owner)
        return sql.SQL("INSERT INTO {} ({}) VALUES ({})").format(
            sql.Identifier(self.name),
            sql.SQL(", ").join(map(sql.Identifier, values)),
            sql.SQL(", ").join(values.values()),
        )

    def statement(self, text: str) -> sql.Composed:
        """Return a statement about the table; `{}` stands for its name, the second for some column of it."""
        return sql.SQL(text).format(sql.Identifier(self.name), sql.Identifier(next(iter(self.columns))))


def _tables(owner: psycopg.Connection) -> Iterator[Table]:
    policies = dict(owner.execute("SELECT tablename, qual FROM pg_policies").fetchall())
    found = owner.execute(
        "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') "
        "AND NOT relispartition ORDER BY relname"
    ).fetchall()
    for (name,) in found:
        if name.startswith(OF_LIBRARIES):
            continue
        columns = owner.execute(
            "SELECT column_name, data_type, character_maximum_length FROM information_schema.columns "
            "WHERE table_schema = 'public' AND table_name = %s AND is_nullable = 'NO' AND column_default IS NULL "
            "AND is_identity = 'NO'",
            [name],
        ).fetchall()
        condition = policies.get(name, "")
        yield Table(
            name=name,
            columns={
                column: f"left({A_VALUE[kind]}, {longest})" if longest else A_VALUE[kind]
                for column, kind, longest in columns
            },
            by_region="mpp.region()" in condition,
            owner_column=condition.strip("()").partition(" = ")[0].strip('"'),
        )


@pytest.fixture(scope="module")
def database(databases, django_db_setup) -> Iterator[Database]:
    clone = databases.clone()
    with psycopg.connect(clone.owner_url, autocommit=True) as owner:
        # Values made from types alone keep neither lists of codes nor references.
        checks = owner.execute(
            "SELECT conrelid::regclass::text, conname FROM pg_constraint "
            "WHERE connamespace = 'public'::regnamespace AND contype IN ('c', 'f') AND conparentid = 0 AND conislocal"
        ).fetchall()
        for table, name in checks:
            owner.execute(f'ALTER TABLE {table} DROP CONSTRAINT IF EXISTS "{name}"')
        owner.execute("SET mpp.operation = 'tests.fill'")
        for table in _tables(owner):
            for of in table.owners if table.owner_column else table.owners[:1]:
                owner.execute(table.insert(of))
    yield clone
    databases.drop(clone.name)


@pytest.fixture(scope="module")
def tables(database) -> list[Table]:
    with psycopg.connect(database.owner_url) as owner:
        found = list(_tables(owner))
    assert len([table for table in found if table.by_region]) >= 8
    assert len([table for table in found if table.owner_column and not table.by_region]) >= 8
    return found


@pytest.fixture
def plain(database) -> Iterator[psycopg.Connection]:
    """The role of web and worker."""
    with psycopg.connect(database.url, autocommit=True) as connected:
        yield connected


@pytest.fixture
def report(database) -> Iterator[psycopg.Connection]:
    """The role for reports, which has tried to write."""
    with psycopg.connect(database.report_url, autocommit=True) as connected:
        connected.execute("SET default_transaction_read_only = off")
        yield connected


@contextmanager
def acting(connected, table: Table, owner, *, operation=""):
    """Run a block as the region or the person, and take back what it did."""
    with connected.transaction(force_rollback=True):
        region, person = (str(owner), "") if table.by_region else ("", str(owner))
        connected.execute("SELECT mpp.enter(%s, %s, %s)", [region, person, operation])
        yield


def refused(connected, statement) -> str:
    """Return the SQLSTATE with which a statement is refused, "" when it is not."""
    try:
        with connected.transaction(force_rollback=True):
            connected.execute(statement)
    except DatabaseError as refusal:
        return refusal.sqlstate or "?"
    return ""


DENIED = InsufficientPrivilege.sqlstate


def test_nothing_is_seen_before_it_is_said_which_region_or_person_asks(plain, tables):
    seen = {table.name for table in tables if table.owner_column and refused(plain, table.statement("TABLE {}")) == ""}
    assert seen == set()
    states = {refused(plain, table.statement("TABLE {}")) for table in tables if table.owner_column}
    assert states == {NO_REGION}


def test_a_region_sees_its_own_rows_and_a_person_the_own_ones(plain, tables):
    for table in tables:
        if not table.owner_column:
            continue
        ours, nobodys = table.owners[0], 3 if table.by_region else uuid4()
        owners = sql.SQL("SELECT {} FROM {}").format(sql.Identifier(table.owner_column), sql.Identifier(table.name))
        with acting(plain, table, ours):
            assert plain.execute(owners).fetchall() == [(ours,)], table.name
        with acting(plain, table, nobodys):
            assert plain.execute(owners).fetchall() == [], table.name


WRITES = ("UPDATE {0} SET {1} = {1}", "DELETE FROM {0}")


def test_nothing_is_written_outside_an_operation(plain, tables):
    for table in tables:
        ours, _ = table.owners
        with acting(plain, table, ours):
            for statement in (*map(table.statement, WRITES), table.insert(ours)):
                assert refused(plain, statement) in {NO_OPERATION, DENIED}, f"{table.name}: {statement}"


def test_nobody_writes_rows_of_another_region_or_person_within_an_operation_either(plain, tables):
    for table in tables:
        if not table.owner_column:
            continue
        ours, theirs = table.owners
        with acting(plain, table, ours, operation="tests.cheat"):
            assert refused(plain, table.insert(theirs)) == DENIED, table.name
        with acting(plain, table, theirs, operation="tests.cheat"):
            whose = sql.SQL("WHERE {} = {}").format(sql.Identifier(table.owner_column), sql.Literal(ours))
            for statement in map(table.statement, WRITES):
                try:
                    with plain.transaction(force_rollback=True):
                        assert plain.execute(statement + sql.SQL(" ") + whose).rowcount == 0, table.name
                except InsufficientPrivilege:
                    continue


def test_ledgers_and_published_versions_are_only_added_to(plain, tables):
    for name in ("audit_line", "application_event", "catalogue_serviceversion", "tenancy_regionsettings"):
        [table] = [table for table in tables if table.name == name]
        with acting(plain, table, OURS, operation="tests.cheat"):
            assert [refused(plain, table.statement(write)) for write in WRITES] == [DENIED, DENIED], name


def test_a_month_is_reached_through_its_table_only(plain):
    months = plain.execute("SELECT relname FROM pg_class WHERE relispartition AND relkind = 'r'").fetchall()
    assert len(months) >= 8
    for (name,) in months:
        for statement in ("SELECT * FROM {}", "DELETE FROM {}"):
            assert refused(plain, sql.SQL(statement).format(sql.Identifier(name))) == DENIED, name


#: What would undo the guards.
UNDOING = (
    "ALTER TABLE application DISABLE ROW LEVEL SECURITY",
    "ALTER TABLE application DISABLE TRIGGER guard_write",
    "DROP POLICY own_rows ON application",
    "DROP TRIGGER guard_write ON audit_line",
    "ALTER TABLE audit_line RENAME TO audit",
    "TRUNCATE audit_line",
    "CREATE OR REPLACE FUNCTION mpp.guard_write() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'",
    "CREATE FUNCTION mpp.mine() RETURNS integer LANGUAGE sql AS 'SELECT 1'",
    "CREATE TABLE public.mine ()",
    "CREATE SCHEMA mine",
    "SET session_replication_role = replica",
    "SET ROLE mpp_owner",
    "ALTER ROLE mpp_app BYPASSRLS",
    "SELECT * FROM pg_authid",
    "COPY (SELECT 1) TO PROGRAM 'cat'",
    "SELECT pg_read_file('PG_VERSION')",
    "SELECT setval('application_reference', 1)",
)


@pytest.mark.parametrize("statement", UNDOING)
def test_the_guards_cannot_be_undone_from_inside(plain, report, statement):
    assert refused(plain, statement) == DENIED
    assert refused(report, statement) == DENIED


def test_the_report_role_writes_nothing_anywhere_even_when_it_says_it_may(report, tables):
    for table in tables:
        with report.transaction(force_rollback=True):
            for setting, value in (("region", OURS), ("person", ONE), ("operation", "tests.cheat")):
                report.execute("SELECT set_config(%s, %s, true)", [f"mpp.{setting}", str(value)])
            for statement in (*map(table.statement, WRITES), table.insert(table.owners[0])):
                assert refused(report, statement) == DENIED, table.name


def test_the_report_role_sees_no_case_before_it_says_of_which_region(report, tables):
    assert {refused(report, table.statement("TABLE {}")) for table in tables if table.by_region} == {NO_REGION}


def test_the_report_role_calls_no_function_that_could_act_for_it(report):
    functions = report.execute(
        "SELECT oid::regprocedure::text FROM pg_proc WHERE pronamespace = 'mpp'::regnamespace "
        "AND has_function_privilege(oid, 'EXECUTE')"
    ).fetchall()
    assert sorted(functions) == [("mpp.person()",), ("mpp.region()",)]
