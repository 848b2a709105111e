"""Rows of a person are that person's own; the ledger of calls is only added to; a region sees figures about sources."""

from pathlib import Path

from django.db import migrations

from mpp.foundation.schema import APPEND_ONLY, national, sql_file

SQL = Path(__file__).parents[1] / "sql"


class Migration(migrations.Migration):
    dependencies = [("evidence", "0001_facts"), ("foundation", "0001_scope_and_ledgers")]
    operations = [
        national("evidence_attribute", person_column="person_id"),
        national("evidence_source_call", person_column="person_id", rights=APPEND_ONLY),
        sql_file(SQL / "source_health.sql"),
    ]
