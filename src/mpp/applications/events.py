"""Facts about a case: ids and codes only; whoever needs more asks a query."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseEvent:
    """What every fact about a case says.

    due_on: the date by which the office decides, None while the clock stands still
    """

    region_id: int
    application_id: UUID
    person_id: UUID
    service_slug: str
    reference: str
    due_on: date | None = None


class ApplicationSubmitted(CaseEvent):
    """The applicant has handed it in, for the first time or again."""


class ApplicationReturned(CaseEvent):
    """The office asks for a correction."""


class ApplicationVerified(CaseEvent):
    """The licensing office has found it complete."""


class ApplicationRecommended(CaseEvent):
    """The health office has given its opinion."""


class ApplicationApproved(CaseEvent):
    """The signer has decided to grant it; the letter is being signed."""


class ApplicationIssued(CaseEvent):
    """The signed letter is there."""


class ApplicationRejected(CaseEvent):
    """Refused, with reasons and legal basis."""


class ApplicationWithdrawn(CaseEvent):
    """Taken back by the applicant."""


class DeadlineNear(CaseEvent):
    """The office has one working day left."""
