"""Facts about a case: ids and codes only; whoever needs more asks a query."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID


@dataclass(frozen=True, kw_only=True)
class CaseEvent:
    """What every fact about a case says.

    due_on: the date by which the office decides, None while the clock stands still
    by_agent: who did it in the applicant's name, and by which mandate; "" where nobody did
    """

    region_id: int
    application_id: UUID
    person_id: UUID
    service_slug: str
    reference: str
    due_on: date | None = None
    by_agent: str = ""


@dataclass(frozen=True, kw_only=True)
class ApplicationSubmitted(CaseEvent):
    """The applicant has handed it in, for the first time or again."""


@dataclass(frozen=True, kw_only=True)
class ApplicationReturned(CaseEvent):
    """The office asks for a correction."""


@dataclass(frozen=True, kw_only=True)
class ApplicationVerified(CaseEvent):
    """The licensing office has found it complete."""


@dataclass(frozen=True, kw_only=True)
class ApplicationRecommended(CaseEvent):
    """The health office has given its opinion."""


@dataclass(frozen=True, kw_only=True)
class ApplicationApproved(CaseEvent):
    """The signer has decided to grant it; the letter is being signed."""


@dataclass(frozen=True, kw_only=True)
class ApplicationIssued(CaseEvent):
    """The signed letter is there."""


@dataclass(frozen=True, kw_only=True)
class ApplicationRejected(CaseEvent):
    """Refused, with reasons and legal basis."""


@dataclass(frozen=True, kw_only=True)
class ApplicationWithdrawn(CaseEvent):
    """Taken back by the applicant."""


@dataclass(frozen=True, kw_only=True)
class DraftEnds(CaseEvent):
    """Nobody has gone on with a draft for long: it is deleted after `due_on`, unless somebody does."""


@dataclass(frozen=True, kw_only=True)
class DeadlineNear(CaseEvent):
    """The office has one working day left."""
