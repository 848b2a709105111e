"""Facts about sessions and proofs: ids and codes; of a device the family of browser, of an address the network."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from mpp.foundation.actor import NATIONAL


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedInFromNewDevice:
    """Somebody who has signed in before came with a browser that was not seen with him."""

    region_id: int
    person_id: UUID
    device: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class FactorChanged:
    """What protects an account has changed. change: added | removed | cloned | reset     kind: of the factor"""

    region_id: int
    person_id: UUID
    change: str
    kind: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactChanged:
    """A person is reached elsewhere from now on. kind: email | sms"""

    region_id: int
    person_id: UUID
    kind: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondFactorFailed:
    """A wrong proof. kind: of the factor, or `recovery`"""

    region_id: int
    person_id: UUID
    kind: str
    device: str
    address: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeEntered:
    """Somebody went on in a post. region_id: of the post"""

    region_id: int
    person_id: UUID
    officer_id: UUID
    role: str
    device: str
    address: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionElsewhere:
    """The cookie of an open session came from another browser and was refused.

    officer_id: None for a citizen     attempt_id: the same when the same browser tries again
    device, address: of the other browser
    """

    region_id: int
    person_id: UUID
    officer_id: UUID | None
    role: str
    attempt_id: UUID
    device: str
    address: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonStopped:
    """The population registry no longer lets a person act. status: deceased | duplicate | inactive"""

    region_id: int
    person_id: UUID
    status: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosingAsked:
    """A person closes the own account. closing_at: from when it is closed, unless the person signs in before"""

    region_id: int
    person_id: UUID
    closing_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosingCalledOff:
    """A person has signed in before the account was closed: it stays."""

    region_id: int
    person_id: UUID
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseChanged:
    """A person lets what the identity provider releases be kept (`may_keep`), or no longer."""

    region_id: int
    person_id: UUID
    may_keep: bool
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionEnded:
    """The owner, or the end of a post, has ended a session; one that merely ran out is told by nobody."""

    person_id: UUID
    session_id: UUID
    region_id: int = NATIONAL
