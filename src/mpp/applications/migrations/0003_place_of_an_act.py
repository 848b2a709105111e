"""An act writes the practice place too: a register that was silent may name it after the draft."""

from pathlib import Path

from django.db import migrations

from mpp.foundation.schema import sql_file

SQL = Path(__file__).parents[1] / "sql"


class Migration(migrations.Migration):
    dependencies = [("applications", "0002_hot_path")]
    operations = [sql_file(SQL / "act.sql")]
