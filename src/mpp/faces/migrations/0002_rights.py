"""Rows of a subject are seen by whoever acts for it; a recorded check is never changed."""

from django.db import migrations

from mpp.foundation.schema import APPEND_ONLY, national


class Migration(migrations.Migration):
    dependencies = [("faces", "0001_challenges_and_checks"), ("foundation", "0001_scope_and_ledgers")]
    operations = [
        national("faces_challenge", person_column="subject_id"),
        national("faces_check", person_column="subject_id", rights=APPEND_ONLY),
    ]
