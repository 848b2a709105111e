"""What is needed of a face engine: to find a face in a picture, and to say how alike two are."""

from collections.abc import Sequence
from typing import Protocol

from mpp.faces.rules import Bands, Sight
from mpp.foundation.errors import DomainError, Kind, Unavailable


class FaceEngineUnavailable(Unavailable):
    code, title = "face-engine-unavailable", "The face check does not answer"


class NoReference(DomainError):
    """There is no face of this person to compare with: none at the registry, none on the card."""

    code, kind, title = "face-no-reference", Kind.CONFLICT, "There is no face to compare with"


class Eyes(Protocol):
    """Finds faces."""

    def sights(self, pictures: Sequence[bytes]) -> tuple[Sight | None, ...]:
        """Return the one face in each picture; None where there is none, or more than one.

        pictures: JPEG, upright
        Raises FaceEngineUnavailable.
        """


class Matcher(Protocol):
    """Compares faces."""

    @property
    def provider(self) -> str:
        """Return its short name, kept with the check."""

    @property
    def model(self) -> str:
        """Return the version of what decides, kept with the check."""

    @property
    def bands(self) -> Bands:
        """Return what its figures are worth."""

    @property
    def needs_card(self) -> bool:
        """Return whether there is nothing to compare with but the identity card that the person shows."""

    def likeness(self, nik: str, picture: bytes, *, card: bytes) -> float:
        """Return how alike the face is to that of the person with this NIK, 0-100.

        card: picture of the identity card, empty where it is not needed
        Raises FaceEngineUnavailable, NoReference.
        """


class FaceEngine(Protocol):
    """Both together, as an installation has them."""

    @property
    def eyes(self) -> Eyes: ...
    @property
    def matcher(self) -> Matcher: ...
