"""Certificates between the two libraries that speak of them, and from files."""

from pathlib import Path

from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding


def asn1_certificate(certificate: x509.Certificate) -> asn1_x509.Certificate:
    """Return `certificate` as pyhanko wants it."""
    return asn1_x509.Certificate.load(certificate.public_bytes(Encoding.DER))


def certificates_in(file: Path) -> list[x509.Certificate]:
    """Return the certificates of a PEM bundle."""
    return x509.load_pem_x509_certificates(file.read_bytes())
