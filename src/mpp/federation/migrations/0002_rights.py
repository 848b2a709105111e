"""A person's consents and sign-ins are the person's own; what applications are is for everybody to know."""

from pathlib import Path

from django.conf import settings
from django.db import migrations

from mpp.foundation.schema import national, sql_file, statements

SQL = Path(__file__).parents[1] / "sql"

#: They run as the owner, so only the application may ask them.
ASKED_AS_OWNER = [
    "mpp.federation_code(bytea)",
    "mpp.federation_token(bytea)",
    "mpp.federation_people(uuid, timestamptz)",
    "mpp.federation_sweep(timestamptz)",
]


class Migration(migrations.Migration):
    dependencies = [("federation", "0001_federation"), ("foundation", "0001_scope_and_ledgers")]

    operations = [
        national("federation_application"),
        national("federation_details"),
        national("federation_secret"),
        national("federation_signing_key"),
        national("federation_consent", person_column="person_id"),
        national("federation_grant", person_column="person_id"),
        national("federation_token", person_column="person_id"),
        sql_file(SQL / "tokens.sql"),
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
