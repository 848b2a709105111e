"""Introspection and revocation: an application asks about its own tokens, and gives them back (RFC 7662, RFC 7009)."""

from datetime import datetime

from django.http import HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from mpp.federation.api.answers import NEVER_KEPT, ProtocolError, told
from mpp.federation.api.client import asking_application, one
from mpp.federation.issuer import issuer
from mpp.federation.operations.end_grant import revoke_token
from mpp.federation.queries.applications import ApplicationView
from mpp.federation.queries.grants import HeldToken, TokenView, held_by_token, token
from mpp.federation.rules.grants import TokenKind
from mpp.federation.statements import subject_of
from mpp.ui.access import EVERYONE, open_to
from mpp.ui.request import Request


@csrf_exempt
@open_to(EVERYONE)
@require_POST
def introspect(request: Request) -> HttpResponse:
    """Tell an application what its own token is good for; of others it learns no more than of none."""
    try:
        application = asking_application(request)
        found = _own(one(request, "token"), application, request.now)
    except ProtocolError as refused:
        return refused.answer()
    if found is None or not found[1].is_good:
        return told({"active": False})
    its = found[1]
    return told(
        {
            "active": True,
            "iss": issuer(),
            "sub": subject_of(its.person_id, application),
            "aud": application.client_id,
            "client_id": application.client_id,
            "scope": " ".join(its.scopes),
            "token_type": "Bearer" if its.kind is TokenKind.ACCESS else "refresh_token",
            "iat": int(its.created_at.timestamp()),
            "exp": int(its.expires_at.timestamp()),
        }
    )


@csrf_exempt
@open_to(EVERYONE)
@require_POST
def revoke(request: Request) -> HttpResponse:
    """Void a token of the application; one that is not its own, or none, is answered alike."""
    try:
        application = asking_application(request)
        found = _own(one(request, "token"), application, request.now)
    except ProtocolError as refused:
        return refused.answer()
    if found is not None:
        held, its = found
        revoke_token(
            grant_id=its.grant_id,
            token_id=held.token_id,
            actor=held.actor(application.client_id),
            now=request.now,
        )
    return HttpResponse(headers=NEVER_KEPT)


def _own(text: str, application: ApplicationView, now: datetime) -> tuple[HeldToken, TokenView] | None:
    held = held_by_token(text) if text else None
    if held is None:
        return None
    found = token(held.token_id, actor=held.actor(application.client_id), now=now)
    return (held, found) if found and found.application_id == application.id else None
