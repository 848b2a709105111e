"""A region's administrator learns how full its room is, in sums."""

from pathlib import Path

from django.db import migrations

from mpp.foundation.schema import sql_file

SQL = Path(__file__).parents[1] / "sql"


class Migration(migrations.Migration):
    dependencies = [("uploads", "0002_rights")]
    operations = [sql_file(SQL / "room.sql")]
