"""Limits and counters are nobody's rows: national, without a value about a person."""

from pathlib import Path

from django.db import migrations

from mpp.foundation.schema import national, sql_file

SQL = Path(__file__).parents[1] / "sql"


class Migration(migrations.Migration):
    dependencies = [("evidence", "0007_quotas"), ("foundation", "0001_scope_and_ledgers")]
    operations = [
        national("evidence_quota_limit"),
        national("evidence_quota_use"),
        national("evidence_source_watch"),
        sql_file(SQL / "take_quota.sql"),
        sql_file(SQL / "connected.sql"),
        sql_file(SQL / "source_health_nation.sql"),
    ]
