"""The link to a post: sign in as the very person, hold a passkey or an app, take the post."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from mpp.foundation.errors import DomainError, NotFound
from mpp.foundation.ratelimit import limited
from mpp.identity.operations.proving import ProofNeeded
from mpp.identity.operations.vouch_factor import DoorTooWeak, FactorTooWeak
from mpp.identity.queries import own_nik_index
from mpp.identity.queries.factors import factors
from mpp.identity.request import SessionRequest
from mpp.identity.rules.factors import PROOF_LASTS
from mpp.tenancy.links import PATH
from mpp.tenancy.operations.accept_invitation import InvitationForAnother, InvitationOver, accept_invitation
from mpp.tenancy.queries import region_by_id
from mpp.tenancy.queries.access import InvitationView, invitation
from mpp.tenancy.views._words import role_title
from mpp.ui.access import EVERYONE, SIGN_IN_PATH, open_to
from mpp.ui.pages import page_or_block


@dataclass(frozen=True, slots=True)
class InvitationPage:
    """step: sign-in | factor | prove | accept | other-person | over     titles: of the posts"""

    step: str
    titles: tuple[str, ...]
    place: str
    sign_in_href: str
    passkey_href: str
    totp_href: str
    prove_href: str
    error: str


@open_to(EVERYONE)
@require_http_methods(["GET", "HEAD", "POST"])
@limited("sign-in")
def page(request: SessionRequest, invitation_token: str) -> HttpResponse:
    """Show the next step to the post; take it with the last one."""
    found = invitation(invitation_token, now=request.now)
    if found is None:
        raise NotFound
    error = ""
    if request.method == "POST" and request.session_claims:
        try:
            accept_invitation(
                token=invitation_token,
                session_id=request.session_claims.session_id,
                actor=request.actor,
                now=request.now,
            )
        except (ProofNeeded, DoorTooWeak, FactorTooWeak, InvitationOver, InvitationForAnother) as refusal:
            error = _refused(refusal)
        else:
            return HttpResponseRedirect("/akun/kapasitas")
    here = f"{PATH}{invitation_token}"
    region = region_by_id(found.region_id)
    shown = InvitationPage(
        step=_step(request, found),
        titles=tuple(role_title(role, request.lang) for role in found.roles),
        place=region.name if region else _("Nasional"),
        sign_in_href=f"{SIGN_IN_PATH}?{urlencode({'next': here})}",
        passkey_href=f"/akun/keamanan/passkey?{urlencode({'next': here})}",
        totp_href=f"/akun/keamanan/autentikator?{urlencode({'next': here})}",
        prove_href=f"/masuk/langkah-kedua?{urlencode({'next': here})}",
        error=error,
    )
    return page_or_block(request, "tenancy/invitation.html", page=shown, status=409 if error else 200)


def _step(request: SessionRequest, found: InvitationView) -> str:
    session = request.session_claims
    if not found.is_open:
        return "over"
    if session is None:
        return "sign-in"
    if own_nik_index(actor=request.actor) != found.nik_index:
        return "other-person"
    if not any(factor.is_strong for factor in factors(actor=request.actor)):
        return "factor"
    is_fresh = session.proven_at is not None and request.now < session.proven_at + PROOF_LASTS
    return "accept" if is_fresh else "prove"


def _refused(refusal: DomainError) -> str:
    return {
        ProofNeeded.code: _("Buktikan dulu dengan passkey atau aplikasi autentikator Anda."),
        FactorTooWeak.code: _("Jabatan memerlukan passkey atau aplikasi autentikator; kode surel dan SMS tidak cukup."),
        DoorTooWeak.code: _("Masuklah dengan identitas digital (IKD) untuk mengambil jabatan."),
        InvitationOver.code: _("Undangan ini sudah dipakai, diganti, atau kedaluwarsa."),
    }.get(refusal.code, _("Undangan ini untuk orang lain."))
