"""Limits of sources, what was counted on them, and what a look at a source has found."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("evidence", "0006_what_a_facility_says"),
    ]

    operations = [
        migrations.CreateModel(
            name="QuotaUse",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "source",
                        "owner",
                        "day",
                        "hour",
                        "region_id",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("source", models.CharField(max_length=20)),
                ("owner", models.SmallIntegerField()),
                ("day", models.DateField()),
                ("hour", models.SmallIntegerField()),
                ("region_id", models.SmallIntegerField()),
                ("own", models.PositiveIntegerField()),
                ("lent", models.PositiveIntegerField()),
            ],
            options={
                "db_table": "evidence_quota_use",
            },
        ),
        migrations.CreateModel(
            name="SourceWatch",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "source", "owner", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("source", models.CharField(max_length=20)),
                ("owner", models.SmallIntegerField()),
                ("looked_at", models.DateTimeField()),
                ("certificate_until", models.DateTimeField(null=True)),
                ("fingerprint", models.CharField(blank=True, max_length=64)),
                ("warned_stage", models.SmallIntegerField(null=True)),
                ("quota_warned_on", models.DateField(null=True)),
            ],
            options={
                "db_table": "evidence_source_watch",
            },
        ),
        migrations.CreateModel(
            name="QuotaLimit",
            fields=[
                ("source", models.CharField(max_length=20, primary_key=True, serialize=False)),
                ("daily_limit", models.PositiveIntegerField()),
                ("changed_at", models.DateTimeField()),
            ],
            options={
                "db_table": "evidence_quota_limit",
            },
        ),
    ]
