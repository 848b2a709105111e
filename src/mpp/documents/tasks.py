"""The worker's door to documents."""

from mpp.documents import wired
from mpp.documents.batch import SigningDesk
from mpp.foundation.clock import utc_now


def signing_desk() -> SigningDesk:
    """Return the desk of this process; the worker calls its `work` for as long as it lives."""
    return SigningDesk(wired.signer, clock=utc_now)
