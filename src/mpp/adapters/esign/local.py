"""Sign with a key of this installation: development, tests, and a house without the national service."""

import asyncio
import logging
from collections import Counter
from collections.abc import Iterable

from asn1crypto import crl as asn1_crl
from asn1crypto import keys as asn1_keys
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers import SimpleSigner
from pyhanko.sign.timestamps import TimeStamper, TimestampRequestError
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.registry import SimpleCertificateStore

from mpp.adapters.esign.certificates import asn1_certificate
from mpp.adapters.esign.development_keys import DevelopmentKeys
from mpp.adapters.esign.pades import append_signature
from mpp.documents.ports import Passphrase, SignerLocked, SignerUnavailable, SigningAuthority, WrongPassphrase

# It warns at every long-term signature that it may fetch nothing; the lists are given to it.
logging.getLogger("pyhanko.sign.signers.pdf_signer").setLevel(logging.ERROR)

#: Wrong passphrases in a row before a credential is refused until this process ends.
TRIES = 5


class LocalSigner:
    """A `Signer` with development keys: B-B, B-T with a time-stamp authority, B-LT when asked for.

    authorities, revocation_lists: of the time-stamp authority, the lists in DER; for B-LT both go into the file
    """

    def __init__(
        self,
        keys: DevelopmentKeys,
        *,
        timestamper: TimeStamper | None = None,
        authorities: Iterable[x509.Certificate] = (),
        revocation_lists: Iterable[bytes] = (),
        is_long_term: bool = False,
    ) -> None:
        self._keys = keys
        self._timestamper = timestamper
        self._authorities = [asn1_certificate(certificate) for certificate in authorities]
        self._revocation_lists = [asn1_crl.CertificateList.load(found) for found in revocation_lists]
        self._is_long_term = is_long_term
        self._seals: dict[str, _LoadedKeySigner] = {}
        self._wrong: Counter[str] = Counter()

    def sign(self, pdf: bytes, *, reference: str, authority: SigningAuthority, passphrase: Passphrase | None) -> bytes:
        """Return `pdf` signed; see `mpp.documents.ports.Signer`."""
        signer = self._signer(authority, passphrase)
        try:
            return append_signature(
                pdf,
                signer,
                reason=reference,
                name=authority.name,
                timestamper=self._timestamper,
                long_term=self._validation_context() if self._is_long_term else None,
            )
        except (TimestampRequestError, SigningError) as error:
            raise SignerUnavailable from error

    def check(self) -> None:
        """Return when keys can be had and the time-stamp authority answers."""
        self._keys.root()
        if self._timestamper is not None:
            try:
                asyncio.run(self._timestamper.async_timestamp(bytes(32), "sha256"))
            except TimestampRequestError as error:
                raise SignerUnavailable from error

    def _signer(self, authority: SigningAuthority, passphrase: Passphrase | None) -> "_LoadedKeySigner":
        credential = authority.credential or authority.nik
        if passphrase is None and credential in self._seals:
            return self._seals[credential]
        if self._wrong[credential] >= TRIES:
            raise SignerLocked
        try:
            key, certificate = self._keys.credential(
                credential, holder=authority.name, title=authority.capacity, passphrase=passphrase
            )
        except WrongPassphrase:
            self._wrong[credential] += 1
            raise
        del self._wrong[credential]
        signer = _LoadedKeySigner(key, certificate, self._keys.root())
        if passphrase is None:  # A seal is the institution's; a person's key is not kept.
            self._seals[credential] = signer
        return signer

    def _validation_context(self) -> ValidationContext:
        return ValidationContext(
            trust_roots=[asn1_certificate(self._keys.root()), *self._authorities],
            crls=[asn1_crl.CertificateList.load(self._keys.revocation_list()), *self._revocation_lists],
            allow_fetching=False,
        )


class _LoadedKeySigner(SimpleSigner):
    """pyhanko's signer over a key that is loaded once, not at each signature."""

    def __init__(self, key: ec.EllipticCurvePrivateKey, certificate: x509.Certificate, root: x509.Certificate) -> None:
        registry = SimpleCertificateStore()  # type: ignore[no-untyped-call] # pyhanko is typed in part
        registry.register(asn1_certificate(root))
        der = key.private_bytes(
            serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        super().__init__(asn1_certificate(certificate), asn1_keys.PrivateKeyInfo.load(der), registry)
        self._key = key

    def sign_raw(self, data: bytes, digest_algorithm: str) -> bytes:
        """Return the ECDSA signature of `data`; letters are always signed over SHA-256."""
        if digest_algorithm != "sha256":
            raise ValueError(f"letters are signed over sha256, not {digest_algorithm}")
        return self._key.sign(data, ec.ECDSA(hashes.SHA256()))
