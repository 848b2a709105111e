"""Stands in for the outside at the ports of documents."""

from mpp.documents.ports import Passphrase, SignerLocked, SignerUnavailable, SigningAuthority, WrongPassphrase


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
        return pdf + f"\n% signed by {authority.name} {len(self.asked)}\n".encode()

    def check(self) -> None:
        if self.is_down:
            raise SignerUnavailable
