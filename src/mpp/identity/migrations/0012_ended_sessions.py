"""Ended sessions can be read as a feed: what has ended since the transaction up to which a process knows."""

from pathlib import Path

from django.conf import settings
from django.db import migrations, models

from mpp.foundation.schema import sql_file, statements

SQL = Path(__file__).parents[1] / "sql"
FEED = "mpp.sessions_ended(bigint, timestamptz)"


class Migration(migrations.Migration):
    dependencies = [
        ("identity", "0011_release"),
    ]

    operations = [
        migrations.AddField(
            model_name="session",
            name="ended_tx",
            field=models.BigIntegerField(null=True, editable=False),
        ),
        migrations.AddIndex(
            model_name="session",
            index=models.Index(
                condition=models.Q(("ended_tx__isnull", False)), fields=["ended_tx"], name="identity_session_feed"
            ),
        ),
        migrations.AddIndex(
            model_name="session",
            index=models.Index(
                condition=models.Q(("ended_at__isnull", False)), fields=["ended_at"], name="identity_session_ended"
            ),
        ),
        sql_file(SQL / "ended_sessions.sql"),
        statements(
            lambda: [
                f"REVOKE ALL ON FUNCTION {FEED} FROM PUBLIC",
                f'GRANT EXECUTE ON FUNCTION {FEED} TO "{settings.APP_ROLE}"',
            ]
        ),
    ]
