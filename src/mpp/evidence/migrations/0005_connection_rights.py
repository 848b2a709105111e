"""A connection is its region's."""

from django.db import migrations

from mpp.foundation.schema import protect


class Migration(migrations.Migration):
    dependencies = [("evidence", "0004_connections"), ("foundation", "0001_scope_and_ledgers")]
    operations = [protect("evidence_connection")]
