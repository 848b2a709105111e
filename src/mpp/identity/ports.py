"""What identity needs from outside: providers that say who somebody is, and the capacities in which he may act."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Protocol
from uuid import UUID

from mpp.foundation.errors import DomainError, Kind, Unavailable
from mpp.identity.rules import Assurance, PersonStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """One sign-in under way: what only the browser that began it can bring back.

    provider: key of the provider     state, nonce, verifier: random, at least 32 bytes each, URL-safe
    """

    provider: str
    state: str
    nonce: str
    verifier: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the provider sent back by way of the browser.

    issuer: the `iss` parameter (RFC 9207), "" where the provider sends none
    """

    code: str
    issuer: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Witness:
    """The officer who saw the person. document: what was shown, by the words of `rules.WITNESSED_BY`"""

    officer_id: UUID
    agency_id: UUID | None
    region_id: int
    document: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvenIdentity:
    """What a door says of the person before it.

    subject: the provider's own name for the person     nik: 16 digits, not yet normalised
    released: further attributes the person agreed to hand over (birthplace, gender, address ...), by their OIDC names
    tells_profile: whether this is the registry's or the provider's own knowledge; what a person typed, and the registry
    only agreed with, does not take its place
    proves_anew: whether the person was seen or proven now, and not only recognised by what was proven before
    """

    provider: str
    subject: str
    nik: str
    name: str
    assurance: Assurance
    birth_date: date | None = None
    phone: str = ""
    email: str = ""
    released: Mapping[str, str] = field(default_factory=dict)
    tells_profile: bool = True
    proves_anew: bool = True
    witness: Witness | None = None


class IdentityProviderUnavailable(Unavailable):
    code, title = "identity-provider-unavailable", "The sign-in service does not answer"


class SignInExpired(DomainError):
    """The provider no longer knows the code: it was used before, or the person took too long."""

    code, kind, title = "sign-in-expired", Kind.CONFLICT, "This sign-in was used already or took too long"


class SignInMixedUp(DomainError):
    """The answer comes from another provider than the one that was asked."""

    code, kind, title = "sign-in-mixed-up", Kind.FORBIDDEN, "The answer came from another sign-in service"


class SignInUntrusted(DomainError):
    """The provider's statement does not hold: signature, audience, nonce, times or contents. `reason` names which."""

    code, kind, title = "sign-in-untrusted", Kind.FORBIDDEN, "The answer of the sign-in service cannot be trusted"


class IdentityProvider(Protocol):
    """An identity provider of the country (IKD, INApas), reached through the person's browser."""

    def sign_in_address(self, attempt: Attempt, *, redirect_uri: str, language: str) -> str:
        """Return the address to which the browser is sent.

        Raises IdentityProviderUnavailable.
        """

    def identity(self, attempt: Attempt, answer: Answer, *, redirect_uri: str, now: float) -> ProvenIdentity:
        """Return who the person is, after every check that the statement is meant for us, now, and for this attempt.

        now: Unix time
        Raises IdentityProviderUnavailable, SignInExpired, SignInMixedUp, SignInUntrusted.
        """


class CodeNotSent(Unavailable):
    """Nobody carries the code away just now, or never to this address."""

    code, title = "code-not-sent", "The code could not be sent"


class CodeCourier(Protocol):
    """Carries a code to an e-mail address or a telephone number."""

    def __call__(self, *, to: str, subject: str, text: str, language: str, reference: str) -> None:
        """Hand the message over at once. reference: the same whenever this message is sent again

        Raises CodeNotSent.
        """


class Standing(Protocol):
    """How the population registry sees a person; evidence's registry answers."""

    def __call__(self, nik: str, *, name: str, birth_date: date | None) -> PersonStatus | None:
        """Return the status, None when the registry gives no answer now or does not know the NIK."""


class Elements(Protocol):
    """Which stated elements the population registry agrees with; evidence's registry answers."""

    def __call__(self, nik: str, elements: Mapping[str, str]) -> frozenset[str]:
        """Return the names of the elements that agree; none for whoever is not there, not alive or there twice.

        elements: by the names `family_card`, `name`, `birth_date`, `gender`, `relation` (`head`, `spouse`, `child`)
        Raises IdentityProviderUnavailable.
        """


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """One way to sign in, as the sign-in page offers it.

    name, hint: {"id": ..., "en": ...}     reaches: the highest assurance it can give
    """

    provider: IdentityProvider
    name: Mapping[str, str]
    hint: Mapping[str, str]
    reaches: Assurance = Assurance.HIGH


class Capacity(Protocol):
    """A post in which a person may act. region_id: 0 and an empty name and slug for national posts"""

    @property
    def appointment_id(self) -> UUID: ...
    @property
    def officer_id(self) -> UUID: ...
    @property
    def role(self) -> str: ...
    @property
    def title_id(self) -> str: ...
    @property
    def title_en(self) -> str: ...
    @property
    def region_id(self) -> int: ...
    @property
    def region_slug(self) -> str: ...
    @property
    def region_name(self) -> str: ...
    @property
    def agency_id(self) -> UUID | None: ...
    @property
    def agency_name_id(self) -> str: ...
    @property
    def agency_name_en(self) -> str: ...


class Capacities(Protocol):
    """Which posts the person with this blind index of the NIK holds at a moment; tenancy answers."""

    def __call__(self, nik_index: bytes, *, at: datetime) -> Sequence[Capacity]: ...
