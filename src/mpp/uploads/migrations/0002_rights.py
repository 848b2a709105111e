"""A document is its person's own; of a region there is only a sum; the worker learns what is due."""

from pathlib import Path

from django.db import migrations

from mpp.foundation.schema import national, sql_file

SQL = Path(__file__).parents[1] / "sql"


class Migration(migrations.Migration):
    dependencies = [("uploads", "0001_uploads"), ("foundation", "0002_jobs")]
    operations = [
        national("upload", person_column="person_id", delete=True),
        national("upload_use", person_column="person_id", delete=True),
        national("upload_room"),
        sql_file(SQL / "uploads.sql"),
    ]
