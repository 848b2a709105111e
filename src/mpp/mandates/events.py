"""What mandates announce, to be told to one of the two parties: ids only."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class MandateEvent:
    """person_id: who is to be told     region_id: NATIONAL, mandates belong to no region"""

    region_id: int
    mandate_id: UUID
    person_id: UUID


class MandateOffered(MandateEvent):
    """Somebody wants to act for this person, or wants this person to act."""


class MandateConfirmed(MandateEvent):
    """The other one has agreed."""


class MandateEnded(MandateEvent):
    """The other one has refused or ended it."""


class ApplicationPrepared(MandateEvent):
    """An application was prepared for this person, who may submit it."""


class MandateUsed(MandateEvent):
    """The agent has begun to act in this person's name, for the first time on a day."""


class MandateProven(MandateEvent):
    """An officer or the registry has proven a mandate to which this person is a party."""
