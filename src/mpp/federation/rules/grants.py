"""How long what an application holds is good, and what makes it void."""

import base64
import re
from datetime import timedelta
from enum import StrEnum
from hashlib import sha256
from hmac import compare_digest

#: A consent is asked for again after a year: people forget whom they have told.
CONSENT_LASTS = timedelta(days=365)
#: From the person's browser to the application's server; longer than a minute is no way but a theft.
CODE_LASTS = timedelta(seconds=60)
ACCESS_LASTS = timedelta(minutes=10)
ID_TOKEN_LASTS = timedelta(minutes=10)
#: A renewing token that is not used for so long ends; each use gives a new one.
REFRESH_LASTS = timedelta(days=30)
#: An old secret goes on so long beside a new one, so that an application changes over without a pause.
SECRET_OVERLAP = timedelta(days=7)

_VERIFIER = re.compile(r"[A-Za-z0-9._~-]{43,128}")


#: For so long a region sees how its application is used; what is older is deleted.
FIGURES_OF = timedelta(days=30)


class UseKind(StrEnum):
    """What is counted of an application: somebody signed in, or did not agree."""

    SIGNED_IN = "signed-in"
    REFUSED = "refused"


class TokenKind(StrEnum):
    ACCESS = "access"
    REFRESH = "refresh"


class EndReason(StrEnum):
    """Why an application's grant ended."""

    #: A code or a renewing token came a second time: one of the two has it from a thief.
    REPLAYED = "replayed"
    #: A code came from another application, with another address, or without its verifier.
    MISUSED = "misused"
    REVOKED = "revoked"
    WITHDRAWN = "withdrawn"
    SIGNED_OUT = "signed-out"


def challenge_fits(verifier: str, challenge: str) -> bool:
    """Return whether `verifier` is what the S256 `challenge` was made of (RFC 7636 4.6)."""
    if not _VERIFIER.fullmatch(verifier):
        return False
    made = base64.urlsafe_b64encode(sha256(verifier.encode()).digest()).rstrip(b"=").decode()
    return compare_digest(made, challenge)
