"""Record what the population registry says of a person; who is not active can no longer act.

Writes:  Person; open sessions of a person who is no longer active are refused from then on
Legal:   UU 24/2013 art. 44 (deaths are reported to the registry, and every register follows)
"""

from datetime import datetime
from uuid import UUID

from mpp.foundation.actor import Actor
from mpp.foundation.audit import note
from mpp.foundation.operation import operation
from mpp.identity.models import Person
from mpp.identity.rules import PersonStatus


@operation("identity.record_status", by={"sistem"}, on="person_id")
def record_status(*, person_id: UUID, status: PersonStatus, actor: Actor, now: datetime) -> None:
    """Keep the status.

    actor: the automation, acting for that person
    """
    Person.objects.filter(id=person_id).update(status=status)
    note(status=status)
