"""Take away all second factors of somebody who has lost them, so that new ones can be registered.

Writes:  Factor, RecoveryCode, KnownDevice, Session; announces FactorChanged, SessionEnded
"""

from datetime import datetime
from uuid import UUID

from mpp.foundation import hot
from mpp.foundation.actor import NATIONAL, Actor
from mpp.foundation.audit import note
from mpp.foundation.operation import operation
from mpp.foundation.outbox import announce
from mpp.identity.events import FactorChanged
from mpp.identity.operations.end_access import ADMINISTRATORS, end_access


@operation("identity.reset_access", by=ADMINISTRATORS, on="officer_id")
def reset_access(*, officer_id: UUID, nik_index: bytes, actor: Actor, now: datetime) -> tuple[UUID, ...]:
    """Return the sessions that ended. Whoever calls this has made sure that two administrators agree."""
    ended = end_access(officer_id=officer_id, nik_index=nik_index, actor=actor, now=now)
    [(person_id,)] = hot.write("SELECT mpp.reset_access_of(%s, %s, %s)", [nik_index, "recovered", now])
    if person_id:
        announce(FactorChanged(region_id=NATIONAL, person_id=person_id, change="reset", kind="", at=now))
    note(ended=len(ended))
    return ended
