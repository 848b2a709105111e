"""Begin to close the own account: every session ends now, the account itself after some days in which signing in is the
way back.

Writes:  Account, Session; announces ClosingAsked, SessionEnded
Refuses: SessionNotOpen, ProofNeeded
Legal:   UU 27/2022 art. 8 (a person has the own data erased); what must be kept is told by whoever keeps it
"""

from datetime import datetime
from uuid import UUID

from mpp.foundation.actor import NATIONAL, Actor
from mpp.foundation.audit import note
from mpp.foundation.operation import announce, operation
from mpp.identity.events import ClosingAsked
from mpp.identity.models import Account
from mpp.identity.operations._account import end_sessions
from mpp.identity.operations.proving import must_be_fresh, open_session
from mpp.identity.queries import acting_person
from mpp.identity.rules import CITIZEN, CLOSING_WAITS


@operation("identity.begin_closing", by={CITIZEN}, on="account_id")
def begin_closing(*, account_id: UUID, session_id: UUID, actor: Actor, now: datetime) -> datetime:
    """Return the moment from which the account is closed. Whoever calls this has made sure that nothing stands against
    it."""
    must_be_fresh(open_session(session_id, actor), actor, now)
    person_id = acting_person(actor)
    closing_at = now + CLOSING_WAITS
    Account.objects.filter(id=account_id, person_id=person_id).update(closing_at=closing_at)
    ended = end_sessions(person_id, reason="closing", now=now)
    announce(ClosingAsked(region_id=NATIONAL, person_id=person_id, closing_at=closing_at))
    note(closing_at=closing_at.isoformat(), sessions=ended)
    return closing_at
