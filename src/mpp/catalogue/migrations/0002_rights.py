"""What the application may do with the catalogue: versions and settings are appended, nothing is changed."""

from django.db import migrations

from mpp.foundation.schema import APPEND_ONLY, READ_WRITE, national


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0001_services"), ("foundation", "0001_scope_and_ledgers")]
    operations = [
        # UPDATE only because a row is locked with it.
        national("catalogue_service", rights=READ_WRITE),
        national("catalogue_serviceversion", rights=APPEND_ONLY),
        national("catalogue_regionservice", rights=APPEND_ONLY),
    ]
