"""What the plain role may do with the tables of the job library."""

from django.conf import settings
from django.db import migrations

from mpp.foundation.schema import statements

#: Tables of procrastinate; its functions run with the caller's rights.
TABLES = (
    "procrastinate_jobs",
    "procrastinate_events",
    "procrastinate_periodic_defers",
    "procrastinate_workers",
)
SEQUENCES = (
    "procrastinate_jobs_id_seq",
    "procrastinate_events_id_seq",
    "procrastinate_periodic_defers_id_seq",
    "procrastinate_workers_id_seq",
)


class Migration(migrations.Migration):
    dependencies = [
        ("foundation", "0001_scope_and_ledgers"),
        ("procrastinate", "0041_post_retry_failed_job"),
    ]
    operations = [
        statements(
            lambda: [
                f'GRANT SELECT, INSERT, UPDATE, DELETE ON {", ".join(TABLES)} TO "{settings.APP_ROLE}"',
                f'GRANT USAGE ON SEQUENCE {", ".join(SEQUENCES)} TO "{settings.APP_ROLE}"',
            ]
        )
    ]
