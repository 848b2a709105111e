"""Facts that tenancy announces: ids only."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficerInvited:
    """A link to a post is to be sent. region_id: NATIONAL for national posts"""

    region_id: int
    invitation_id: UUID
