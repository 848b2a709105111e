"""How often sources have answered during a period, of a region and of the nation."""

from pathlib import Path

from django.conf import settings
from django.db import migrations

from mpp.foundation.schema import sql_file, statements

SQL = Path(__file__).parents[1] / "sql"
READS = ("mpp.source_answers(timestamptz, timestamptz)", "mpp.source_answers_nation(timestamptz, timestamptz)")


class Migration(migrations.Migration):
    dependencies = [("evidence", "0008_quota_rights")]
    operations = [
        sql_file(SQL / "source_answers.sql"),
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
