"""Facts that tenancy announces: ids, roles and days only."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficerInvited:
    """A link to a post is to be sent. region_id: NATIONAL for national posts"""

    region_id: int
    invitation_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class PlhNamed:
    """A head has given the post to an officer for some days. role: of the post     starts_on: in the region's zone"""

    region_id: int
    officer_id: UUID
    role: str
    starts_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class PlhRecalled:
    """A Plh. stands in no longer, from now on."""

    region_id: int
    officer_id: UUID
    role: str
