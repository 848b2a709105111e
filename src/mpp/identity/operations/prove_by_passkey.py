"""Prove to be who one is by a passkey.

Writes:  Session (a new one goes on), Factor, Challenge, FactorFailure; announces SecondFactorFailed, FactorChanged
Refuses: SessionNotOpen
"""

from datetime import datetime
from uuid import UUID

import structlog

from mpp.foundation.actor import Actor
from mpp.foundation.digest import sha256
from mpp.foundation.operation import operation
from mpp.foundation.outbox import announce
from mpp.identity.events import FactorChanged
from mpp.identity.models import Factor
from mpp.identity.operations.begin_challenge import use_challenge
from mpp.identity.operations.proving import Caller, Outcome, failed, locked, open_session, proven, standing_factors
from mpp.identity.passkeys import NotAnAnswer, Site, asserted, challenge_of
from mpp.identity.queries.factors import passkey_of, secret_of
from mpp.identity.rules import SIGNED_IN_ROLES
from mpp.identity.rules.factors import FactorKind, is_cloned

log = structlog.get_logger(__name__)


@operation("identity.prove_by_passkey", by=SIGNED_IN_ROLES, on="session_id")
def prove_by_passkey(
    *, session_id: UUID, new_session_id: UUID, answer: str, site: Site, caller: Caller, actor: Actor, now: datetime
) -> Outcome:
    """Return how it went. answer: of the browser to `request_options` (JSON)

    A passkey whose counter goes back exists twice; it is taken away, for nobody can tell which one is the owner's.
    """
    session = open_session(session_id, actor)
    if until := locked(caller, actor, now):
        return Outcome(locked_until=until)
    factor = _signed_by(answer, site, session_id, actor, now)
    if factor is None:
        return failed(FactorKind.PASSKEY, caller, actor, now)
    return proven(session, new_session_id, factor, caller, actor, now)


def _signed_by(answer: str, site: Site, session_id: UUID, actor: Actor, now: datetime) -> Factor | None:
    rows = [
        row
        for row in standing_factors(actor).select_for_update().filter(kind=FactorKind.PASSKEY)
        if secret_of(row)["host"] == site.host
    ]
    try:
        challenge = challenge_of(answer)
        if not use_challenge(challenge, session_id=session_id, purpose="prove-passkey", actor=actor, now=now):
            raise NotAnAnswer("challenge")
        found = asserted(site, answer, challenge=challenge, known=[passkey_of(secret_of(row)) for row in rows])
    except NotAnAnswer as fault:
        log.warning("passkey-refused", reason=str(fault))
        return None
    factor = next(row for row in rows if bytes(row.credential or b"") == sha256(found.passkey_id))
    if is_cloned(found.counter, known=factor.counter):
        _take_away(factor, actor, now)
        return None
    factor.counter = found.counter
    return factor


def _take_away(factor: Factor, actor: Actor, now: datetime) -> None:
    log.warning("passkey-cloned", factor_id=str(factor.id))
    factor.ended_at, factor.end_reason = now, "cloned"
    factor.save(update_fields=["ended_at", "end_reason"])
    announce(
        FactorChanged(
            region_id=actor.region_id, person_id=factor.person_id, change="cloned", kind=FactorKind.PASSKEY, at=now
        )
    )
