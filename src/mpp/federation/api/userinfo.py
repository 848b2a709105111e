"""The userinfo endpoint: what the person lets this application have, each time it is asked for."""

from django.http import HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from mpp.federation.api.answers import ProtocolError, told
from mpp.federation.operations.release_claims import release_claims
from mpp.federation.queries.applications import by_id
from mpp.federation.queries.grants import held_by_token, token
from mpp.federation.released import claims_of
from mpp.federation.rules.grants import TokenKind
from mpp.federation.statements import subject_of
from mpp.foundation.errors import NotFound
from mpp.foundation.ratelimit import give_back, spend
from mpp.identity.queries import profile
from mpp.identity.rules import PersonStatus
from mpp.ui.access import EVERYONE, open_to, writes_on_get
from mpp.ui.request import Request


@csrf_exempt
@open_to(EVERYONE)
@writes_on_get("Applications ask for claims by GET (OpenID Connect Core 5.3.1), and each release is recorded.")
@require_http_methods(["GET", "HEAD", "POST"])
def endpoint(request: Request) -> HttpResponse:
    """Answer with the claims that the access token opens, or with the reason why not (RFC 6750 3.1)."""
    try:
        return told(_claims(request))
    except ProtocolError as refused:
        return refused.answer()


def _claims(request: Request) -> dict[str, object]:
    scheme, _, text = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not text:
        raise ProtocolError("invalid_request", "an access token is missing", status=401, challenge="Bearer")
    address = request.actor.address
    spend("oidc-client", address=address)
    held = held_by_token(text.strip())
    if held is None:
        raise _void()
    give_back("oidc-client", address=address)
    actor = held.actor("")
    found = token(held.token_id, actor=actor, now=request.now)
    application = by_id(found.application_id) if found else None
    if found is None or not found.is_good or found.kind is not TokenKind.ACCESS:
        raise _void()
    if application is None or not application.is_open:
        raise _void()
    spend("oidc-userinfo", address=address, account=application.id)
    known = profile(actor=actor)
    if known.status is not PersonStatus.ACTIVE:
        raise _void()
    # What was approved may have become less since the token was made.
    scopes = tuple(scope for scope in found.scopes if scope in application.scopes)
    try:
        release_claims(
            consent_id=found.consent_id, scopes=scopes, actor=held.actor(application.client_id), now=request.now
        )
    except NotFound:
        raise _void() from None
    return {"sub": subject_of(found.person_id, application), **claims_of(known, scopes)}


def _void() -> ProtocolError:
    return ProtocolError(
        "invalid_token", "unknown, expired or withdrawn", status=401, challenge='Bearer error="invalid_token"'
    )
