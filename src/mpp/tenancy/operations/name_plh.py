"""Name the own Plh.: a head who will be away gives the post to an officer of the office for some days.

Writes:  Appointment; announces PlhNamed
Refuses: PeriodImpossible, AbsenceTooLong, NotYoursToPassOn, StandInNotEligible, AlreadyAppointed, PostTaken
Legal:   UU 30/2014 art. 14 (a Plh. stands in for a definitive official who is away for a while)
"""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from mpp.foundation.actor import Actor
from mpp.foundation.audit import note
from mpp.foundation.clock import local_date
from mpp.foundation.errors import DomainError, Forbidden
from mpp.foundation.operation import operation
from mpp.foundation.outbox import announce
from mpp.tenancy.events import PlhNamed
from mpp.tenancy.models import Appointment, Region
from mpp.tenancy.operations.appoint import AlreadyAppointed, PeriodImpossible, PostTaken, Term
from mpp.tenancy.queries.signing import eligible_stand_ins
from mpp.tenancy.rules import PLH_LASTS_AT_MOST, ROLES, AbsenceReason, Remit, Tenure, is_in_force

#: The posts whose holders may pass them on.
HEADS = frozenset(role for role, post in ROLES.items() if post.is_signer)


class NotYoursToPassOn(Forbidden):
    """Who stands in himself, or holds the post no longer, passes nothing on."""

    code, title = "not-yours-to-pass-on", "You do not hold this post on all of these days"


class StandInNotEligible(DomainError):
    code, title = "stand-in-not-eligible", "Only an officer of your office who can enter a post can stand in"


class AbsenceTooLong(DomainError):
    code, title = "absence-too-long", "For a longer absence the administrator enters the letter of appointment"


@dataclass(frozen=True, slots=True, kw_only=True)
class Absence:
    """From when to when a head is away, both days included, in the region's zone.

    remit: what is passed on, everything for nearly all     letter: its number, "" for none
    """

    starts_on: date
    ends_on: date
    reason: AbsenceReason
    remit: Remit
    letter: str = ""


@operation("tenancy.name_plh", by=HEADS, on="appointment_id")
def name_plh(
    *, appointment_id: UUID, officer_id: UUID, absence: Absence, actor: Actor, now: datetime, key: str | None = None
) -> None:
    """Give the post to the officer: queue and signature are his from the first day on, and return after the last.

    appointment_id: of the appointment to be made     officer_id: who will stand in
    """
    region = Region.objects.select_for_update().get(id=actor.region_id)
    today = local_date(now, region.timezone)
    if absence.starts_on < today or absence.ends_on < absence.starts_on:
        raise PeriodImpossible
    if absence.ends_on - absence.starts_on >= PLH_LASTS_AT_MOST:
        raise AbsenceTooLong(days=PLH_LASTS_AT_MOST.days)
    if not (holds_himself(actor, on=absence.starts_on) and holds_himself(actor, on=absence.ends_on)):
        raise NotYoursToPassOn
    if officer_id not in eligible_stand_ins(actor=actor, on=today):
        raise StandInNotEligible
    _check_nobody_else(officer_id, absence, actor)
    Appointment.objects.create(
        id=appointment_id,
        officer_id=officer_id,
        region_id=actor.region_id,
        agency_id=actor.agency_id,
        role=actor.role,
        tenure=Tenure.PLH,
        decree=absence.letter,
        starts_on=absence.starts_on,
        ends_on=absence.ends_on,
        named_by=actor.officer_id,
        reason=absence.reason,
        services=list(absence.remit.services),
        acts=list(absence.remit.acts),
    )
    announce(PlhNamed(region_id=actor.region_id, officer_id=officer_id, role=actor.role, starts_on=absence.starts_on))
    note(
        officer=officer_id,
        role=actor.role,
        starts_on=absence.starts_on,
        ends_on=absence.ends_on,
        reason=absence.reason,
        services=list(absence.remit.services),
        acts=list(absence.remit.acts),
    )


def holds_himself(actor: Actor, *, on: date) -> bool:
    """Return whether the actor holds the post on a day in the own right, definitively or as Plt."""
    if actor.officer_id is None:
        return False
    own = Appointment.objects.filter(
        region_id=actor.region_id, role=actor.role, officer_id=actor.officer_id, recalled_at=None
    )
    return any(is_in_force(row.starts_on, row.ends_on, on) for row in own.exclude(tenure=Tenure.PLH))


def _check_nobody_else(officer_id: UUID, absence: Absence, actor: Actor) -> None:
    term = Term(starts_on=absence.starts_on, ends_on=absence.ends_on, decree=absence.letter)
    same_days = Appointment.objects.filter(term.overlapping(), region_id=actor.region_id, role=actor.role)
    if same_days.filter(officer_id=officer_id).exists():
        raise AlreadyAppointed(role=actor.role)
    if same_days.filter(tenure=Tenure.PLH).exists():
        raise PostTaken(role=actor.role)
