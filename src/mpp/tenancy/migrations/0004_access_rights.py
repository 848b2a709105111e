"""Invitations and recoveries are national: links are opened before a region is known; entries are the region's."""

from pathlib import Path

from django.conf import settings
from django.db import migrations

from mpp.foundation.schema import APPEND_ONLY, national, protect, sql_file, statements

SQL = Path(__file__).parents[1] / "sql"


class Migration(migrations.Migration):
    dependencies = [("tenancy", "0003_invitations")]
    operations = [
        national("tenancy_invitation"),
        national("tenancy_recovery"),
        protect("tenancy_officeentry", rights=APPEND_ONLY),
        sql_file(SQL / "entries.sql"),
        statements(
            lambda: [
                "REVOKE ALL ON FUNCTION mpp.sweep_entries(timestamptz) FROM PUBLIC",
                f'GRANT EXECUTE ON FUNCTION mpp.sweep_entries(timestamptz) TO "{settings.APP_ROLE}"',
            ]
        ),
    ]
