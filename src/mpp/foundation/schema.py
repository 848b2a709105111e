"""What a migration says to the database beyond Django's own words: row security, write guard, grants, SQL files.

`protect` and `national` are the only ways a table of ours gets its rights; `tests/house/test_tables.py` compares every
table with the database's own catalogue, so that none is forgotten.
"""

from collections.abc import Callable, Sequence
from pathlib import Path

from django.conf import settings
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation, OperationCategory
from django.db.migrations.state import ProjectState

#: What the application role may do with a table, by kind of table.
READ_WRITE = ("SELECT", "INSERT", "UPDATE")
READ_WRITE_DELETE = (*READ_WRITE, "DELETE")
APPEND_ONLY = ("SELECT", "INSERT")


def sql_file(path: Path) -> Operation:
    """Return a migration step that runs the SQL file at `path`; functions come with CREATE OR REPLACE."""
    return statements(lambda: [path.read_text(encoding="utf-8")])


def protect(table: str, *, rights: Sequence[str] = READ_WRITE, delete: bool = False) -> Operation:
    """Return a step that puts a table of case rows under row security of its region.

    Makes the primary key (region_id, id), the policy, the write guard and the least grants. The table has columns
    `region_id smallint` and `id uuid`.
    """
    rights = (*rights, "DELETE") if delete else rights
    return statements(
        lambda: [
            f'ALTER TABLE "{table}" DROP CONSTRAINT "{table}_pkey"',
            f'ALTER TABLE "{table}" ADD PRIMARY KEY (region_id, id)',
            *_policy(table, "region_id = mpp.region()"),
            *guard_and_grant(table, rights),
        ]
    )


def policed_by_region(table: str, *, rights: Sequence[str] = READ_WRITE) -> Operation:
    """Return a step for a table that already leads its key with the region: policy, guard and grants only."""
    return statements(lambda: [*_policy(table, "region_id = mpp.region()"), *guard_and_grant(table, rights)])


def national(
    table: str, *, person_column: str | None = None, rights: Sequence[str] = READ_WRITE, delete: bool = False
) -> Operation:
    """Return a step for a narrow national table.

    person_column: the column that must equal the acting person; None where the rows are nobody's (catalogue, regions)
    """
    rights = (*rights, "DELETE") if delete else rights
    return statements(
        lambda: [
            *(_policy(table, f'"{person_column}" = mpp.person()') if person_column else []),
            *guard_and_grant(table, rights),
        ]
    )


def guard_and_grant(table: str, rights: Sequence[str]) -> list[str]:
    """Return the statements that guard `table` against writes outside operations and grant least rights."""
    app, report = settings.APP_ROLE, settings.REPORT_ROLE
    return [
        f'CREATE TRIGGER guard_write BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON "{table}" '
        "FOR EACH STATEMENT EXECUTE FUNCTION mpp.guard_write()",
        f'GRANT {", ".join(rights)} ON "{table}" TO "{app}"',
        f'GRANT SELECT ON "{table}" TO "{report}"',
    ]


def grant_sequence(sequence: str) -> Operation:
    """Return a step that lets the application role draw from `sequence`."""
    return statements(lambda: [f'GRANT USAGE ON SEQUENCE "{sequence}" TO "{settings.APP_ROLE}"'])


def _policy(table: str, condition: str) -> list[str]:
    return [
        f'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY',
        f'CREATE POLICY own_rows ON "{table}" USING ({condition}) WITH CHECK ({condition})',
    ]


def statements(make: Callable[[], list[str]]) -> Operation:
    """Return a step that runs the SQL statements that `make` gives when the migration runs."""
    return Statements(make)


class Statements(Operation):
    """SQL that is made when the migration runs: roles have the names that the installation gives them.

    Django's own `RunPython` would do, but it builds every model anew before each step, as it was at that point: two
    thirds of what a first start spends on its tables, and no step of ours looks at a model.
    """

    # Migrations go forward only: a mistake is mended by the next one.
    reversible = False
    category = OperationCategory.SQL

    def __init__(self, make: Callable[[], list[str]]) -> None:
        self.make = make

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Change nothing: models stay what they are."""

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        """Run the statements."""
        for statement in self.make():
            # No parameters: a percent sign in a function body stays what it is.
            schema_editor.execute(statement, params=None)

    def describe(self) -> str:
        """Return what `migrate --plan` says."""
        return "SQL statements"
