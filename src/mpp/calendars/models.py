"""When offices work: hours and own days of each region, corrections to the national days. National rows, no cases.

A region is named by its key; calendars know nothing else of it.
"""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from mpp.foundation.ids import uuid7


class OfficeSchedule(models.Model):
    """The weekly hours of a region's offices; each change is a new version.

    hours: weekday ("0" is Monday) -> ["08:00", "16:00"], local times
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    region_id = models.SmallIntegerField()
    version = models.IntegerField()
    hours = models.JSONField()
    recorded_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["region_id", "version"], name="calendars_schedule_version"),
        ]


class LocalHoliday(models.Model):
    """A day on which the offices of one region are closed, such as Galungan or a regional election.

    basis: the decision it rests on     withdrawn_at: null while it stands
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    region_id = models.SmallIntegerField()
    day = models.DateField()
    name_id = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120)
    basis = models.CharField(max_length=200)
    recorded_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["region_id", "day"], condition=Q(withdrawn_at__isnull=True), name="calendars_one_local_holiday"
            ),
        ]


class HolidayCorrection(models.Model):
    """A national day that the shipped list lacks, or has and should not: joint leave is decreed late.

    is_closed: whether offices are closed on `day`; the latest correction of a day holds
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    day = models.DateField()
    is_closed = models.BooleanField()
    name_id = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120)
    basis = models.CharField(max_length=200)
    recorded_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["day", "recorded_at"], name="calendars_corrections_of_day")]
