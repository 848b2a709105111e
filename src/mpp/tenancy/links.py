"""The secret of an invitation's link: made from its id and our key, so it is kept nowhere and can be sent again."""

import base64
import hmac
from uuid import UUID

from django.conf import settings

from mpp.foundation.digest import sha256

PATH = "/undangan/"


def token_of(invitation_id: UUID) -> str:
    """Return what stands in the link: 43 characters that nobody without our key can make."""
    digest = hmac.digest(settings.SECRET_KEY.encode(), b"mpp.tenancy.invitation" + invitation_id.bytes, "sha256")
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def digest_of(token: str) -> bytes:
    """Return under what an invitation is found."""
    return sha256(token.encode())
