"""Record what the population registry says of a person; who is not active can no longer act.

Writes:  Person, Session (all end where the person is no longer active); announces PersonStopped, SessionEnded
Legal:   UU 24/2013 art. 44 (deaths are reported to the registry, and every register follows)
"""

from datetime import datetime
from uuid import UUID

from mpp.foundation.actor import NATIONAL, Actor
from mpp.foundation.audit import note
from mpp.foundation.operation import announce, operation
from mpp.identity.events import PersonStopped
from mpp.identity.models import Person
from mpp.identity.operations._account import end_sessions
from mpp.identity.rules import PersonStatus


@operation("identity.record_status", by={"sistem"}, on="person_id")
def record_status(*, person_id: UUID, status: PersonStatus, actor: Actor, now: datetime) -> None:
    """Keep the status.

    actor: the automation, acting for that person
    """
    before = Person.objects.select_for_update(of=("self",)).get(id=person_id).status
    Person.objects.filter(id=person_id).update(status=status)
    if status is not PersonStatus.ACTIVE:
        end_sessions(person_id, reason="registry", now=now)
        if status != before:
            announce(PersonStopped(region_id=NATIONAL, person_id=person_id, status=status))
    note(status=status)
