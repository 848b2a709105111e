"""Stands in for the outside at the ports of documents."""

import re

from mpp.documents.ports import (
    FoundSignature,
    Passphrase,
    SignerLocked,
    SignerUnavailable,
    SigningAuthority,
    WrongPassphrase,
)
from mpp.documents.rules import digest_of


class FakeSigner:
    """A `Signer` that appends a comment. `PASSPHRASE` is right for everybody; the third wrong one locks."""

    PASSPHRASE = "rahasia-benar"

    def __init__(self) -> None:
        self.is_down = False
        self.asked: list[str] = []
        self._wrong: dict[str, int] = {}

    def sign(self, pdf: bytes, *, reference: str, authority: SigningAuthority, passphrase: Passphrase | None) -> bytes:
        if self.is_down:
            raise SignerUnavailable
        if self._wrong.get(authority.nik, 0) >= 3:
            raise SignerLocked
        if passphrase is not None and passphrase.reveal() != self.PASSPHRASE:
            self._wrong[authority.nik] = self._wrong.get(authority.nik, 0) + 1
            raise WrongPassphrase
        self.asked.append(reference)
        return pdf + f"\n% {digest_of(pdf)} signed by {authority.name}, {len(self.asked)}\n".encode()

    def check(self) -> None:
        if self.is_down:
            raise SignerUnavailable


class FakeSignatureReader:
    """A `SignatureReader` of what `FakeSigner` wrote."""

    _COMMENT = re.compile(rb"\n% ([0-9a-f]{64}) signed by (.+), \d+\n")

    def signatures(self, pdf: bytes) -> tuple[FoundSignature, ...]:
        return tuple(
            FoundSignature(
                signer=found.group(2).decode(),
                signed_digest=digest_of(pdf[: found.end()]),
                is_intact=found.group(1).decode() == digest_of(pdf[: found.start()]),
                is_trusted=True,
                covers_whole_file=found.end() == len(pdf),
                signed_at=None,
            )
            for found in self._COMMENT.finditer(pdf)
        )
