"""What the application may do with regions and offices: settings are appended, nothing is deleted."""

from django.db import migrations

from mpp.foundation.schema import APPEND_ONLY, national


class Migration(migrations.Migration):
    dependencies = [("tenancy", "0001_regions_and_offices"), ("foundation", "0001_scope_and_ledgers")]
    operations = [
        national("tenancy_province"),
        national("tenancy_region"),
        national("tenancy_regionname"),
        national("tenancy_regionsettings", rights=APPEND_ONLY),
        national("tenancy_agency"),
        national("tenancy_officer"),
        national("tenancy_appointment"),
    ]
