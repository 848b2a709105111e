"""Forget a replaced address once it has been told.

Writes:  Person
"""

from datetime import datetime
from uuid import UUID

from mpp.foundation.actor import Actor
from mpp.foundation.audit import note
from mpp.foundation.operation import operation
from mpp.identity.operations._contacts import forget_former
from mpp.identity.rules.factors import FactorKind


@operation("identity.forget_former_contact", by={"sistem"}, on="person_id")
def forget_former_contact(*, person_id: UUID, kind: FactorKind, actor: Actor, now: datetime) -> None:
    """Keep only where the person is reached now. actor: the automation, acting for that person"""
    forget_former(person_id, kind)
    note(kind=kind)
