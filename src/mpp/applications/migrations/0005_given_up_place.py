"""A move gives the place of the earlier licence up."""

from pathlib import Path

from django.db import migrations

from mpp.foundation.schema import sql_file

SQL = Path(__file__).parents[1] / "sql"


class Migration(migrations.Migration):
    dependencies = [("applications", "0004_queue")]
    operations = [sql_file(SQL / "place.sql")]
