"""Months to come for every event table; keys that nobody sends again are deleted."""

from pathlib import Path

from django.db import migrations

from mpp.foundation.schema import sql_file

SQL = Path(__file__).parents[1] / "sql"


class Migration(migrations.Migration):
    dependencies = [("foundation", "0002_jobs")]
    operations = [sql_file(SQL / "housekeeping.sql")]
