"""Prove to be who one is by a code: of an authenticator app, or one that was sent.

Writes:  Session (a new one goes on), Factor, Challenge, FactorFailure; announces SecondFactorFailed
Refuses: SessionNotOpen
"""

from datetime import datetime
from uuid import UUID

from mpp.foundation.actor import Actor
from mpp.foundation.operation import operation
from mpp.identity.models import Factor
from mpp.identity.operations.proving import Caller, Outcome, failed, locked, open_session, proven, standing_factors
from mpp.identity.operations.send_code import PROVE, answered
from mpp.identity.queries.factors import secret_of
from mpp.identity.rules import SIGNED_IN_ROLES
from mpp.identity.rules.factors import SENT, FactorKind, totp_is_replayed
from mpp.identity.totp import step_of


@operation("identity.prove_by_code", by=SIGNED_IN_ROLES, on="session_id")
def prove_by_code(
    *,
    session_id: UUID,
    new_session_id: UUID,
    factor_id: UUID,
    code: str,
    caller: Caller,
    actor: Actor,
    now: datetime,
) -> Outcome:
    """Return how it went. code: six digits"""
    session = open_session(session_id, actor)
    if until := locked(caller, actor, now):
        return Outcome(locked_until=until)
    factor = standing_factors(actor).select_for_update().filter(id=factor_id).first()
    if factor is None or not _is_right(factor, code, session_id, actor, now):
        return failed(factor.kind if factor else "unknown", caller, actor, now)
    return proven(session, new_session_id, factor, caller, actor, now)


def _is_right(factor: Factor, code: str, session_id: UUID, actor: Actor, now: datetime) -> bool:
    if factor.kind in SENT:
        asked = answered(code, purpose=PROVE, session_id=session_id, actor=actor, now=now)
        return asked is not None and asked.factor_id == factor.id
    if factor.kind != FactorKind.TOTP:
        return False
    step = step_of(secret_of(factor)["secret"], code, at=now.timestamp())
    if step is None or totp_is_replayed(step, used=factor.counter):
        return False
    factor.counter = step
    return True
