"""The scope functions, the write guard and the ledgers of every act."""

from pathlib import Path

from django.conf import settings
from django.db import migrations

from mpp.foundation.schema import (
    APPEND_ONLY,
    READ_WRITE,
    READ_WRITE_DELETE,
    national,
    policed_by_region,
    sql_file,
    statements,
)

SQL = Path(__file__).parents[1] / "sql"


class Migration(migrations.Migration):
    initial = True
    operations = [
        # Functions that run as the owner are for the application alone: whoever else may log in calls none of ours.
        statements(
            lambda: [
                "CREATE SCHEMA mpp",
                "ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC",
                f'ALTER DEFAULT PRIVILEGES IN SCHEMA mpp GRANT EXECUTE ON FUNCTIONS TO "{settings.APP_ROLE}"',
                f'ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT EXECUTE ON FUNCTIONS TO "{settings.APP_ROLE}"',
            ]
        ),
        sql_file(SQL / "scope.sql"),
        sql_file(SQL / "ledgers.sql"),
        policed_by_region("audit_line", rights=APPEND_ONLY),
        policed_by_region("audit_head", rights=READ_WRITE),
        policed_by_region("idempotency_key", rights=READ_WRITE_DELETE),
        # A worker sees the facts of all regions; they hold ids and codes only.
        national("outbox", rights=READ_WRITE_DELETE),
        statements(
            lambda: [
                f'GRANT USAGE ON SCHEMA mpp TO "{settings.APP_ROLE}", "{settings.REPORT_ROLE}"',
                # What policies call, so that a report of one region can be read under its policy.
                f'GRANT EXECUTE ON FUNCTION mpp.region(), mpp.person() TO "{settings.REPORT_ROLE}"',
                "SELECT mpp.make_partitions('audit_line', 3)",
            ]
        ),
    ]
