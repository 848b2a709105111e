"""A request lies in the region that answers it, its place in the person's own list; a copy is the person's alone."""

from pathlib import Path

from django.conf import settings
from django.db import migrations

from mpp.foundation.schema import national, protect, sql_file, statements

SQL = Path(__file__).parents[1] / "sql"

#: They run as the owner, so only the application may ask them.
ASKED_AS_OWNER = ["mpp.data_request_regions(timestamptz)", "mpp.data_copy_sweep(timestamptz)"]


class Migration(migrations.Migration):
    dependencies = [("privacy", "0001_requests_and_copies"), ("foundation", "0004_looks")]
    operations = [
        protect("data_request"),
        national("person_request", person_column="person_id"),
        national("data_copy", person_column="person_id"),
        sql_file(SQL / "privacy.sql"),
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
