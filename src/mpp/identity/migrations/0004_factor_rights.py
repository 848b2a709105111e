"""Each person sees the own factors, codes and devices only; administrators and nights work through functions."""

from pathlib import Path

from django.conf import settings
from django.db import migrations

from mpp.foundation.schema import national, sql_file, statements

SQL = Path(__file__).parents[1] / "sql"

#: They run as the owner, so only the application may ask them.
ASKED_AS_OWNER = [
    "mpp.end_sessions_of(bytea, text, timestamptz)",
    "mpp.reset_factors_of(bytea, text, timestamptz)",
    "mpp.has_office_factor(bytea)",
    "mpp.sweep_access(timestamptz, timestamptz, timestamptz)",
]


class Migration(migrations.Migration):
    dependencies = [("identity", "0003_second_factors")]

    operations = [
        national("identity_factor", person_column="person_id"),
        national("identity_recoverycode", person_column="person_id"),
        national("identity_challenge", person_column="person_id"),
        national("identity_factorfailure", person_column="person_id", delete=True),
        national("identity_knowndevice", person_column="person_id"),
        sql_file(SQL / "factors.sql"),
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
