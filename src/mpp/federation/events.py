"""Facts about what regional applications are given: ids and names of scopes only."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentGiven:
    """A person lets an application of a region have these scopes. region_id: whose application it is"""

    region_id: int
    consent_id: UUID
    person_id: UUID
    application_id: UUID
    scopes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentWithdrawn:
    """The person took the consent back; nothing is given any more. region_id: as above"""

    region_id: int
    consent_id: UUID
    person_id: UUID
    application_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimsReleased:
    """Data of a person went to an application, by a consent. region_id: as above"""

    region_id: int
    consent_id: UUID
    person_id: UUID
    application_id: UUID
    scopes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SignInEnded:
    """A person's sign-in at an application is over; it is told so where it wants to be. region_id: as above"""

    region_id: int
    grant_id: UUID
    person_id: UUID
    application_id: UUID
