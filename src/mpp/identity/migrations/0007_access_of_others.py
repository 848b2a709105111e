"""What an administrator does to somebody else's access says whose it was."""

from pathlib import Path

from django.conf import settings
from django.db import migrations

from mpp.foundation.schema import sql_file, statements

SQL = Path(__file__).parents[1] / "sql"

ASKED_AS_OWNER = ["mpp.end_access_of(bytea, text, timestamptz)", "mpp.reset_access_of(bytea, text, timestamptz)"]


class Migration(migrations.Migration):
    dependencies = [("identity", "0006_rights_of_proofs")]

    operations = [
        sql_file(SQL / "access.sql"),
        statements(
            lambda: [
                statement
                for name in ASKED_AS_OWNER
                for statement in (
                    f"REVOKE ALL ON FUNCTION {name} FROM PUBLIC",
                    f'GRANT EXECUTE ON FUNCTION {name} TO "{settings.APP_ROLE}"',
                )
            ]
        ),
    ]
