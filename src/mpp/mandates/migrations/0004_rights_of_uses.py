"""Uses are the principal's own rows; the questions that an agent may ask."""

from pathlib import Path

from django.db import migrations

from mpp.foundation.schema import APPEND_ONLY, national, sql_file


class Migration(migrations.Migration):
    dependencies = [
        ("mandates", "0003_acting"),
        ("tenancy", "0001_regions_and_offices"),
    ]
    operations = [
        national("mandate_use", person_column="person_id", rights=APPEND_ONLY),
        sql_file(Path(__file__).parents[1] / "sql" / "acting.sql"),
    ]
