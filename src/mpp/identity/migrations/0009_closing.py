"""An account can be closed by its person, after some days in which signing in is the way back."""

from pathlib import Path

from django.conf import settings
from django.db import migrations, models

from mpp.foundation.schema import sql_file, statements

SQL = Path(__file__).parents[1] / "sql"
ASKED_AS_OWNER = ["mpp.accounts_to_close(timestamptz)", "mpp.forget_access_of_me()"]


class Migration(migrations.Migration):
    dependencies = [
        ("identity", "0008_contacts"),
    ]

    operations = [
        migrations.AddField(
            model_name="account",
            name="closed_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="account",
            name="closing_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddIndex(
            model_name="account",
            index=models.Index(
                condition=models.Q(("closing_at__isnull", False)),
                fields=["closing_at"],
                name="identity_account_closing",
            ),
        ),
        sql_file(SQL / "closing.sql"),
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
