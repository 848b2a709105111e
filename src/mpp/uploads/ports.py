"""What uploads need from outside: somebody who knows viruses. Values only."""

from dataclasses import dataclass
from typing import Protocol

from mpp.foundation.errors import Unavailable


class ScannerUnavailable(Unavailable):
    """The virus scanner gives no usable answer. Ask again later."""

    code, title = "scanner-unavailable", "The virus scanner does not answer"


@dataclass(frozen=True, slots=True)
class Scanned:
    """What a scanner says of some bytes. found: the name it gives to what it found, "" for nothing"""

    found: str = ""


class Scanner(Protocol):
    def scan(self, data: bytes) -> Scanned:
        """Return what the scanner says.

        Raises ScannerUnavailable.
        """

    def version(self) -> str:
        """Return engine and definitions as the scanner names them; for the status page.

        Raises ScannerUnavailable.
        """
