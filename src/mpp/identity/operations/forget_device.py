"""Forget a device of one's own: its sessions end, and the next sign-in there is one from a new device.

Writes:  KnownDevice, Session; announces SessionEnded
Refuses: NotFound
"""

from datetime import datetime
from uuid import UUID

from mpp.foundation.actor import Actor
from mpp.foundation.audit import note
from mpp.foundation.errors import NotFound
from mpp.foundation.operation import operation
from mpp.foundation.outbox import announce
from mpp.identity.events import SessionEnded
from mpp.identity.models import KnownDevice, Session
from mpp.identity.queries import acting_person
from mpp.identity.rules import SIGNED_IN_ROLES


@operation("identity.forget_device", by=SIGNED_IN_ROLES, on="device_id")
def forget_device(*, device_id: UUID, actor: Actor, now: datetime) -> tuple[UUID, ...]:
    """Return the sessions that ended by it."""
    person_id = acting_person(actor)
    if not KnownDevice.objects.filter(id=device_id, person_id=person_id, ended_at=None).update(ended_at=now):
        raise NotFound
    running = Session.objects.select_for_update().filter(person_id=person_id, device_id=device_id, ended_at=None)
    ended = tuple(running.values_list("id", flat=True))
    Session.objects.filter(id__in=ended).update(ended_at=now, end_reason="by-owner")
    for each in ended:
        announce(SessionEnded(person_id=person_id, session_id=each))
    note(ended=len(ended))
    return ended
