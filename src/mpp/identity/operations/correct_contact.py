"""Correct how one is reached: the address to which the latest code went, once that code has come back.

Writes:  Person, Challenge, FactorFailure, Factor (one that held the former address goes on with the new one);
         announces ContactChanged, by which the former address is told
Refuses: SessionNotOpen, ProofNeeded
Legal:   UU 27/2022 art. 6 (a person corrects the own data)
"""

from datetime import datetime
from uuid import UUID

from mpp.foundation.actor import Actor
from mpp.foundation.audit import note
from mpp.foundation.cipher import open_json, seal_json
from mpp.foundation.operation import operation
from mpp.identity.operations._contacts import replace_contact
from mpp.identity.operations.proving import (
    Caller,
    Outcome,
    failed,
    locked,
    must_be_fresh,
    open_session,
    standing_factors,
)
from mpp.identity.operations.send_code import CORRECT, answered
from mpp.identity.queries.factors import secret_of
from mpp.identity.rules import SIGNED_IN_ROLES
from mpp.identity.rules.contacts import same_address
from mpp.identity.rules.factors import FactorKind


@operation("identity.correct_contact", by=SIGNED_IN_ROLES, on="person_id")
def correct_contact(
    *, person_id: UUID, session_id: UUID, code: str, caller: Caller, actor: Actor, now: datetime
) -> Outcome:
    """Keep the address as the person's own word. code: six digits"""
    session = open_session(session_id, actor)
    must_be_fresh(session, actor, now)
    if until := locked(caller, actor, now):
        return Outcome(locked_until=until)
    asked = answered(code, purpose=CORRECT, session_id=session_id, actor=actor, now=now)
    if asked is None or asked.contact_sealed is None:
        return failed("contact", caller, actor, now)
    contact = open_json(asked.contact_sealed, table="identity_challenge", field="contact", row=asked.id)
    kind, to = FactorKind(contact["kind"]), contact["to"]
    former = replace_contact(kind, to, actor, now)
    for factor in standing_factors(actor).select_for_update().filter(kind=kind):
        if former and same_address(kind, secret_of(factor)["to"]) == same_address(kind, former):
            factor.secret_sealed = seal_json({"to": to}, table="identity_factor", field="secret", row=factor.id)
            factor.save(update_fields=["secret_sealed"])
    note(kind=kind)
    return Outcome(session_id=session_id)
