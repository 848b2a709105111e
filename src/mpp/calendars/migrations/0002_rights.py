"""What the application may do with calendars: schedules and corrections are appended, nothing is deleted."""

from django.db import migrations

from mpp.foundation.schema import APPEND_ONLY, national


class Migration(migrations.Migration):
    dependencies = [("calendars", "0001_calendars"), ("foundation", "0001_scope_and_ledgers")]
    operations = [
        national("calendars_officeschedule", rights=APPEND_ONLY),
        national("calendars_localholiday"),
        national("calendars_holidaycorrection", rights=APPEND_ONLY),
    ]
