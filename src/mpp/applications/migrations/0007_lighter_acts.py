"""An act enters the owner's rights once, and its row stays on its page.

Contents are packed and sealed, so the database no longer tries to compress them; a page of cases and one of own lists
keep room for the next acts on their rows.
"""

from pathlib import Path

from django.db import migrations

from mpp.foundation.schema import sql_file, statements

SQL = Path(__file__).parents[1] / "sql"


class Migration(migrations.Migration):
    dependencies = [("applications", "0006_practice_places_held"), ("foundation", "0005_lighter_scope")]
    operations = [
        statements(
            lambda: [
                # Functions of other parameters, in databases that were made before.
                "DROP FUNCTION IF EXISTS mpp.application_act(integer, uuid, text, uuid, integer, timestamptz, text, "
                "text, text, uuid, text, text, text, timestamptz, date, integer, timestamptz, integer, bytea, integer, "
                "text, bytea, text, text, uuid, uuid, text, jsonb, bytea, jsonb, uuid, text, bytea, jsonb, uuid[], "
                "text[], jsonb[])",
                "DROP FUNCTION IF EXISTS mpp.practice_place_claim(uuid, integer, uuid, text, text, boolean, integer)",
                "DROP FUNCTION IF EXISTS mpp.practice_place_follow(uuid, text)",
            ]
        ),
        sql_file(SQL / "case.sql"),
        sql_file(SQL / "act.sql"),
        sql_file(SQL / "reads.sql"),
        sql_file(SQL / "queue.sql"),
        statements(
            lambda: [
                "ALTER TABLE application ALTER COLUMN content SET STORAGE EXTERNAL",
                "ALTER TABLE application SET (fillfactor = 80)",
                "ALTER TABLE person_case SET (fillfactor = 85)",
            ]
        ),
    ]
