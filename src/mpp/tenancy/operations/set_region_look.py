"""Set colours, motif and letterhead line of a region: a new version of its settings.

Writes:  RegionSettings
Refuses: NotFound, ColourUnreadable
"""

from datetime import datetime
from uuid import UUID

from django.db.models import Max

from mpp.foundation.actor import Actor
from mpp.foundation.audit import note
from mpp.foundation.errors import DomainError, NotFound
from mpp.foundation.operation import operation
from mpp.tenancy.colours import serves_as_accent, serves_as_primary
from mpp.tenancy.models import Region, RegionSettings
from mpp.tenancy.rules import Motif


class ColourUnreadable(DomainError):
    code, title = "colour-unreadable", "This colour is too bright for our pages"


@operation("tenancy.set_region_look", by={"admin_daerah", "sistem"}, on="record_id", kind="region")
def set_region_look(
    *,
    record_id: UUID,
    colour_primary: str,
    colour_accent: str,
    motif: Motif,
    government_id: str,
    government_en: str,
    actor: Actor,
    now: datetime,
) -> int:
    """Return the number of the new version.

    colour_primary: `#0F5C5C`, text on our paper and behind white text     colour_accent: for lines
    """
    if not serves_as_primary(colour_primary):
        raise ColourUnreadable(colour=colour_primary)
    if not serves_as_accent(colour_accent):
        raise ColourUnreadable(colour=colour_accent)
    region = Region.objects.select_for_update().filter(record_id=record_id, id=actor.region_id).first()
    if region is None:
        raise NotFound
    last: int = region.settings.aggregate(last=Max("version"))["last"] or 0
    RegionSettings.objects.create(
        region=region,
        version=last + 1,
        colour_primary=colour_primary,
        colour_accent=colour_accent,
        motif=motif,
        government_id=government_id,
        government_en=government_en,
        recorded_at=now,
    )
    note(version=last + 1)
    return last + 1
