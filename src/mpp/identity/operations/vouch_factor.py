"""Find the factor that was just proven good for a post.

Writes:  Factor
Refuses: SessionNotOpen, ProofNeeded, DoorTooWeak, FactorTooWeak
"""

from datetime import datetime
from uuid import UUID

from mpp.foundation.actor import Actor
from mpp.foundation.audit import note
from mpp.foundation.errors import DomainError, Kind
from mpp.foundation.operation import operation
from mpp.identity.operations.proving import ProofNeeded, must_be_fresh, open_session, standing_factors
from mpp.identity.rules import SIGNED_IN_ROLES, Assurance
from mpp.identity.rules.factors import STRONG


class FactorTooWeak(DomainError):
    code, kind, title = "factor-too-weak", Kind.FORBIDDEN, "A post needs a passkey or an authenticator app"


class DoorTooWeak(DomainError):
    code, kind, title = "door-too-weak", Kind.FORBIDDEN, "Sign in by a stronger door to take a post"


@operation("identity.vouch_factor", by=SIGNED_IN_ROLES, on="session_id")
def vouch_factor(*, session_id: UUID, actor: Actor, now: datetime) -> UUID:
    """Return the factor. Whoever calls this has made sure that the person was asked to take a post (tenancy)."""
    session = open_session(session_id, actor)
    must_be_fresh(session, actor, now)
    if session.assurance < Assurance.SUBSTANTIAL:
        raise DoorTooWeak
    if session.factor_at is None:
        raise ProofNeeded
    if session.factor_id is None:
        raise FactorTooWeak
    factor = standing_factors(actor).filter(id=session.factor_id, kind__in=STRONG).first()
    if factor is None:
        raise FactorTooWeak
    if factor.vouched_at is None:
        factor.vouched_at = now
        factor.save(update_fields=["vouched_at"])
    note(factor=factor.id, kind=factor.kind)
    return factor.id
