"""What handing in cost the applicants can be added up, by region."""

from pathlib import Path

from django.conf import settings
from django.db import migrations

from mpp.foundation.schema import sql_file, statements

SQL = Path(__file__).parents[1] / "sql"
READS = ("mpp.handed_in(timestamptz, timestamptz)", "mpp.handed_in_nation(timestamptz, timestamptz)")


class Migration(migrations.Migration):
    dependencies = [("applications", "0008_drafts_end")]
    operations = [
        sql_file(SQL / "figures.sql"),
        statements(
            lambda: [
                statement
                for read in READS
                for statement in (
                    f"REVOKE ALL ON FUNCTION {read} FROM PUBLIC",
                    f'GRANT EXECUTE ON FUNCTION {read} TO "{settings.APP_ROLE}"',
                )
            ]
        ),
    ]
