"""What documents need from outside: a signature on a PDF, and what the signatures of a PDF say. Values only."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import NoReturn, Protocol

from mpp.foundation.errors import DomainError, Kind, Unavailable


class Passphrase:
    """What a person types to sign. It lives in memory only: no text, log, pickle or database ever shows it."""

    __slots__ = ("_value",)

    def __init__(self, value: str) -> None:
        self._value = value

    def reveal(self) -> str:
        """Return the words themselves; only an adapter on its way to the signing service asks."""
        return self._value

    def __bool__(self) -> bool:
        return bool(self._value)

    def __repr__(self) -> str:
        return "Passphrase(***)"

    def __reduce__(self) -> NoReturn:
        raise TypeError("a passphrase is never written down")


@dataclass(frozen=True, slots=True, kw_only=True)
class SigningAuthority:
    """Who signs, with which credential.

    nik: of a person; "" for the seal of an institution     capacity: the post, with ``Plt.`` or ``Plh.``
    credential: the name under which the signing service keeps the key, "" where the NIK is the name
    """

    name: str
    capacity: str
    nik: str = field(default="", repr=False)
    credential: str = ""


class SignerUnavailable(Unavailable):
    """The signing service, or the time-stamp authority behind it, gives no usable answer. Ask again later."""

    code, title = "signer-unavailable", "The signing service does not answer"


class WrongPassphrase(DomainError):
    code, title = "wrong-passphrase", "The passphrase is not right"


class SignerLocked(DomainError):
    """The service refuses this signer: too many wrong passphrases, a suspended account or an expired certificate."""

    code, kind, title = "signer-locked", Kind.CONFLICT, "The signing service has locked this signer"


class Signer(Protocol):
    def sign(self, pdf: bytes, *, reference: str, authority: SigningAuthority, passphrase: Passphrase | None) -> bytes:
        """Return `pdf` with a PAdES signature appended; its own bytes stay the beginning of the result.

        reference: the document's official number     passphrase: of the person, None for an institution's seal
        May be asked twice for one reference: the caller keeps the first recorded result.
        Raises WrongPassphrase, SignerLocked, SignerUnavailable.
        """

    def check(self) -> None:
        """Return when the service answers. Raises SignerUnavailable."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundSignature:
    """One signature of a PDF.

    is_intact: nothing in the part it signs was changed     is_trusted: made under an authority that we trust
    covers_whole_file: nothing was added behind it     signed_digest: SHA-256 of the file up to its end
    signer: the name in the certificate     signed_at: the stamped time, else the claimed one
    """

    signer: str
    signed_digest: str
    is_intact: bool
    is_trusted: bool
    covers_whole_file: bool
    signed_at: datetime | None


class SignatureReader(Protocol):
    def signatures(self, pdf: bytes) -> Sequence[FoundSignature]:
        """Return the signatures of `pdf` in file order; none for a file that is no PDF or is beyond reading."""
