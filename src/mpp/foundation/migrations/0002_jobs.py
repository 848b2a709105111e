"""What the application role may do with the tables of the job queue, which belong to a library."""

from django.conf import settings
from django.db import migrations

from mpp.foundation.schema import statements

TABLES = ["procrastinate_jobs", "procrastinate_events", "procrastinate_periodic_defers", "procrastinate_workers"]


class Migration(migrations.Migration):
    dependencies = [("foundation", "0001_scope_and_ledgers"), ("procrastinate", "0041_post_retry_failed_job")]
    operations = [
        statements(
            lambda: [
                f'GRANT SELECT, INSERT, UPDATE, DELETE ON {", ".join(TABLES)} TO "{settings.APP_ROLE}"',
                f'GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO "{settings.APP_ROLE}"',
            ]
        )
    ]
