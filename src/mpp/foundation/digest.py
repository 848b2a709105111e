"""Digests: plain ones for bytes, keyed ones where guessing the input must not be possible."""

import hashlib
import hmac

from django.conf import settings


def sha256(data: bytes) -> bytes:
    """Return the SHA-256 digest of `data`, 32 bytes."""
    return hashlib.sha256(data).digest()


def keyed_digest(text: str) -> str:
    """Return 16 hex characters that only this installation can make from `text` (an address, a device)."""
    return hmac.digest(settings.SECRET_KEY.encode(), text.encode(), "sha256").hex()[:16]
