"""End every session of somebody else: an administrator's answer to a lost telephone or a stolen cookie.

Writes:  Session; announces SessionEnded
"""

from datetime import datetime
from uuid import UUID

from mpp.foundation import hot
from mpp.foundation.actor import Actor
from mpp.foundation.audit import note
from mpp.foundation.operation import operation
from mpp.foundation.outbox import announce
from mpp.identity.events import SessionEnded

ADMINISTRATORS = frozenset({"admin_daerah", "admin_nasional"})


@operation("identity.end_access", by=ADMINISTRATORS, on="officer_id")
def end_access(*, officer_id: UUID, nik_index: bytes, actor: Actor, now: datetime) -> tuple[UUID, ...]:
    """Return the sessions that ended. Whoever calls this has made sure that the officer is the administrator's.

    nik_index: of the officer     Every process refuses the sessions within seconds (`identity.watch`)
    """
    ended = hot.write("SELECT session_id, person_id FROM mpp.end_access_of(%s, %s, %s)", [nik_index, "by-admin", now])
    for session_id, person_id in ended:
        announce(SessionEnded(person_id=person_id, session_id=session_id))
    note(ended=len(ended))
    return tuple(session_id for session_id, _ in ended)
