"""What the session middleware adds to a request."""

from mpp.identity.claims import SessionClaims
from mpp.ui.request import Request


class SessionRequest(Request):
    """A request after the session middleware.

    session_claims: the session that holds, None for nobody     ended_claims: one of ours that no longer holds
    pending_claims: one that holds but lets nobody in before a second factor was proven
    """

    session_claims: SessionClaims | None
    ended_claims: SessionClaims | None
    pending_claims: SessionClaims | None
