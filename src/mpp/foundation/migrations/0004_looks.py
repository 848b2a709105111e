"""Who has looked at whose data: one line a visit, only added to, each person's own."""

from pathlib import Path

from django.db import migrations

from mpp.foundation.schema import APPEND_ONLY, national, sql_file, statements

SQL = Path(__file__).parents[1] / "sql"


class Migration(migrations.Migration):
    dependencies = [("foundation", "0003_housekeeping")]
    operations = [
        sql_file(SQL / "looks.sql"),
        national("look", person_column="person_id", rights=APPEND_ONLY),
        statements(lambda: ["SELECT mpp.make_partitions('look', 3)"]),
    ]
