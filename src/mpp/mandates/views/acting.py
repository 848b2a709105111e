"""Act in another's name, and be oneself again: one click each."""

from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_POST

from mpp.foundation.clock import local_date
from mpp.foundation.ratelimit import limited
from mpp.identity.ports import IdentityProviderUnavailable
from mpp.identity.request import SessionRequest
from mpp.identity.rules import CITIZEN
from mpp.mandates import acting, family
from mpp.mandates.operations.begin_acting import begin_acting
from mpp.mandates.operations.offer_mandate import ZONE
from mpp.mandates.operations.record_proof import record_proof
from mpp.mandates.queries import MandateNotFound, held
from mpp.mandates.rules import PROOF_LASTS, Proof
from mpp.ui.access import open_to

#: Where an agent begins: the list of what the mandate lets him see.
FIRST_PAGE = "/akun/permohonan"
PATH = "/akun/kuasa"


@open_to(CITIZEN)
@limited("save-step")
@require_POST
def begin(request: SessionRequest, mandate_id: UUID) -> HttpResponse:
    """Begin, after the registry has been asked again where a family card is the proof and the answer is old."""
    mandate = held(mandate_id, actor=request.actor, on=local_date(request.now, ZONE))
    running = request.session_claims
    if running is None or not mandate.acts:
        raise MandateNotFound
    is_old = mandate.proven_at is None or request.now - mandate.proven_at > PROOF_LASTS
    if mandate.proven_by is Proof.REGISTRY and is_old:
        try:
            still_holds = family.is_still_one(mandate, actor=request.actor)
        except IdentityProviderUnavailable:
            # The registry is silent: what it said last counts until it speaks.
            still_holds = None
        if still_holds is not None:
            record_proof(mandate_id=mandate_id, still_holds=still_holds, actor=request.actor, now=request.now)
        if still_holds is False:
            return HttpResponseRedirect(f"{PATH}?selesai=kk-berubah")
    begin_acting(mandate_id=mandate_id, actor=request.actor, now=request.now)
    response = HttpResponseRedirect(FIRST_PAGE)
    acting.put(response, mandate_id, session_id=running.session_id)
    return response


@open_to(CITIZEN)
@require_POST
def stop(request: SessionRequest) -> HttpResponse:
    """Be oneself again."""
    response = HttpResponseRedirect(PATH)
    acting.drop(response)
    return response
