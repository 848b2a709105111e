"""Acting for another: an act says what a mandate must allow, and whoever keeps mandates is asked inside the act.

The answer holds until the act commits: a mandate that ends at the same moment ends before the act, which is refused, or
after it.
"""

from collections.abc import Collection
from datetime import datetime
from typing import Protocol, cast
from uuid import UUID

from django.conf import settings
from django.utils.module_loading import import_string

from mpp.foundation.actor import Actor
from mpp.foundation.errors import DomainError, Kind


class NotCovered(DomainError):
    """The mandate does not let the agent do this. act: of the operation"""

    code, kind, title = "mandate-does-not-cover", Kind.FORBIDDEN, "The mandate does not cover this"


class Keeper(Protocol):
    """Whoever keeps mandates."""

    def __call__(self, *, actor: Actor, operation: str, about: UUID | None, now: datetime) -> None:
        """Hold the mandate by which `actor` acts until the transaction ends, and note its use.

        about: the case, where the act is about one
        Raises a refusal when the mandate is over.
        """


def require(actor: Actor, allowed_by: Collection[str], *, operation: str, about: UUID | None, now: datetime) -> None:
    """Refuse an act for another that no mandate allows; nothing for whoever acts for himself.

    allowed_by: what a mandate must hold one of; nothing at all for acts that everybody does himself
    Refuses: NotCovered, and what the keeper of mandates refuses
    """
    if actor.authority is None:
        return
    if actor.authority.acts.isdisjoint(allowed_by):
        raise NotCovered(act=operation)
    keeper = settings.FOUNDATION_MANDATES
    cast(Keeper, import_string(keeper) if isinstance(keeper, str) else keeper)(
        actor=actor, operation=operation, about=about, now=now
    )
