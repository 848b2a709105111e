"""Sign-ins and refusals are counted for the region of the application, without saying whose they were."""

from pathlib import Path

import django.db.models.deletion
from django.db import migrations, models

import mpp.foundation.ids
from mpp.foundation.schema import APPEND_ONLY, national, sql_file

SQL = Path(__file__).parents[1] / "sql"


class Migration(migrations.Migration):
    dependencies = [("federation", "0003_methods")]

    operations = [
        migrations.CreateModel(
            name="Use",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=mpp.foundation.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("what", models.CharField(max_length=10)),
                ("at", models.DateTimeField()),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="federation.application"
                    ),
                ),
            ],
            options={
                "db_table": "federation_use",
                "indexes": [
                    models.Index(fields=["application", "at"], name="federation_use_of"),
                    models.Index(fields=["at"], name="federation_use_age"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("what__in", ["signed-in", "refused"])), name="federation_use_what"
                    )
                ],
            },
        ),
        national("federation_use", rights=APPEND_ONLY),
        sql_file(SQL / "uses.sql"),
    ]
