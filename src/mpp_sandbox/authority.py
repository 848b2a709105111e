"""The sandbox's certification authority: one root, a revocation list, P-256 certificates made on first use and kept."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Lock

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

ORGANISATION = "Simulasi BSrE"
LIFETIME = timedelta(days=3650)


@dataclass(frozen=True, slots=True)
class Credential:
    """A key and its certificate."""

    key: ec.EllipticCurvePrivateKey
    certificate: x509.Certificate


class Authority:
    """The authority and everything it has certified, one pair of files for each in `folder`."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._lock = Lock()
        self._root = self._read("ca") or self._keep("ca", self._found())

    @property
    def root(self) -> x509.Certificate:
        """Return the certificate to trust."""
        return self._root.certificate

    @property
    def revocations(self) -> bytes:
        """Return the revocation list in DER; nothing is revoked."""
        file = self._folder / "ca.crl"
        if not file.exists():
            file.write_bytes(self._revocation_list())
        return file.read_bytes()

    def credential(self, name: str, *, holder: str, title: str) -> Credential:
        """Return the credential `name`, certified for `holder` when asked for the first time.

        name: of its file, so letters, digits and hyphens     title: the post, or what an institution's seal is
        """
        with self._lock:
            return self._read(name) or self._keep(name, self._certify(holder, title, usage=None))

    def time_stamping(self) -> Credential:
        """Return the credential of the time-stamp authority."""
        with self._lock:
            purpose = ExtendedKeyUsageOID.TIME_STAMPING
            return self._read("tsa") or self._keep(
                "tsa", self._certify(f"TSA {ORGANISATION}", "Otoritas Penanda Waktu", usage=purpose)
            )

    def _found(self) -> Credential:
        key = ec.generate_private_key(ec.SECP256R1())
        subject = _name(f"CA {ORGANISATION}", "Hanya untuk uji coba")
        builder = _certificate(subject, subject, key.public_key())
        builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        builder = builder.add_extension(_key_usage(certifies=True), critical=True)
        return Credential(key, builder.sign(key, hashes.SHA256()))

    def _certify(self, holder: str, title: str, *, usage: x509.ObjectIdentifier | None) -> Credential:
        key = ec.generate_private_key(ec.SECP256R1())
        root = self._root
        builder = _certificate(_name(holder, title), root.certificate.subject, key.public_key())
        builder = builder.add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        builder = builder.add_extension(_key_usage(certifies=False), critical=True)
        builder = builder.add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(root.key.public_key()), critical=False
        )
        if usage:
            # RFC 3161, 2.3: a time-stamp authority's certificate has this purpose only, and says so critically.
            builder = builder.add_extension(x509.ExtendedKeyUsage([usage]), critical=True)
        return Credential(key, builder.sign(root.key, hashes.SHA256()))

    def _revocation_list(self) -> bytes:
        now = datetime.now(UTC)
        builder = (
            x509.CertificateRevocationListBuilder()
            .issuer_name(self._root.certificate.subject)
            .last_update(now - timedelta(hours=1))
            .next_update(now + LIFETIME)
            .add_extension(x509.CRLNumber(1), critical=False)
            .add_extension(
                x509.AuthorityKeyIdentifier.from_issuer_public_key(self._root.key.public_key()), critical=False
            )
        )
        return builder.sign(self._root.key, hashes.SHA256()).public_bytes(serialization.Encoding.DER)

    def _read(self, name: str) -> Credential | None:
        file = self._folder / f"{name}.pem"
        if not file.exists():
            return None
        content = file.read_bytes()
        key = serialization.load_pem_private_key(content, None)
        if not isinstance(key, ec.EllipticCurvePrivateKey):
            raise TypeError(f"{file} holds no P-256 key")
        return Credential(key, x509.load_pem_x509_certificate(content))

    def _keep(self, name: str, credential: Credential) -> Credential:
        file = self._folder / f"{name}.pem"
        file.touch(mode=0o600)
        file.write_bytes(
            credential.key.private_bytes(
                serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
            )
            + credential.certificate.public_bytes(serialization.Encoding.PEM)
        )
        return credential


def _name(holder: str, title: str) -> x509.Name:
    # X.520 allows 64 characters; names of people here may be longer.
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "ID"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, ORGANISATION),
            x509.NameAttribute(NameOID.TITLE, title[:64]),
            x509.NameAttribute(NameOID.COMMON_NAME, holder[:64]),
        ]
    )


def _certificate(
    subject: x509.Name, issuer: x509.Name, public_key: ec.EllipticCurvePublicKey
) -> x509.CertificateBuilder:
    now = datetime.now(UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(public_key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + LIFETIME)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public_key), critical=False)
    )


def _key_usage(*, certifies: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not certifies,
        content_commitment=not certifies,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=certifies,
        crl_sign=certifies,
        encipher_only=False,
        decipher_only=False,
    )
