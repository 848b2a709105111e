"""Give a factor of one's own another name.

Writes:  Factor
Refuses: NotFound
"""

from datetime import datetime
from uuid import UUID

from mpp.foundation.actor import Actor
from mpp.foundation.errors import NotFound
from mpp.foundation.operation import operation
from mpp.identity.operations.proving import standing_factors
from mpp.identity.rules import SIGNED_IN_ROLES


@operation("identity.name_factor", by=SIGNED_IN_ROLES, on="factor_id")
def name_factor(*, factor_id: UUID, name: str, actor: Actor, now: datetime) -> None:
    """Keep the name; a name protects nothing, so no proof is asked for."""
    if not standing_factors(actor).filter(id=factor_id).update(name=name):
        raise NotFound
