"""End an appointment on a day.

Writes:  Appointment
Refuses: NotFound, AppointmentOver, PeriodImpossible
"""

from datetime import date, datetime
from uuid import UUID

from mpp.foundation.actor import NATIONAL, Actor
from mpp.foundation.audit import note
from mpp.foundation.errors import DomainError, Kind, NotFound
from mpp.foundation.operation import operation
from mpp.tenancy.models import Appointment
from mpp.tenancy.operations.appoint import PeriodImpossible
from mpp.tenancy.rules import may_appoint


class AppointmentOver(DomainError):
    code, kind, title = "appointment-over", Kind.CONFLICT, "This appointment already ends on or before that day"


@operation("tenancy.end_appointment", by={"admin_daerah", "admin_nasional", "sistem"}, on="appointment_id")
def end_appointment(*, appointment_id: UUID, ends_on: date, actor: Actor, now: datetime) -> None:
    """End it. ends_on: last day in office, in the region's zone"""
    found = Appointment.objects.select_for_update(of=("self",)).filter(id=appointment_id).first()
    # Whoever may not end it need not learn that it exists.
    if found is None or not may_appoint(
        actor.role, actor.region_id, role=found.role, region=found.region_id or NATIONAL
    ):
        raise NotFound
    if ends_on < found.starts_on:
        raise PeriodImpossible
    if found.ends_on is not None and found.ends_on <= ends_on:
        raise AppointmentOver(ends_on=found.ends_on)
    found.ends_on = ends_on
    found.save(update_fields=["ends_on"])
    note(officer=found.officer_id, role=found.role, ends_on=ends_on)
