"""Signing out."""

from django.http import HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_POST

from mpp.identity import claims
from mpp.identity.operations.end_session import end_session
from mpp.identity.request import SessionRequest
from mpp.identity.watch import watch
from mpp.ui.access import EVERYONE, SIGN_IN_PATH, open_to


@open_to(EVERYONE)
@require_POST
def page(request: SessionRequest) -> HttpResponse:
    """End the session of this browser; whoever has none is signed out already."""
    session = request.session_claims or request.pending_claims
    if session:
        actor = session.actor(address=request.actor.address)
        end_session(session_id=session.session_id, reason="signed-out", actor=actor, now=request.now)
        watch.ended(session.session_id)
    response = HttpResponseRedirect(f"{SIGN_IN_PATH}?keluar=ya")
    claims.drop(response)
    return response
