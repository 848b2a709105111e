"""A person sees the own notices only, an officer's lie in the region."""

from django.db import migrations

from mpp.foundation.schema import national, protect


class Migration(migrations.Migration):
    dependencies = [("notifications", "0001_notices"), ("foundation", "0002_jobs")]
    operations = [
        national("notifications_personnotice", person_column="person_id"),
        protect("notifications_officernotice"),
    ]
