"""Prove to be who one is by one of the codes on paper; it serves once.

Writes:  Session (a new one goes on), RecoveryCode, FactorFailure; announces SecondFactorFailed
Refuses: SessionNotOpen
"""

from datetime import datetime
from uuid import UUID

from mpp.foundation.actor import Actor
from mpp.foundation.cipher import blind_index
from mpp.foundation.operation import operation
from mpp.identity.models import RecoveryCode
from mpp.identity.operations.proving import Caller, Outcome, failed, locked, open_session, proven
from mpp.identity.queries import acting_person
from mpp.identity.rules import SIGNED_IN_ROLES


@operation("identity.prove_by_recovery_code", by=SIGNED_IN_ROLES, on="session_id")
def prove_by_recovery_code(
    *, session_id: UUID, new_session_id: UUID, code: str, caller: Caller, actor: Actor, now: datetime
) -> Outcome:
    """Return how it went. code: as it was made (`rules.factors.typed_recovery_code`)"""
    session = open_session(session_id, actor)
    if until := locked(caller, actor, now):
        return Outcome(locked_until=until)
    person_id = acting_person(actor)
    used = RecoveryCode.objects.filter(
        person_id=person_id, digest=recovery_digest(code, person_id), used_at=None
    ).update(used_at=now)
    if not used:
        return failed("recovery", caller, actor, now)
    return proven(session, new_session_id, None, caller, actor, now)


def recovery_digest(code: str, person_id: UUID) -> bytes:
    """Return the keyed digest under which a recovery code of a person is kept."""
    return blind_index(f"{person_id}\0{code}", kind="recovery")
