"""What facilities announce: ids and codes only."""

from dataclasses import dataclass
from uuid import UUID

from mpp.facilities.rules import State


@dataclass(frozen=True, slots=True, kw_only=True)
class StewardNews:
    """person_id: a steward who is to be told, once for all that waits for him"""

    region_id: int
    person_id: UUID


class PracticeAsked(StewardNews):
    """Somebody wants to practise at the facility he answers for."""


class PracticeReminded(StewardNews):
    """A request has been waiting since the last working day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticeAnswered:
    """A request has its answer, or gets none any more. person_id: the applicant"""

    region_id: int
    request_id: UUID
    application_id: UUID
    person_id: UUID
    state: State


@dataclass(frozen=True, slots=True, kw_only=True)
class StewardshipLaidDown:
    """Somebody who answered for a facility, or was to, does so no longer, at his own wish: the region names another."""

    region_id: int
    steward_id: UUID
