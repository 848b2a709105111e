"""History of cases, the functions of the hot path, row security and rights."""

from pathlib import Path

from django.db import migrations

from mpp.foundation.schema import (
    APPEND_ONLY,
    READ_WRITE,
    grant_sequence,
    national,
    policed_by_region,
    protect,
    sql_file,
)

SQL = Path(__file__).parents[1] / "sql"


class Migration(migrations.Migration):
    dependencies = [("applications", "0001_cases"), ("foundation", "0001_scope_and_ledgers")]
    operations = [
        sql_file(SQL / "events.sql"),
        sql_file(SQL / "case.sql"),
        sql_file(SQL / "reads.sql"),
        protect("application", rights=READ_WRITE),
        policed_by_region("application_event", rights=APPEND_ONLY),
        national("person_case", person_column="person_id", rights=("SELECT",)),
        national("practice_place", person_column="person_id", rights=("SELECT",)),
        grant_sequence("application_reference"),
    ]
