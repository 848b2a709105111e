"""Look at the certificate that a system shows when it is called: nothing is said to it, and nothing believed."""

import socket
import ssl
from hashlib import sha256
from urllib.parse import urlsplit

from cryptography import x509

from mpp.evidence.ports import ShownCertificate
from mpp.foundation.errors import Unavailable

PATIENCE_S = 3.0


def shown_at(address: str) -> ShownCertificate | None:
    """Return the certificate shown at an address, None where TLS is not spoken.

    Refuses: Unavailable
    """
    parts = urlsplit(address)
    if parts.scheme != "https" or not parts.hostname:
        return None
    context = ssl.create_default_context()
    # One that has ended or that nobody vouches for is to be seen, too; questions go by another way (`line.trusting`).
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    try:
        with (
            socket.create_connection((parts.hostname, parts.port or 443), timeout=PATIENCE_S) as wire,
            context.wrap_socket(wire, server_hostname=parts.hostname) as spoken,
        ):
            shown = spoken.getpeercert(binary_form=True)
    except OSError as error:
        raise Unavailable(source="certificate", reason="unreachable") from error
    if not shown:
        raise Unavailable(source="certificate", reason="wrong-shape")
    return ShownCertificate(x509.load_der_x509_certificate(shown).not_valid_after_utc, sha256(shown).hexdigest())
