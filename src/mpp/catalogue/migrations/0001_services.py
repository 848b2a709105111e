"""Services, published versions, and what regions have switched on."""

import django.db.models.deletion
from django.db import migrations, models

import mpp.foundation.ids


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("tenancy", "0002_rights"),
    ]

    operations = [
        migrations.CreateModel(
            name="Service",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=mpp.foundation.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("slug", models.CharField(max_length=60, unique=True)),
            ],
        ),
        migrations.CreateModel(
            name="RegionService",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=mpp.foundation.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("version", models.IntegerField()),
                ("is_open", models.BooleanField()),
                ("working_days", models.SmallIntegerField(null=True)),
                ("signer_role", models.CharField(blank=True, max_length=40)),
                ("local_requirements", models.JSONField(default=list)),
                ("recorded_at", models.DateTimeField()),
                (
                    "region",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="tenancy.region"
                    ),
                ),
                (
                    "service",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="regions", to="catalogue.service"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("region", "service", "version"), name="catalogue_version_in_region"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("version__gte", 1)), name="catalogue_region_version_counts_from_one"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("working_days__isnull", True), ("working_days__gte", 1), _connector="OR"),
                        name="catalogue_region_clock_runs",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ServiceVersion",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=mpp.foundation.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("version", models.IntegerField()),
                ("definition", models.JSONField()),
                ("digest", models.BinaryField()),
                ("published_at", models.DateTimeField()),
                (
                    "service",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="versions", to="catalogue.service"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("service", "version"), name="catalogue_version_of_service"),
                    models.CheckConstraint(
                        condition=models.Q(("version__gte", 1)), name="catalogue_version_counts_from_one"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("digest__length", 32)), name="catalogue_digest_is_a_digest"
                    ),
                ],
            },
        ),
    ]
