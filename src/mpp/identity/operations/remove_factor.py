"""Take a factor off the own account.

Writes:  Factor; announces FactorChanged
Refuses: SessionNotOpen, ProofNeeded, NotFound, LastOfOfficer
"""

from datetime import datetime
from uuid import UUID

from mpp.foundation.actor import Actor
from mpp.foundation.audit import note
from mpp.foundation.errors import DomainError, Kind, NotFound
from mpp.foundation.operation import operation
from mpp.foundation.outbox import announce
from mpp.identity.events import FactorChanged
from mpp.identity.operations.proving import must_be_fresh, open_session, standing_factors
from mpp.identity.queries import own_capacities
from mpp.identity.rules import SIGNED_IN_ROLES


class LastOfOfficer(DomainError):
    """Whoever holds a post keeps one factor that opens it; the administrator recovers whoever has lost it."""

    code, kind, title = "last-factor-of-officer", Kind.CONFLICT, "An officer keeps at least one strong factor"


@operation("identity.remove_factor", by=SIGNED_IN_ROLES, on="factor_id")
def remove_factor(*, factor_id: UUID, session_id: UUID, actor: Actor, now: datetime) -> None:
    """End the factor. It was proven in this session too? The session goes on, but opens no post any more."""
    must_be_fresh(open_session(session_id, actor), actor, now)
    standing = list(standing_factors(actor).select_for_update())
    factor = next((row for row in standing if row.id == factor_id), None)
    if factor is None:
        raise NotFound
    others = [row for row in standing if row.vouched_at and row.id != factor_id]
    if factor.vouched_at and not others and own_capacities(actor=actor, now=now):
        raise LastOfOfficer
    factor.ended_at, factor.end_reason = now, "by-owner"
    factor.save(update_fields=["ended_at", "end_reason"])
    announce(
        FactorChanged(region_id=actor.region_id, person_id=factor.person_id, change="removed", kind=factor.kind, at=now)
    )
    note(kind=factor.kind)
