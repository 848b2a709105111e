"""A certification authority and keys for development: made on first use, worth nothing outside this installation."""

import fcntl
import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from mpp.documents.ports import Passphrase, WrongPassphrase

_YEARS_10 = timedelta(days=3650)
_ORGANISATION = "MPP Digital, hanya untuk pengembangan"


class DevelopmentKeys:
    """P-256 keys in one folder: `ca.*` and one pair for each credential, encrypted under its passphrase.

    The first passphrase that comes with an unknown credential becomes its passphrase.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def root(self) -> x509.Certificate:
        """Return the authority's own certificate: the root to trust."""
        with self._locked():
            return self._authority()[1]

    def revocation_list(self) -> bytes:
        """Return the authority's revocation list in DER."""
        with self._locked():
            self._authority()
        return (self._folder / "ca.crl").read_bytes()

    def credential(
        self, name: str, *, holder: str, title: str, passphrase: Passphrase | None
    ) -> tuple[ec.EllipticCurvePrivateKey, x509.Certificate]:
        """Return key and certificate of the credential `name`. Raises WrongPassphrase.

        holder, title: put into the certificate when it is made     passphrase: None for a seal, kept unencrypted
        """
        stem = hashlib.sha256(name.encode()).hexdigest()[:16]
        password = passphrase.reveal().encode() if passphrase else None
        with self._locked():
            if not (self._folder / f"{stem}.crt").exists():
                self._enrol(stem, holder, title, password)
        try:
            key = serialization.load_pem_private_key((self._folder / f"{stem}.key").read_bytes(), password)
        except (ValueError, TypeError) as error:  # TypeError: a passphrase for a seal, or none for a person
            raise WrongPassphrase from error
        if not isinstance(key, ec.EllipticCurvePrivateKey):
            raise TypeError("development keys are P-256 keys")
        return key, x509.load_pem_x509_certificate((self._folder / f"{stem}.crt").read_bytes())

    def _authority(self) -> tuple[ec.EllipticCurvePrivateKey, x509.Certificate]:
        """Return key and certificate of the authority, founded when there is none; the caller holds the lock."""
        if not (self._folder / "ca.crl").exists():
            self._found_authority()
        key = serialization.load_pem_private_key((self._folder / "ca.key").read_bytes(), None)
        if not isinstance(key, ec.EllipticCurvePrivateKey):
            raise TypeError("development keys are P-256 keys")
        return key, x509.load_pem_x509_certificate((self._folder / "ca.crt").read_bytes())

    def _found_authority(self) -> None:
        key = ec.generate_private_key(ec.SECP256R1())
        name, now = _subject(f"CA {_ORGANISATION}"), datetime.now(UTC)
        certificate = (
            _certificate(name, name, key.public_key(), now)
            .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
            .add_extension(_usage(key_cert_sign=True, crl_sign=True), critical=True)
            .sign(key, hashes.SHA256())
        )
        revoked = (
            x509.CertificateRevocationListBuilder()
            .issuer_name(name)
            .last_update(now - timedelta(hours=1))
            .next_update(now + _YEARS_10)
            .add_extension(x509.CRLNumber(1), critical=False)
            .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(key.public_key()), critical=False)
            .sign(key, hashes.SHA256())
        )
        self._write("ca.key", _pem(key, None))
        self._write("ca.crt", certificate.public_bytes(serialization.Encoding.PEM))
        self._write("ca.crl", revoked.public_bytes(serialization.Encoding.DER))

    def _enrol(self, stem: str, holder: str, title: str, password: bytes | None) -> None:
        authority_key, authority = self._authority()
        key = ec.generate_private_key(ec.SECP256R1())
        certificate = (
            _certificate(_subject(holder, title), authority.subject, key.public_key(), datetime.now(UTC))
            .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
            .add_extension(_usage(digital_signature=True, content_commitment=True), critical=True)
            .add_extension(
                x509.AuthorityKeyIdentifier.from_issuer_public_key(authority_key.public_key()), critical=False
            )
            .sign(authority_key, hashes.SHA256())
        )
        self._write(f"{stem}.key", _pem(key, password))
        self._write(f"{stem}.crt", certificate.public_bytes(serialization.Encoding.PEM))

    def _write(self, name: str, content: bytes) -> None:
        part = self._folder / f"{name}.part"
        with open(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
            out.write(content)
        part.replace(self._folder / name)

    @contextmanager
    def _locked(self) -> Iterator[None]:
        # Web and worker start together on an empty folder; only one of them founds the authority.
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with open(self._folder / "lock", "w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield


def _subject(name: str, title: str = "") -> x509.Name:
    # X.520 allows 64 characters in each.
    parts = [(NameOID.COUNTRY_NAME, "ID"), (NameOID.ORGANIZATION_NAME, _ORGANISATION)]
    parts += [(NameOID.TITLE, title[:64])] if title else []
    return x509.Name([x509.NameAttribute(kind, value) for kind, value in (*parts, (NameOID.COMMON_NAME, name[:64]))])


def _certificate(
    subject: x509.Name, issuer: x509.Name, public_key: ec.EllipticCurvePublicKey, now: datetime
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(public_key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + _YEARS_10)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public_key), critical=False)
    )


def _usage(**allowed: bool) -> x509.KeyUsage:
    names = (
        "digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement",
        "key_cert_sign", "crl_sign", "encipher_only", "decipher_only",
    )  # fmt: skip
    return x509.KeyUsage(**{name: allowed.get(name, False) for name in names})


def _pem(key: ec.EllipticCurvePrivateKey, password: bytes | None) -> bytes:
    encryption: serialization.KeySerializationEncryption = (
        serialization.BestAvailableEncryption(password) if password else serialization.NoEncryption()
    )
    return key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, encryption)
