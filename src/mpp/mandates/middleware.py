"""In whose name somebody acts: on views for it, whoever has chosen a mandate becomes the agent of its principal."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.http.response import HttpResponseBase

from mpp.foundation.actor import NATIONAL, Authority
from mpp.foundation.behalf import NotCovered
from mpp.identity.request import SessionRequest
from mpp.identity.rules import CITIZEN
from mpp.mandates import acting
from mpp.mandates.acting import MandateOver
from mpp.ui.access import for_another
from mpp.ui.errors import refusal_response


@dataclass(frozen=True, slots=True)
class Acting:
    """By what somebody acts, and whose rows become his."""

    principal_id: UUID
    authority: Authority


class ActingRequest(SessionRequest):
    """A request after this middleware.

    acting: None for oneself     is_over: a mandate was chosen that no longer holds
    """

    acting: Acting | None
    is_over: bool


class ActingMiddleware:
    """Set `request.acting_for`, and on views for it the actor. Stands after the session and the region are known.

    A view that is for nobody else is used as oneself. A mandate that is over lets nobody in; the browser forgets it.
    """

    def __init__(self, get_response: Callable[[ActingRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: ActingRequest) -> HttpResponseBase:
        request.acting, request.is_over = None, False
        if acting.cookie_name() in request.COOKIES:
            self._choose(request)
        response = self.get_response(request)
        if request.is_over:
            acting.drop(response)
        return response

    def _choose(self, request: ActingRequest) -> None:
        running = request.session_claims
        if running is None or running.role != CITIZEN:
            return
        mandate_id = acting.chosen(request.COOKIES[acting.cookie_name()], session_id=running.session_id)
        if mandate_id is None:
            return
        held = acting.held_now(
            mandate_id,
            agent_id=running.person_id,
            region_id=request.region.id if request.region else NATIONAL,
            now=request.now,
        )
        if held is None or not held.is_in_force:
            request.is_over = True
            return
        authority = acting.authority_of(mandate_id, held, agent_id=running.person_id, agent_name=running.name)
        request.acting, request.acting_for = Acting(held.principal_id, authority), held.principal_name

    def process_view(
        self, request: ActingRequest, view: Callable[..., object], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        """Let the agent stand in the principal's place where the view and the mandate allow it."""
        wanted, chosen = for_another(view), request.acting
        if not wanted:
            return None
        if request.is_over:
            return refusal_response(request, MandateOver())
        if chosen is None:
            return None
        if chosen.authority.acts.isdisjoint(wanted):
            return refusal_response(request, NotCovered())
        request.actor = replace(request.actor, person_id=chosen.principal_id, authority=chosen.authority)
        return None
