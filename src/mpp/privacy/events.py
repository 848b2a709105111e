"""What privacy announces: ids, codes and moments only."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestEvent:
    """What every fact about a request says. region_id: NATIONAL where the nation answers"""

    region_id: int
    request_id: UUID
    person_id: UUID
    due_at: datetime


class DataRequestMade(RequestEvent):
    """A person has asked; the clock runs."""


class DataRequestNear(RequestEvent):
    """The clock has a day left, or none."""


class DataRequestAnswered(RequestEvent):
    """The office has answered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DataCopyReady:
    """A copy can be fetched. expires_on: the last day, national date"""

    region_id: int
    copy_id: UUID
    person_id: UUID
    expires_on: date
