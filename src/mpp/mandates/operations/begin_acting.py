"""Begin to act in the name of the principal: noted for the principal, who is told once a day.

Writes:  MandateUse; announces MandateUsed
Refuses: MandateNotFound, MandateOver
"""

from datetime import datetime
from uuid import UUID

from mpp.foundation.actor import NATIONAL, Actor
from mpp.foundation.audit import note
from mpp.foundation.operation import announce, operation
from mpp.identity.queries import acting_person, profile
from mpp.identity.rules import CITIZEN
from mpp.mandates.acting import MandateOver, authority_of, held_now, note_use
from mpp.mandates.events import MandateUsed
from mpp.mandates.queries import MandateNotFound

NAME = "mandates.begin_acting"


@operation(NAME, by={CITIZEN}, on="mandate_id")
def begin_acting(*, mandate_id: UUID, actor: Actor, now: datetime) -> None:
    """Note it. What may be done then is asked at each act. actor: the agent"""
    agent_id = acting_person(actor)
    held = held_now(mandate_id, agent_id=agent_id, region_id=NATIONAL, now=now)
    if held is None or not held.grant.acts:
        raise MandateNotFound
    if not held.is_in_force:
        raise MandateOver
    authority = authority_of(mandate_id, held, agent_id=agent_id, agent_name=profile(actor=actor).name)
    if note_use(authority, held, act=NAME, object_id=mandate_id, region_id=NATIONAL, now=now):
        announce(MandateUsed(region_id=NATIONAL, mandate_id=mandate_id, person_id=held.principal_id))
    note(principal=held.principal_id)
