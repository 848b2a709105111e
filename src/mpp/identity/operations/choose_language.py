"""Choose the language in which notices are written to a person.

Writes:  Account
"""

from datetime import datetime
from typing import Literal
from uuid import UUID

from mpp.foundation.actor import Actor
from mpp.foundation.audit import note
from mpp.foundation.operation import operation
from mpp.identity.models import Account
from mpp.identity.rules import SIGNED_IN_ROLES


@operation("identity.choose_language", by=SIGNED_IN_ROLES, on="account_id")
def choose_language(*, account_id: UUID, language: Literal["id", "en"], actor: Actor, now: datetime) -> None:
    """Keep the language of the account."""
    Account.objects.filter(id=account_id).update(language=language)
    note(language=language)
