from django.db import migrations, models

import mpp.applications.rules
import mpp.foundation.ids


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Application",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=mpp.foundation.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("region_id", models.SmallIntegerField(editable=False)),
                ("person_id", models.UUIDField()),
                ("service_slug", models.CharField(max_length=60)),
                ("service_version", models.IntegerField()),
                ("region_settings", models.UUIDField(null=True)),
                ("variant", models.CharField(max_length=30)),
                ("state", models.CharField(default=mpp.applications.rules.State["DRAFT"], max_length=20)),
                ("step", models.CharField(default="", max_length=40)),
                ("turn_role", models.CharField(default="", max_length=40)),
                ("assigned_to", models.UUIDField(null=True)),
                ("reference", models.CharField(default="", max_length=60)),
                ("applicant_name", models.CharField(max_length=300)),
                ("place", models.CharField(default="", max_length=100)),
                ("place_name", models.CharField(default="", max_length=300)),
                ("submitted_at", models.DateTimeField(null=True)),
                ("due_on", models.DateField(null=True)),
                ("days_used", models.SmallIntegerField(default=0)),
                ("decided_at", models.DateTimeField(null=True)),
                ("open_facts", models.SmallIntegerField(default=0)),
                ("content", models.BinaryField()),
                ("version", models.IntegerField(default=1)),
                ("chain_seq", models.IntegerField(default=0)),
                ("chain_digest", models.BinaryField(default=b"")),
                ("origin", models.CharField(default="", max_length=40)),
                ("origin_id", models.CharField(default="", max_length=100)),
                ("created_at", models.DateTimeField()),
                ("updated_at", models.DateTimeField()),
            ],
            options={
                "db_table": "application",
                "indexes": [
                    models.Index(
                        models.F("region_id"),
                        models.F("turn_role"),
                        models.F("due_on"),
                        models.F("id"),
                        condition=models.Q(("turn_role", ""), _negated=True),
                        name="application_queue",
                    ),
                    models.Index(
                        models.F("region_id"),
                        models.F("assigned_to"),
                        models.F("due_on"),
                        models.F("id"),
                        condition=models.Q(("assigned_to__isnull", False)),
                        name="application_mine",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    mpp.applications.rules.State["AUTO_ISSUED"],
                                    mpp.applications.rules.State["DRAFT"],
                                    mpp.applications.rules.State["ISSUED"],
                                    mpp.applications.rules.State["RECOMMENDED"],
                                    mpp.applications.rules.State["REJECTED"],
                                    mpp.applications.rules.State["RETURNED"],
                                    mpp.applications.rules.State["SIGNING"],
                                    mpp.applications.rules.State["SUBMITTED"],
                                    mpp.applications.rules.State["VERIFIED"],
                                    mpp.applications.rules.State["WITHDRAWN"],
                                ],
                            )
                        ),
                        name="application_state_known",
                    ),
                    models.UniqueConstraint(
                        models.F("region_id"),
                        models.F("reference"),
                        condition=models.Q(("reference", ""), _negated=True),
                        name="application_reference_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PersonCase",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "person_id",
                        "region_id",
                        "application_id",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("person_id", models.UUIDField()),
                ("region_id", models.SmallIntegerField()),
                ("application_id", models.UUIDField()),
                ("service_slug", models.CharField(max_length=60)),
                ("variant", models.CharField(max_length=30)),
                ("state", models.CharField(max_length=20)),
                ("reference", models.CharField(max_length=60)),
                ("due_on", models.DateField(null=True)),
                ("updated_at", models.DateTimeField()),
            ],
            options={
                "db_table": "person_case",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    mpp.applications.rules.State["AUTO_ISSUED"],
                                    mpp.applications.rules.State["DRAFT"],
                                    mpp.applications.rules.State["ISSUED"],
                                    mpp.applications.rules.State["RECOMMENDED"],
                                    mpp.applications.rules.State["REJECTED"],
                                    mpp.applications.rules.State["RETURNED"],
                                    mpp.applications.rules.State["SIGNING"],
                                    mpp.applications.rules.State["SUBMITTED"],
                                    mpp.applications.rules.State["VERIFIED"],
                                    mpp.applications.rules.State["WITHDRAWN"],
                                ],
                            )
                        ),
                        name="person_case_state_known",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PracticePlace",
            fields=[
                ("application_id", models.UUIDField(primary_key=True, serialize=False)),
                ("person_id", models.UUIDField()),
                ("region_id", models.SmallIntegerField()),
                ("profession", models.CharField(max_length=60)),
                ("place", models.CharField(max_length=100)),
                ("state", models.CharField(max_length=10)),
            ],
            options={
                "db_table": "practice_place",
                "constraints": [
                    models.UniqueConstraint(
                        models.F("person_id"),
                        models.F("profession"),
                        models.F("place"),
                        condition=models.Q(("state", "open")),
                        name="practice_place_open_once",
                    ),
                    models.UniqueConstraint(
                        models.F("person_id"),
                        models.F("profession"),
                        models.F("place"),
                        condition=models.Q(("state", "active")),
                        name="practice_place_active_once",
                    ),
                ],
            },
        ),
    ]
