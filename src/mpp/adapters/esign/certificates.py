"""Certificates between the two libraries that speak of them, and from files."""

from pathlib import Path

import httpx
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from mpp.foundation.errors import Unavailable

TIMEOUT_SECONDS = 5


def asn1_certificate(certificate: x509.Certificate) -> asn1_x509.Certificate:
    """Return `certificate` as pyhanko wants it."""
    return asn1_x509.Certificate.load(certificate.public_bytes(Encoding.DER))


def certificates_at(place: str) -> list[x509.Certificate]:
    """Return the certificates of a PEM bundle.

    place: path of a file, or an http(s) address; an authority publishes its root under one
    Refuses: Unavailable, when nobody answers there
    """
    if place.startswith(("https://", "http://")):
        try:
            answer = httpx.get(place, timeout=TIMEOUT_SECONDS, trust_env=False).raise_for_status()
        except httpx.HTTPError as error:
            raise Unavailable(source="certificates") from error
        return x509.load_pem_x509_certificates(answer.content)
    return x509.load_pem_x509_certificates(Path(place).read_bytes())
