"""Sources that regions open for themselves, and the licences that their archives know."""

from django.db import migrations, models

import mpp.foundation.ids


class Migration(migrations.Migration):
    dependencies = [
        ("evidence", "0003_inapas"),
    ]

    operations = [
        migrations.CreateModel(
            name="Connection",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=mpp.foundation.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("region_id", models.SmallIntegerField()),
                ("source", models.CharField(max_length=20)),
                ("address", models.CharField(max_length=300)),
                ("details_sealed", models.BinaryField()),
                ("certificate", models.TextField(blank=True)),
                ("daily_limit", models.PositiveIntegerField(default=0)),
                ("is_open", models.BooleanField(default=True)),
                ("changed_at", models.DateTimeField()),
                ("secrets_changed_at", models.DateTimeField()),
            ],
            options={
                "db_table": "evidence_connection",
            },
        ),
        migrations.RemoveConstraint(
            model_name="attribute",
            name="evidence_attribute_key",
        ),
        migrations.RemoveConstraint(
            model_name="sourcecall",
            name="evidence_call_source",
        ),
        migrations.AddConstraint(
            model_name="attribute",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "key__in",
                        [
                            "name",
                            "birth_date",
                            "birth_place",
                            "gender",
                            "address",
                            "phone",
                            "email",
                            "person_status",
                            "registrations",
                            "health_worker",
                            "licences",
                            "credits",
                            "place",
                            "regional_licences",
                        ],
                    )
                ),
                name="evidence_attribute_key",
            ),
        ),
        migrations.AddConstraint(
            model_name="sourcecall",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("source__in", ["ikd", "inapas", "dukcapil", "kki", "sisdmk", "facility", "region", "citizen"])
                ),
                name="evidence_call_source",
            ),
        ),
        migrations.AddConstraint(
            model_name="connection",
            constraint=models.UniqueConstraint(fields=("region_id", "source"), name="evidence_connection_once"),
        ),
        migrations.AddConstraint(
            model_name="connection",
            constraint=models.CheckConstraint(
                condition=models.Q(("source__in", ["region", "dukcapil"])), name="evidence_connection_source"
            ),
        ),
    ]
