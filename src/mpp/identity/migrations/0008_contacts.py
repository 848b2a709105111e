"""A person's own word on how to be reached, and codes counted by the address they go to."""

from pathlib import Path

from django.conf import settings
from django.db import migrations, models

from mpp.foundation.schema import sql_file, statements

SQL = Path(__file__).parents[1] / "sql"
COUNT = "mpp.codes_sent_to(bytea, timestamptz)"


class Migration(migrations.Migration):
    dependencies = [
        ("identity", "0007_access_of_others"),
    ]

    operations = [
        migrations.AddField(
            model_name="challenge",
            name="contact_index",
            field=models.BinaryField(null=True),
        ),
        migrations.AddField(
            model_name="person",
            name="contacts_sealed",
            field=models.BinaryField(null=True),
        ),
        migrations.AddIndex(
            model_name="challenge",
            index=models.Index(fields=["contact_index", "expires_at"], name="identity_challenge_to_address"),
        ),
        sql_file(SQL / "contacts.sql"),
        statements(
            lambda: [
                f"REVOKE ALL ON FUNCTION {COUNT} FROM PUBLIC",
                f'GRANT EXECUTE ON FUNCTION {COUNT} TO "{settings.APP_ROLE}"',
            ]
        ),
    ]
