"""Who acts in a signing post today: whoever stands in comes before who is away, as far as it was passed on."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from mpp.foundation import hot
from mpp.foundation.actor import Actor
from mpp.foundation.cipher import open_sealed
from mpp.foundation.scope import query
from mpp.identity.queries.factors import has_office_factor
from mpp.tenancy.models import Appointment
from mpp.tenancy.rules import SIGNING_ORDER, Remit, Tenure, capacity_text, who_acts


@dataclass(frozen=True, slots=True, kw_only=True)
class Acting:
    """One holder of a signing post today. capacity: as it stands under a signature     ends_on: None while open"""

    appointment_id: UUID
    officer_id: UUID
    agency_id: UUID
    name: str
    nip: str
    tenure: Tenure
    capacity: str
    remit: Remit
    ends_on: date | None


_STANDING = """
    SELECT post.id, post.officer_id, post.agency_id, officer.name, officer.nip, post.tenure, agency.name_id,
           post.services, post.acts, post.ends_on
    FROM tenancy_appointment post
    JOIN tenancy_officer officer ON officer.id = post.officer_id
    JOIN tenancy_agency agency ON agency.id = post.agency_id
    WHERE post.region_id = %s AND post.role = %s AND post.recalled_at IS NULL
      AND post.starts_on <= %s AND (post.ends_on IS NULL OR post.ends_on >= %s)
"""


def standing(region_id: int, role: str, *, on: date) -> tuple[Acting, ...]:
    """Return who holds a signing post on the local date `on`, who stands in first; empty while it is vacant."""
    found = (_acting(role, *row) for row in hot.read(_STANDING, [region_id, role, on, on]))
    return tuple(sorted(found, key=lambda each: SIGNING_ORDER.index(each.tenure)))


def _acting(role: str, *row: Any) -> Acting:
    appointment_id, officer_id, agency_id, name, nip, tenure, agency_name, services, acts, ends_on = row
    return Acting(
        appointment_id=appointment_id,
        officer_id=officer_id,
        agency_id=agency_id,
        name=name,
        nip=nip,
        tenure=Tenure(tenure),
        capacity=capacity_text(role, Tenure(tenure), agency_name),
        remit=Remit(services=tuple(services), acts=tuple(acts)),
        ends_on=ends_on,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Signer:
    """Who signs for an office today, and as what. nik: for the signing service only, kept out of every repr"""

    officer_id: UUID
    agency_id: UUID
    name: str
    nip: str
    tenure: Tenure
    capacity: str
    nik: str = field(repr=False)


#: The act that a signature completes, as applications call it; what a Plh. was given may leave it out.
SIGNING_ACT = "approve"


def signer_of(region_id: int, role: str, *, on: date, service: str = "") -> Signer | None:
    """Return who signs letters of a service in a post on the local date `on`; None while it is vacant.

    service: "" for the one in front, where it is not about a letter
    """
    acting = who_acts(standing(region_id, role, on=on), service=service, act=SIGNING_ACT)
    return signer(acting) if acting else None


def signing_as(region_id: int, role: str, officer_id: UUID | None, *, on: date) -> Signer | None:
    """Return as what an officer signs today, for whichever services that is; None for who signs nothing.

    Whose one letter is, `signer_of` says.
    """
    held = standing(region_id, role, on=on)
    for acting in held:
        if acting.officer_id == officer_id:
            return signer(acting) if acting.remit.covers(service="", act=SIGNING_ACT) else None
        if acting.remit.covers(service="", act=SIGNING_ACT) and not acting.remit.services:
            return None
    return None


def signer(acting: Acting) -> Signer:
    """Return a holder of a post with what the signing service asks for."""
    [(sealed,)] = hot.read("SELECT nik_sealed FROM tenancy_officer WHERE id = %s", [acting.officer_id])
    return Signer(
        officer_id=acting.officer_id,
        agency_id=acting.agency_id,
        name=acting.name,
        nip=acting.nip,
        tenure=acting.tenure,
        capacity=acting.capacity,
        nik=open_sealed(bytes(sealed), table="tenancy_officer", field="nik", row=acting.officer_id).decode(),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class StandIn:
    """A Plh. of the acting head, now or to come. reason: a code of `rules.AbsenceReason`, "" for an administrator's"""

    appointment_id: UUID
    name: str
    decree: str
    reason: str
    starts_on: date
    ends_on: date | None
    remit: Remit


@query
def stand_ins(*, actor: Actor, on: date) -> tuple[StandIn, ...]:
    """Return the Plh. of the post in which the actor acts, by their first day, those over before `on` left out."""
    rows = Appointment.objects.filter(
        region_id=actor.region_id, role=actor.role, tenure=Tenure.PLH, recalled_at=None, ends_on__gte=on
    )
    return tuple(
        StandIn(
            appointment_id=row.id,
            name=row.officer.name,
            decree=row.decree,
            reason=row.reason,
            starts_on=row.starts_on,
            ends_on=row.ends_on,
            remit=Remit(services=tuple(row.services), acts=tuple(row.acts)),
        )
        for row in rows.select_related("officer").order_by("starts_on", "id")
    )


@query
def eligible_stand_ins(*, actor: Actor, on: date) -> dict[UUID, str]:
    """Return the officers of the acting head's office who can enter a post today, with their names, by name.

    on: today in the region's zone
    """
    if actor.agency_id is None or actor.officer_id is None:
        return {}
    rows = Appointment.objects.filter(
        region_id=actor.region_id, agency_id=actor.agency_id, recalled_at=None, starts_on__lte=on
    ).exclude(officer_id=actor.officer_id)
    rows = rows.exclude(ends_on__lt=on).select_related("officer").order_by("officer__name")
    officers = {row.officer_id: row.officer for row in rows}
    return {each.id: each.name for each in officers.values() if has_office_factor(bytes(each.nik_index))}
