"""End all sessions of an officer, on every device, within seconds.

Writes:  Session
Refuses: NotFound
"""

from datetime import datetime
from uuid import UUID

from mpp.foundation.actor import Actor
from mpp.foundation.audit import note
from mpp.foundation.operation import operation
from mpp.identity.operations.end_access import ADMINISTRATORS, end_access
from mpp.tenancy.operations.invite import post_of


@operation("tenancy.end_officer_sessions", by=ADMINISTRATORS, on="officer_id")
def end_officer_sessions(*, officer_id: UUID, actor: Actor, now: datetime) -> tuple[UUID, ...]:
    """Return the sessions that ended."""
    officer = post_of(officer_id, actor).officer
    ended = end_access(officer_id=officer_id, nik_index=bytes(officer.nik_index), actor=actor, now=now)
    note(ended=len(ended))
    return ended
