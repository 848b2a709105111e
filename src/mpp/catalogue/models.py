"""Services, their published versions, and what each region has switched on. National rows: none holds a case.

Published versions and settings of a region are appended, never changed: a case keeps the ones it began with.
"""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from mpp.foundation.ids import uuid7


class Service(models.Model):
    """A service of the nation. slug: its name in addresses, never used again for another one"""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    slug = models.CharField(max_length=60, unique=True)


class ServiceVersion(models.Model):
    """A published definition. definition: plain data (`schema.DEFINITION_SCHEMA`)     digest: SHA-256 of its JSON"""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="versions")
    version = models.IntegerField()
    definition = models.JSONField()
    digest = models.BinaryField()
    published_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["service", "version"], name="catalogue_version_of_service"),
            models.CheckConstraint(condition=Q(version__gte=1), name="catalogue_version_counts_from_one"),
            models.CheckConstraint(condition=Q(digest__length=32), name="catalogue_digest_is_a_digest"),
        ]


class RegionService(models.Model):
    """What a region decided about a service; the latest version counts for new cases.

    working_days: the region's shorter clock, null for the national one     signer_role: "" for the usual signer
    local_requirements: plain data of `settings.LocalRequirement`
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    region = models.ForeignKey("tenancy.Region", on_delete=models.PROTECT, related_name="+")
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="regions")
    version = models.IntegerField()
    is_open = models.BooleanField()
    working_days = models.SmallIntegerField(null=True)
    signer_role = models.CharField(max_length=40, blank=True)
    local_requirements = models.JSONField(default=list)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["region", "service", "version"], name="catalogue_version_in_region"),
            models.CheckConstraint(condition=Q(version__gte=1), name="catalogue_region_version_counts_from_one"),
            models.CheckConstraint(
                condition=Q(working_days__isnull=True) | Q(working_days__gte=1), name="catalogue_region_clock_runs"
            ),
        ]
