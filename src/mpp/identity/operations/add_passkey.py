"""Add a passkey to the own account.

Writes:  Factor, Challenge; the session goes on as proven, under a new id; announces FactorChanged
Refuses: SessionNotOpen, ProofNeeded, PasskeyUnusable
"""

import base64
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from mpp.foundation.actor import Actor
from mpp.foundation.cipher import seal_json
from mpp.foundation.digest import sha256
from mpp.foundation.errors import DomainError
from mpp.foundation.operation import operation
from mpp.identity.models import Factor
from mpp.identity.operations.begin_challenge import use_challenge
from mpp.identity.operations.proving import Caller, Outcome, added, good_for_office_since, must_be_fresh, open_session
from mpp.identity.passkeys import NotAnAnswer, Site, challenge_of, registered
from mpp.identity.queries import acting_person
from mpp.identity.rules import SIGNED_IN_ROLES
from mpp.identity.rules.factors import FactorKind


class PasskeyUnusable(DomainError):
    """The browser's answer does not hold: another site, an old question, a passkey that is registered already."""

    code, title = "passkey-unusable", "This passkey could not be added"


@operation("identity.add_passkey", by=SIGNED_IN_ROLES, on="factor_id")
def add_passkey(
    *,
    factor_id: UUID,
    session_id: UUID,
    new_session_id: UUID,
    name: str,
    answer: str,
    site: Site,
    caller: Caller,
    actor: Actor,
    now: datetime,
) -> Outcome:
    """Keep the passkey. answer: of the browser to `creation_options` (JSON)     name: given by its owner"""
    session = open_session(session_id, actor)
    must_be_fresh(session, actor, now)
    try:
        challenge = challenge_of(answer)
        if not use_challenge(challenge, session_id=session_id, purpose="add-passkey", actor=actor, now=now):
            raise PasskeyUnusable(reason="challenge")
        made = registered(site, answer, challenge=challenge)
    except NotAnAnswer as fault:
        raise PasskeyUnusable(reason=str(fault)) from fault
    kept = {"credential": base64.b64encode(made.passkey.credential).decode(), "host": site.host}
    factor = Factor(
        id=factor_id,
        person_id=acting_person(actor),
        kind=FactorKind.PASSKEY,
        name=name,
        secret_sealed=seal_json(kept, table="identity_factor", field="secret", row=factor_id),
        credential=sha256(made.passkey.id),
        counter=made.counter,
        created_at=now,
        vouched_at=good_for_office_since(FactorKind.PASSKEY, session, actor, now),
    )
    try:
        with transaction.atomic():
            factor.save(force_insert=True)
    except IntegrityError as fault:
        raise PasskeyUnusable(reason="registered already") from fault
    return added(session, new_session_id, factor, caller, actor, now)
