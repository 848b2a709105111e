"""Found an office of a region.

Writes:  Agency
Refuses: NotFound, AgencyExists
"""

from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import UUID

from mpp.foundation.actor import Actor
from mpp.foundation.audit import note
from mpp.foundation.errors import DomainError, Kind, NotFound
from mpp.foundation.operation import operation
from mpp.tenancy.models import Agency, Region
from mpp.tenancy.rules import AgencyKind


class AgencyExists(DomainError):
    code, kind, title = "agency-exists", Kind.CONFLICT, "The region already has this office"


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyDetails:
    """How an office calls itself and is reached, as on its letterhead. city: where its letters are signed"""

    name_id: str
    name_en: str
    address: str
    city: str
    postal_code: str
    phone: str = ""
    email: str = ""
    website: str = ""


@operation("tenancy.found_agency", by={"admin_daerah", "sistem"}, on="agency_id")
def found_agency(
    *, agency_id: UUID, kind: AgencyKind, details: AgencyDetails, actor: Actor, now: datetime, key: str | None = None
) -> None:
    """Found it in the region acted in. agency_id: a new id, made by the caller"""
    # The region's row is the lock: two foundings of one kind meet here, not at a constraint.
    region = Region.objects.select_for_update().filter(id=actor.region_id, served_by__isnull=True).first()
    if region is None:
        raise NotFound
    if region.agencies.filter(kind=kind, closed_on__isnull=True).exists():
        raise AgencyExists(kind=kind)
    Agency.objects.create(
        id=agency_id,
        region=region,
        kind=kind,
        **asdict(details),
        founded_at=now,
    )
    note(agency_kind=kind)
