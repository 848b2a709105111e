"""Choose when a second factor is asked at sign-in.

Writes:  Account
Refuses: SessionNotOpen, ProofNeeded
"""

from datetime import datetime
from uuid import UUID

from mpp.foundation.actor import Actor
from mpp.foundation.audit import note
from mpp.foundation.operation import operation
from mpp.identity.models import Account
from mpp.identity.operations.proving import must_be_fresh, open_session
from mpp.identity.queries import acting_person
from mpp.identity.rules import SIGNED_IN_ROLES
from mpp.identity.rules.factors import WhenAsked


@operation("identity.choose_factor_wish", by=SIGNED_IN_ROLES, on="account_id")
def choose_factor_wish(*, account_id: UUID, session_id: UUID, wish: WhenAsked, actor: Actor, now: datetime) -> None:
    """Keep the wish."""
    must_be_fresh(open_session(session_id, actor), actor, now)
    Account.objects.filter(id=account_id, person_id=acting_person(actor)).update(factor_wish=wish)
    note(wish=wish)
