"""Each party has a row of the mandate; what is prepared is the principal's own."""

from django.db import migrations

from mpp.foundation.schema import national


class Migration(migrations.Migration):
    dependencies = [
        ("mandates", "0001_mandates"),
        ("foundation", "0001_scope_and_ledgers"),
        ("identity", "0002_rights"),
    ]
    operations = [
        national("mandate_side", person_column="person_id"),
        national("mandate_preparation", person_column="person_id"),
    ]
