"""A source behind TLS is recognised by the certificate that was agreed, and its end is seen from outside."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from mpp.adapters.certificates import shown_at
from mpp.adapters.line import Line, Reason
from mpp.adapters.registration_registry import KkiRegistry
from mpp.foundation.errors import Unavailable
from mpp_sandbox.server import over_tls
from mpp_sandbox.testing import Sandbox
from tests.contracts.conftest import NAME, SECRET


def a_certificate(folder: Path, name: str, *, until: datetime) -> tuple[Path, Path, str]:
    """Make a certificate that nobody vouches for; return its file, that of its key, and its PEM."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(datetime.now(UTC) - timedelta(days=90))
        .not_valid_after(until)
        .sign(key, hashes.SHA256())
    )
    pem = made.public_bytes(serialization.Encoding.PEM)
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    files = folder / f"{name}.pem", folder / f"{name}.key"
    files[0].write_bytes(pem)
    files[1].write_bytes(secret)
    return *files, pem.decode()


@pytest.fixture
def behind_tls(outside: Sandbox, tmp_path: Path) -> Iterator[Callable[..., tuple[str, str]]]:
    """Return a function that serves the sandbox with a certificate of its own; it gives (address, PEM)."""
    with ExitStack() as running:

        def serve(name: str, *, until: datetime) -> tuple[str, str]:
            certificate, key, pem = a_certificate(tmp_path, name, until=until)
            return running.enter_context(over_tls(outside.its, certificate, key)), pem

        yield serve


def the_council(address: str, certificate: str = "") -> KkiRegistry:
    return KkiRegistry(Line("kki", f"{address}/kki", certificate=certificate), user=NAME, password=SECRET)


def reason_of(council: KkiRegistry, nik: str) -> str:
    with pytest.raises(Unavailable) as refusal:
        council.registrations(nik)
    return str(refusal.value.facts["reason"])


NEXT_MONTH = (datetime.now(UTC) + timedelta(days=30)).replace(microsecond=0)


def test_only_the_certificate_that_was_agreed_is_spoken_to(behind_tls, outside):
    nik = outside.person("neneng").nik
    address, agreed = behind_tls("kki", until=NEXT_MONTH)
    assert the_council(address, agreed).registrations(nik)
    assert reason_of(the_council(address), nik) == Reason.UNTRUSTED, "self-signed, and nobody has agreed to it"

    _, another = behind_tls("somebody-else", until=NEXT_MONTH)
    assert reason_of(the_council(address, another), nik) == Reason.UNTRUSTED


def test_an_agreed_certificate_that_has_ended_is_no_longer_spoken_to(behind_tls, outside):
    address, agreed = behind_tls("kki", until=datetime.now(UTC) - timedelta(days=1))
    assert reason_of(the_council(address, agreed), outside.person("neneng").nik) == Reason.UNTRUSTED


def test_the_end_of_a_certificate_is_seen_whether_it_is_trusted_or_not(behind_tls):
    address, _ = behind_tls("kki", until=NEXT_MONTH)
    shown = shown_at(f"{address}/kki")
    assert shown is not None
    assert shown.until == NEXT_MONTH
    assert len(shown.fingerprint) == 64


def test_without_tls_there_is_no_certificate_and_with_nobody_there_no_answer(outside):
    assert shown_at(outside.url) is None
    with pytest.raises(Unavailable):
        shown_at("https://127.0.0.1:9/")
