"""Whose a head's act is today: the own, or that of a Plh. who stands in for some days, some services, some acts."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Self

from mpp.foundation.actor import Actor
from mpp.foundation.clock import local_date
from mpp.foundation.errors import DomainError, Kind
from mpp.tenancy.operations.name_plh import HEADS
from mpp.tenancy.queries import region_by_id
from mpp.tenancy.queries.signing import Acting, standing
from mpp.tenancy.rules import is_passed_on, who_acts

#: The acts that a head passes on or keeps one by one; the others go with the post.
DECISIONS = ("approve", "reject", "return_for_correction")


class PassedOn(DomainError):
    """Another officer stands in for the head in this act today, or it was not passed on to who stands in."""

    code, kind, title = "act-passed-on", Kind.FORBIDDEN, "Another officer does this today"


@dataclass(frozen=True, slots=True)
class Post:
    """The actor's post as it stands today. held: who stands in first; empty for posts that do not sign"""

    actor: Actor
    held: tuple[Acting, ...]

    @classmethod
    def today(cls, actor: Actor, now: datetime) -> Self:
        """Return the actor's post on the date of the region's zone."""
        region = region_by_id(actor.region_id) if actor.role in HEADS else None
        return cls(actor, standing(region.id, actor.role, on=local_date(now, region.timezone)) if region else ())

    def is_passed_on(self, act: str, *, service: str) -> bool:
        """Return whether the act is not the actor's today."""
        return is_passed_on(self.held, self.actor.officer_id, service=service, act=_asked(act))

    def mine(self, acts: Collection[str], *, service: str) -> set[str]:
        """Return those of the acts that are the actor's today."""
        return {act for act in acts if not self.is_passed_on(act, service=service)}

    def acting(self, *, service: str, act: str = "") -> Acting | None:
        """Return who does an act on cases of the service today, None where nobody may."""
        return who_acts(self.held, service=service, act=_asked(act))

    @property
    def own(self) -> Acting | None:
        """What the actor himself holds of the post today."""
        return next((each for each in self.held if each.officer_id == self.actor.officer_id), None)


def _asked(act: str) -> str:
    return act if act in DECISIONS else ""
