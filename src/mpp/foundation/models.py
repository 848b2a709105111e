"""What rows of every package share."""

from django.db import models

from mpp.foundation.ids import uuid7


class RegionRow(models.Model):
    """A row of a region's own: its table goes through `schema.protect`, which makes the key (region_id, id)."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    region_id = models.SmallIntegerField(editable=False)

    class Meta:
        abstract = True
