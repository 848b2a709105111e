"""Add an authenticator app to the own account, once it has shown the first right code.

Writes:  Factor; the session goes on as proven, under a new id; announces FactorChanged
Refuses: SessionNotOpen, ProofNeeded, CodeWrong
"""

from datetime import datetime
from uuid import UUID

from mpp.foundation.actor import Actor
from mpp.foundation.cipher import seal_json
from mpp.foundation.errors import DomainError
from mpp.foundation.operation import operation
from mpp.identity.models import Factor
from mpp.identity.operations.proving import Caller, Outcome, added, good_for_office_since, must_be_fresh, open_session
from mpp.identity.queries import acting_person
from mpp.identity.rules import SIGNED_IN_ROLES
from mpp.identity.rules.factors import FactorKind
from mpp.identity.totp import step_of


class CodeWrong(DomainError):
    code, title = "code-wrong", "This code is not right, or no longer"


@operation("identity.add_totp", by=SIGNED_IN_ROLES, on="factor_id")
def add_totp(
    *,
    factor_id: UUID,
    session_id: UUID,
    new_session_id: UUID,
    name: str,
    secret: str,
    code: str,
    caller: Caller,
    actor: Actor,
    now: datetime,
) -> Outcome:
    """Keep the secret. secret: base32, as shown in the QR code     code: six digits of the app"""
    session = open_session(session_id, actor)
    must_be_fresh(session, actor, now)
    step = step_of(secret, code, at=now.timestamp())
    if step is None:
        raise CodeWrong
    factor = Factor.objects.create(
        id=factor_id,
        person_id=acting_person(actor),
        kind=FactorKind.TOTP,
        name=name,
        secret_sealed=seal_json({"secret": secret}, table="identity_factor", field="secret", row=factor_id),
        counter=step,
        created_at=now,
        vouched_at=good_for_office_since(FactorKind.TOTP, session, actor, now),
    )
    return added(session, new_session_id, factor, caller, actor, now)
