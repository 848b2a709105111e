"""Take a post back from a Plh. before the last day: the head is back, or named the wrong one.

Writes:  Appointment; announces PlhRecalled
Refuses: NotFound, AppointmentOver
"""

from datetime import datetime
from uuid import UUID

from mpp.foundation.actor import Actor
from mpp.foundation.audit import note
from mpp.foundation.clock import local_date
from mpp.foundation.errors import NotFound
from mpp.foundation.operation import operation
from mpp.foundation.outbox import announce
from mpp.tenancy.events import PlhRecalled
from mpp.tenancy.models import Appointment
from mpp.tenancy.operations.end_appointment import AppointmentOver
from mpp.tenancy.operations.name_plh import HEADS, holds_himself
from mpp.tenancy.queries import region_by_id
from mpp.tenancy.rules import Tenure

ADMINISTRATOR = "admin_daerah"


@operation("tenancy.recall_plh", by=HEADS | {ADMINISTRATOR}, on="appointment_id")
def recall_plh(*, appointment_id: UUID, actor: Actor, now: datetime) -> None:
    """End it at once: the next act asks anew whose it is. What was signed until now stays signed, in that capacity."""
    post = (
        Appointment.objects.select_for_update(of=("self",))
        .filter(id=appointment_id, region_id=actor.region_id, tenure=Tenure.PLH, recalled_at=None)
        .first()
    )
    region = region_by_id(actor.region_id)
    if post is None or region is None:
        raise NotFound
    today = local_date(now, region.timezone)
    # Another post's is nobody's to know, and whoever stands in does not decide who else does.
    if actor.role != ADMINISTRATOR and (post.role != actor.role or not holds_himself(actor, on=today)):
        raise NotFound
    if post.ends_on and post.ends_on < today:
        raise AppointmentOver(ends_on=post.ends_on)
    post.recalled_at = now
    post.save(update_fields=["recalled_at"])
    announce(PlhRecalled(region_id=actor.region_id, officer_id=post.officer_id, role=post.role))
    note(officer=post.officer_id, role=post.role)
