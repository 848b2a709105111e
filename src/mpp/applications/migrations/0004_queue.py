"""The work queue can be leafed through in both directions."""

from pathlib import Path

from django.db import migrations

from mpp.foundation.schema import sql_file, statements

SQL = Path(__file__).parents[1] / "sql"


class Migration(migrations.Migration):
    dependencies = [("applications", "0003_place_of_an_act")]
    operations = [
        # Databases that were made before these functions moved here.
        statements(
            lambda: [
                "DROP FUNCTION IF EXISTS mpp.work_queue(integer, text, uuid, date, uuid, integer)",
                "DROP FUNCTION IF EXISTS mpp.search_cases(integer, text, text[], integer)",
                "DROP TYPE IF EXISTS mpp.queue_row",
            ]
        ),
        sql_file(SQL / "queue.sql"),
    ]
