"""Each person sees the own rows only; questions asked before sign-in get verdicts from functions."""

from pathlib import Path

from django.conf import settings
from django.db import migrations

from mpp.foundation.schema import national, sql_file, statements

SQL = Path(__file__).parents[1] / "sql"

#: They run as the owner, so only the application may ask them.
ASKED_AS_OWNER = [
    "mpp.person_by_nik(bytea)",
    "mpp.person_by_link(text, text)",
    "mpp.session_is_open(uuid)",
    "mpp.stash_sweep(timestamptz)",
]


class Migration(migrations.Migration):
    dependencies = [("identity", "0001_people"), ("foundation", "0001_scope_and_ledgers")]

    operations = [
        national("identity_person", person_column="id"),
        national("identity_account", person_column="person_id"),
        national("identity_providerlink", person_column="person_id"),
        national("identity_session", person_column="person_id"),
        national("identity_stash", person_column="person_id", delete=True),
        sql_file(SQL / "people.sql"),
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
