"""Proofs and codes are the person's own rows; a code is looked up before anybody is known."""

from pathlib import Path

from django.conf import settings
from django.db import migrations

from mpp.foundation.schema import national, sql_file, statements

SQL = Path(__file__).parents[1] / "sql"
LOOK_UP = "mpp.entry_code(bytea)"


class Migration(migrations.Migration):
    dependencies = [("identity", "0005_proofs_and_entry_codes")]

    operations = [
        national("identity_proof", person_column="person_id"),
        national("identity_entrycode", person_column="person_id"),
        sql_file(SQL / "entry_code.sql"),
        statements(
            lambda: [
                f"REVOKE ALL ON FUNCTION {LOOK_UP} FROM PUBLIC",
                f'GRANT EXECUTE ON FUNCTION {LOOK_UP} TO "{settings.APP_ROLE}"',
            ]
        ),
    ]
