"""Give up the place of an earlier licence, because its holder has moved to another one.

Writes:  the practice place of the earlier licence
Legal:   one licence is one place (Permenkes 13/2025 art. 149)
"""

from datetime import datetime
from uuid import UUID

from mpp.foundation import hot
from mpp.foundation.actor import Actor
from mpp.foundation.audit import note
from mpp.foundation.operation import operation


@operation("applications.give_up_place", by={"sistem"}, on="person_id")
def give_up_place(*, person_id: UUID, earlier_application_id: UUID, actor: Actor, now: datetime) -> None:
    """Free the place. person_id: the holder     earlier_application_id: the case that the earlier licence came from"""
    hot.write("SELECT mpp.practice_place_give_up(%s, %s)", [person_id, earlier_application_id])
    note(application=earlier_application_id)
