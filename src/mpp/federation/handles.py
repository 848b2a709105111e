"""Random texts that open something: codes, tokens, secrets. Only keyed digests of them are ever kept."""

import base64
import secrets
from uuid import UUID

from mpp.foundation.cipher import blind_index


def new_handle() -> str:
    """Return 256 random bits as 43 characters of an address."""
    return secrets.token_urlsafe(32)


def digest(handle: str, *, what: str) -> bytes:
    """Return the 32 bytes under which a handle is found. what: `code`, `token` or `secret`, so that none is another"""
    return blind_index(handle, kind=f"federation-{what}")


def pairwise(person_id: UUID, *, region_id: int, sector: str) -> str:
    """Return by what name an application knows a person: another one in each region and under each host.

    OpenID Connect Core 8.1; keyed, so that nobody can work it out from what he knows of the person.
    """
    return _text(blind_index(f"{region_id}|{sector}|{person_id}", kind="federation-subject"))


def pairwise_session(session_id: UUID, *, client_id: str) -> str:
    """Return by what name one application knows a session (`sid`)."""
    return _text(blind_index(f"{client_id}|{session_id}", kind="federation-session"))


def _text(digest: bytes) -> str:
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
