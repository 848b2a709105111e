"""Ask that the own account be closed: refused while a case or a post still needs its person.

Writes:  what `identity.begin_closing` writes
Refuses: CaseStillOpen, HoldsPost; as `identity.begin_closing`
Legal:   UU 27/2022 art. 8 (erasure of the own data)
"""

from datetime import datetime
from uuid import UUID

from mpp.foundation.actor import Actor
from mpp.foundation.audit import note
from mpp.foundation.errors import DomainError, Kind
from mpp.foundation.operation import operation
from mpp.identity.operations.begin_closing import begin_closing
from mpp.identity.rules import CITIZEN
from mpp.privacy.closing import Closing, closing_of


class CaseStillOpen(DomainError):
    """A case was handed in and is not decided: its person may be needed, and the letter would reach nobody."""

    code, kind, title = "case-still-open", Kind.CONFLICT, "An application is still open"


class HoldsPost(DomainError):
    """An officer's account ends with the post, which the administrator ends."""

    code, kind, title = "holds-post", Kind.CONFLICT, "Whoever holds a post cannot close the account"


@operation("privacy.ask_to_close", by={CITIZEN}, on="account_id")
def ask_to_close(*, account_id: UUID, session_id: UUID, actor: Actor, now: datetime) -> datetime:
    """Return the moment from which the account is closed, unless the person signs in before."""
    must_be_free(closing_of(actor=actor, now=now))
    closing_at = begin_closing(account_id=account_id, session_id=session_id, actor=actor, now=now)
    note(closing_at=closing_at.isoformat())
    return closing_at


def must_be_free(closing: Closing) -> None:
    """Refuse where something still needs the person. Refuses: CaseStillOpen, HoldsPost"""
    if closing.open_cases:
        raise CaseStillOpen(count=len(closing.open_cases))
    if closing.holds_post:
        raise HoldsPost
