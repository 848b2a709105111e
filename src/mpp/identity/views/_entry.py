"""Where every door ends: the session begins, or the person reads why not and what to do."""

from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import UUID

import structlog
from django.http import HttpResponse, HttpResponseRedirect

from mpp.foundation.actor import NATIONAL
from mpp.foundation.errors import DomainError
from mpp.identity import claims, devices
from mpp.identity.claims import SessionClaims
from mpp.identity.operations.sign_in import SignedIn, sign_in
from mpp.identity.ports import ProvenIdentity
from mpp.identity.queries import own_capacities
from mpp.identity.request import SessionRequest
from mpp.identity.rules import CITIZEN, Assurance, PersonStatus
from mpp.ui.access import SIGN_IN_PATH
from mpp.ui.errors import STATUS, words_for
from mpp.ui.pages import page_or_block

log = structlog.get_logger(__name__)

CAPACITY_PATH = "/akun/kapasitas"
#: Where a second factor is asked.
FACTOR_PATH = "/masuk/langkah-kedua"
#: Pages that an officer opens as himself, before any post is chosen.
OFFICERS_OWN_WAY = (CAPACITY_PATH, "/akun/keamanan", "/undangan/")


@dataclass(frozen=True, slots=True)
class SignInFailedPage:
    title: str
    text: str
    again_href: str
    reference: str


def come_in(request: SessionRequest, proven: ProvenIdentity, status: PersonStatus, next_path: str) -> HttpResponse:
    """Begin the session of whoever has just been proven, and lead on: to a second factor first, where one is asked.

    status: how the population registry sees the person
    Refuses: as `sign_in`
    """
    running = request.session_claims
    device_key = devices.key_or_new(request)
    begun = sign_in(
        proven=proven,
        status=status,
        language=request.lang,
        replaces=running.session_id if running else None,
        device_key=device_key,
        actor=request.actor,
        now=request.now,
    )
    return welcome(request, begun, proven.assurance, device_key, next_path)


def turn_away(request: SessionRequest, refused: DomainError, next_path: str) -> HttpResponse:
    """Tell why the person is not in, with the way back to the doors."""
    log.warning("sign-in-refused", code=refused.code, facts=refused.facts, reference=request.request_id)
    title, text = words_for(refused)
    page = SignInFailedPage(title, text, f"{SIGN_IN_PATH}?{urlencode({'next': next_path})}", request.request_id)
    return page_or_block(request, "identity/sign_in_failed.html", page=page, status=STATUS[refused.kind])


def welcome(
    request: SessionRequest, begun: SignedIn, assurance: Assurance, device_key: UUID, next_path: str
) -> HttpResponse:
    """Hand the browser the session that has begun, and lead on.

    device_key: of this browser (`identity.devices`)
    """
    cookie = devices.signed(device_key)
    session = SessionClaims(
        session_id=begun.session_id,
        account_id=begun.account_id,
        person_id=begun.person_id,
        name=begun.name,
        role=CITIZEN,
        region_id=NATIONAL,
        officer_id=None,
        agency_id=None,
        assurance=assurance,
        device=request.actor.device,
        created_at=request.now,
        seen_at=request.now,
        is_pending=begun.is_pending,
        binding=devices.binding(cookie, request.headers.get("User-Agent", "")),
    )
    asked = f"{FACTOR_PATH}?{urlencode({'next': next_path})}"
    response = HttpResponseRedirect(asked if begun.is_pending else way_in(request, session, next_path))
    claims.put(response, session)
    devices.remember(response, device_key)
    return response


def way_in(request: SessionRequest, session: SessionClaims, next_path: str) -> str:
    """Return where a session that counts goes first: to the choice of posts, for whoever holds any."""
    if next_path.startswith(OFFICERS_OWN_WAY):
        return next_path
    has_posts = own_capacities(actor=session.actor(address=request.actor.address), now=request.now)
    return f"{CAPACITY_PATH}?{urlencode({'next': next_path})}" if has_posts else next_path
