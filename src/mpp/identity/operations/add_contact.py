"""Add an address or number of the own, once the code that was sent there has come back.

Writes:  Factor, Challenge; the session goes on as proven, under a new id; announces FactorChanged
Refuses: SessionNotOpen, ProofNeeded
"""

from datetime import datetime
from uuid import UUID

from mpp.foundation.actor import Actor
from mpp.foundation.cipher import open_json, seal_json
from mpp.foundation.operation import operation
from mpp.identity.models import Factor
from mpp.identity.operations.proving import Caller, Outcome, added, failed, locked, must_be_fresh, open_session
from mpp.identity.operations.send_code import ADD, answered
from mpp.identity.queries import acting_person
from mpp.identity.rules import SIGNED_IN_ROLES
from mpp.identity.rules.factors import FactorKind


@operation("identity.add_contact", by=SIGNED_IN_ROLES, on="factor_id")
def add_contact(
    *,
    factor_id: UUID,
    session_id: UUID,
    new_session_id: UUID,
    name: str,
    code: str,
    caller: Caller,
    actor: Actor,
    now: datetime,
) -> Outcome:
    """Keep the address that the latest code was sent to. code: six digits"""
    session = open_session(session_id, actor)
    must_be_fresh(session, actor, now)
    if until := locked(caller, actor, now):
        return Outcome(locked_until=until)
    asked = answered(code, purpose=ADD, session_id=session_id, actor=actor, now=now)
    if asked is None or asked.contact_sealed is None:
        return failed("contact", caller, actor, now)
    contact = open_json(asked.contact_sealed, table="identity_challenge", field="contact", row=asked.id)
    factor = Factor.objects.create(
        id=factor_id,
        person_id=acting_person(actor),
        kind=FactorKind(contact["kind"]),
        name=name,
        secret_sealed=seal_json({"to": contact["to"]}, table="identity_factor", field="secret", row=factor_id),
        created_at=now,
    )
    return added(session, new_session_id, factor, caller, actor, now)
