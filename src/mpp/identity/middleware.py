"""Who asks: the session of the request, checked against its limits and against those that were ended lately."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

import structlog
from django.http import HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase

from mpp.foundation import hot
from mpp.foundation.actor import Actor
from mpp.foundation.ratelimit import client_address
from mpp.identity import claims, devices, elsewhere, stash
from mpp.identity.claims import SessionClaims
from mpp.identity.operations.end_session import end_session
from mpp.identity.queries import own_capacities
from mpp.identity.request import SessionRequest
from mpp.identity.rules import device_label
from mpp.identity.watch import watch
from mpp.ui.access import EVERYONE, SIGN_IN_PATH, roles_of

log = structlog.get_logger(__name__)

type GetResponse = Callable[[SessionRequest], HttpResponseBase]

#: A session in use is noted this often, in the cookie and in its row, and an officer's post is then looked up again.
NOTED_AFTER = timedelta(minutes=2)


class SessionMiddleware:
    """Set `request.actor`, `request.account_name` and `request.session_claims` (None for nobody) from the cookie."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: SessionRequest) -> HttpResponseBase:
        address = client_address(request)
        told = claims.read(request.COOKIES.get(claims.cookie_name(), ""))
        holding = told if told and self._holds(told, request) else None
        current = None if holding and holding.is_pending else holding
        request.actor = current.actor(address=address) if current else _nobody(request, address)
        request.account_name = current.name if current else ""
        request.session_claims = current
        request.pending_claims = holding if holding and holding.is_pending else None
        request.ended_claims = told if told and not holding else None
        response = self.get_response(request)
        if current and claims.cookie_name() not in response.cookies and request.now - current.seen_at >= NOTED_AFTER:
            self._note_use(current, request, response)
        return response

    def process_view(
        self, request: SessionRequest, view: Callable[..., object], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        """Keep what was typed into a form whose session ended meanwhile; lead to signing in and back to the form."""
        ended = request.ended_claims
        if ended is None or request.method != "POST" or EVERYONE in (roles_of(view) or ()) or request.htmx:
            return None
        form = stash.form_path(request)
        stash_id = stash.keep_typed(
            typed=request.POST, path=form, actor=ended.actor(address=request.actor.address), now=request.now
        )
        if stash_id is None:
            return None
        back = f"{form}?{urlencode({stash.PARAMETER: stash_id})}"
        return HttpResponseRedirect(f"{SIGN_IN_PATH}?{urlencode({'next': back, 'sesi': 'berakhir'})}", status=303)

    def _holds(self, told: SessionClaims, request: SessionRequest) -> bool:
        return (
            not told.has_run_out(request.now)
            and _is_where_it_began(told, request)
            and watch.is_open(told.session_id, now=request.now)
        )

    def _note_use(self, current: SessionClaims, request: SessionRequest, response: HttpResponseBase) -> None:
        if current.is_officer and not self._still_holds_post(current, request):
            log.info("session-ended", reason="post-ended", session_id=str(current.session_id))
            claims.drop(response)
            return
        # No operation: that a session is in use is no act, and a page that is only read may note it.
        used = [current.session_id, current.person_id, request.now]
        [(is_open,)] = hot.write("SELECT mpp.session_seen(%s, %s, %s)", used)
        if is_open:
            claims.put(response, current.seen(request.now))
        else:
            watch.ended(current.session_id)
            claims.drop(response)

    def _still_holds_post(self, current: SessionClaims, request: SessionRequest) -> bool:
        """Return whether the officer's post still is his today; end the session when it is not."""
        posts = own_capacities(actor=request.actor, now=request.now)
        if any(
            (post.role, post.officer_id, post.agency_id) == (current.role, current.officer_id, current.agency_id)
            for post in posts
        ):
            return True
        end_session(session_id=current.session_id, reason="post-ended", actor=request.actor, now=request.now)
        watch.ended(current.session_id)
        return False


def _is_where_it_began(told: SessionClaims, request: SessionRequest) -> bool:
    """Return whether the session is used in the browser it is tied to: a copied cookie opens nothing elsewhere."""
    if not told.binding:
        # An officer's is always tied.
        return not told.is_officer
    here = devices.binding(request.COOKIES.get(devices.cookie_name(), ""), request.META.get("HTTP_USER_AGENT", ""))
    if here != told.binding:
        log.warning("session-elsewhere", session_id=str(told.session_id))
        if not told.is_pending:
            elsewhere.tell(told, request)
        return False
    return True


def _nobody(request: SessionRequest, address: str) -> Actor:
    return Actor(address=address, device=device_label(request.META.get("HTTP_USER_AGENT", "")))
