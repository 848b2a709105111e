"""Drafts can be deleted, and end when nobody goes on with them; saving one takes its last day away."""

from pathlib import Path

from django.conf import settings
from django.db import migrations, models

from mpp.foundation.schema import sql_file, statements

SQL = Path(__file__).parents[1] / "sql"
DELETE = "mpp.draft_delete(integer, uuid, uuid)"


class Migration(migrations.Migration):
    dependencies = [("applications", "0007_lighter_acts")]
    operations = [
        migrations.AddIndex(
            "application",
            models.Index("region_id", "id", condition=models.Q(state="draft"), name="application_drafts"),
        ),
        sql_file(SQL / "case.sql"),
        sql_file(SQL / "drafts.sql"),
        statements(
            lambda: [
                f"REVOKE ALL ON FUNCTION {DELETE} FROM PUBLIC",
                f'GRANT EXECUTE ON FUNCTION {DELETE} TO "{settings.APP_ROLE}"',
            ]
        ),
    ]
