"""Facts about people's sessions: ids only."""

from dataclasses import dataclass
from uuid import UUID

from mpp.foundation.actor import NATIONAL


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionEnded:
    """The owner, or the end of a post, has ended a session; one that merely ran out is told by nobody."""

    person_id: UUID
    session_id: UUID
    region_id: int = NATIONAL
