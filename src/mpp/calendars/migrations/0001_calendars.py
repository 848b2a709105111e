"""Office hours, local holidays and corrections of the national list."""

from django.db import migrations, models

import mpp.foundation.ids


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="HolidayCorrection",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=mpp.foundation.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("day", models.DateField()),
                ("is_closed", models.BooleanField()),
                ("name_id", models.CharField(max_length=120)),
                ("name_en", models.CharField(max_length=120)),
                ("basis", models.CharField(max_length=200)),
                ("recorded_at", models.DateTimeField()),
            ],
            options={
                "indexes": [models.Index(fields=["day", "recorded_at"], name="calendars_corrections_of_day")],
            },
        ),
        migrations.CreateModel(
            name="LocalHoliday",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=mpp.foundation.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("region_id", models.SmallIntegerField()),
                ("day", models.DateField()),
                ("name_id", models.CharField(max_length=120)),
                ("name_en", models.CharField(max_length=120)),
                ("basis", models.CharField(max_length=200)),
                ("recorded_at", models.DateTimeField()),
                ("withdrawn_at", models.DateTimeField(null=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_at__isnull", True)),
                        fields=("region_id", "day"),
                        name="calendars_one_local_holiday",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="OfficeSchedule",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=mpp.foundation.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("region_id", models.SmallIntegerField()),
                ("version", models.IntegerField()),
                ("hours", models.JSONField()),
                ("recorded_at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("region_id", "version"), name="calendars_schedule_version")
                ],
            },
        ),
    ]
