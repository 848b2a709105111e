"""Name who answers for a health facility, or let his term end, at his own wish too.

Writes:  FacilitySteward; announces StewardshipLaidDown
Refuses: TermDoesNotFit, AlreadyNamed, StewardNotFound
Legal:   the facility's head names him by a letter, whose number is kept; the administrator has seen it
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet

from mpp.facilities.events import StewardshipLaidDown
from mpp.facilities.models import FacilitySteward
from mpp.facilities.queries import NIK, STEWARDS, StewardNotFound
from mpp.facilities.rules import fits
from mpp.foundation.actor import Actor
from mpp.foundation.audit import note
from mpp.foundation.cipher import blind_index, seal
from mpp.foundation.errors import DomainError, Kind
from mpp.foundation.operation import announce, operation
from mpp.identity.queries import own_nik_index
from mpp.identity.rules import CITIZEN


class TermDoesNotFit(DomainError):
    code, title = "steward-term-does-not-fit", "A term ends after it begins, within two years"


class AlreadyNamed(DomainError):
    code, kind, title = "steward-already-named", Kind.CONFLICT, "This person answers for this facility already"


@dataclass(frozen=True, slots=True, kw_only=True)
class Naming:
    """facility_code, facility_name: as the register has them     nik: normalised     decree: number of the letter"""

    facility_code: str
    facility_name: str
    nik: str
    name: str
    decree: str
    starts_on: date
    ends_on: date


@operation("facilities.name_steward", by={"admin_daerah", "sistem"}, on="steward_id")
def name_steward(*, steward_id: UUID, naming: Naming, actor: Actor, now: datetime) -> None:
    """Keep who answers for the facility, and until when."""
    if not fits(naming.starts_on, naming.ends_on):
        raise TermDoesNotFit
    index = blind_index(naming.nik)
    same = FacilitySteward.objects.filter(
        region_id=actor.region_id, facility_code=naming.facility_code, nik_index=index
    )
    if same.filter(starts_on__lte=naming.ends_on, ends_on__gte=naming.starts_on).exists():
        raise AlreadyNamed
    FacilitySteward.objects.create(
        id=steward_id,
        region_id=actor.region_id,
        facility_code=naming.facility_code,
        facility_name=naming.facility_name,
        name=naming.name,
        nik_index=index,
        nik_sealed=seal(naming.nik.encode(), table=STEWARDS, field=NIK, row=steward_id, region=actor.region_id),
        decree=naming.decree,
        starts_on=naming.starts_on,
        ends_on=naming.ends_on,
        made_at=now,
    )
    note(facility=naming.facility_code, starts_on=naming.starts_on, ends_on=naming.ends_on)


@operation("facilities.end_steward", by={"admin_daerah"}, on="steward_id")
def end_steward(*, steward_id: UUID, today: date, actor: Actor, now: datetime) -> None:
    """Let the term end yesterday: from now on he sees and answers nothing. What he confirmed stays confirmed.

    today: in the zone of the region
    """
    _end(FacilitySteward.objects.filter(region_id=actor.region_id, id=steward_id), today)


@operation("facilities.lay_down_stewardship", by={CITIZEN}, on="steward_id")
def lay_down_stewardship(*, steward_id: UUID, today: date, actor: Actor, now: datetime) -> None:
    """Let one's own term end yesterday, as `end_steward` does, and say so: the facility may name somebody else."""
    mine = FacilitySteward.objects.filter(region_id=actor.region_id, nik_index=own_nik_index(actor=actor))
    _end(mine.filter(id=steward_id), today)
    announce(StewardshipLaidDown(region_id=actor.region_id, steward_id=steward_id))


def _end(rows: QuerySet[FacilitySteward], today: date) -> None:
    row = rows.select_for_update().first()
    if row is None:
        raise StewardNotFound
    row.ends_on = min(row.ends_on, today - timedelta(days=1))
    row.save(update_fields=["ends_on"])
    note(facility=row.facility_code, ends_on=row.ends_on)
