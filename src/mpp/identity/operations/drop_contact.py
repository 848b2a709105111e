"""Stop being reached at an address: the number has gone to somebody else, the mailbox is lost.

Writes:  Person, Factor (one that sends codes there ends); announces ContactChanged, FactorChanged
Refuses: SessionNotOpen, ProofNeeded
"""

from datetime import datetime
from uuid import UUID

from mpp.foundation.actor import NATIONAL, Actor
from mpp.foundation.audit import note
from mpp.foundation.operation import operation
from mpp.foundation.outbox import announce
from mpp.identity.events import FactorChanged
from mpp.identity.operations._contacts import replace_contact
from mpp.identity.operations.proving import must_be_fresh, open_session, standing_factors
from mpp.identity.queries.factors import secret_of
from mpp.identity.rules import SIGNED_IN_ROLES
from mpp.identity.rules.contacts import same_address
from mpp.identity.rules.factors import FactorKind


@operation("identity.drop_contact", by=SIGNED_IN_ROLES, on="person_id")
def drop_contact(*, person_id: UUID, session_id: UUID, kind: FactorKind, actor: Actor, now: datetime) -> None:
    """Keep that the person is not reached by this kind. Codes for signing in go there no more either."""
    must_be_fresh(open_session(session_id, actor), actor, now)
    former = replace_contact(kind, "", actor, now)
    for factor in standing_factors(actor).select_for_update().filter(kind=kind):
        if same_address(kind, secret_of(factor)["to"]) == same_address(kind, former):
            factor.ended_at, factor.end_reason = now, "contact-dropped"
            factor.save(update_fields=["ended_at", "end_reason"])
            announce(FactorChanged(region_id=NATIONAL, person_id=person_id, change="removed", kind=kind, at=now))
    note(kind=kind)
