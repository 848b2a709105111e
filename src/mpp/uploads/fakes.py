"""A scanner in memory, for tests of every package."""

from dataclasses import dataclass

from mpp.uploads.ports import Scanned, ScannerUnavailable

#: The harmless text that every virus scanner finds by agreement (eicar.org), in two halves so that none finds it here.
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-" + rb"ANTIVIRUS-TEST-FILE!$H+H*"


@dataclass
class FakeScanner:
    """Finds the test text. is_down: it gives no answer"""

    is_down: bool = False

    def scan(self, data: bytes) -> Scanned:
        self._check()
        return Scanned(found="Eicar-Test-Signature" if EICAR in data else "")

    def version(self) -> str:
        self._check()
        return "ClamAV fake"

    def _check(self) -> None:
        if self.is_down:
            raise ScannerUnavailable
