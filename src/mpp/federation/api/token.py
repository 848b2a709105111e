"""The token endpoint: a code or a renewing token against tokens."""

from django.http import HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from mpp.federation.api.answers import ProtocolError, told
from mpp.federation.api.client import asking_application, one
from mpp.federation.handles import new_handle
from mpp.federation.operations.exchange import Exchanged, NewTokens, redeem_code, renew_tokens
from mpp.federation.queries.applications import ApplicationView
from mpp.federation.queries.grants import held_by_code, held_by_token
from mpp.federation.queries.keys import signing_key
from mpp.federation.rules.grants import ACCESS_LASTS
from mpp.federation.rules.scopes import understood
from mpp.federation.statements import id_token
from mpp.foundation.errors import Unavailable
from mpp.ui.access import EVERYONE, open_to
from mpp.ui.request import Request


# No cookie counts here: an application proves itself by its secret or its verifier.
@csrf_exempt
@open_to(EVERYONE)
@require_POST
def endpoint(request: Request) -> HttpResponse:
    """Answer with tokens, or with the reason why not (OpenID Connect Core 3.1.3, RFC 6749 6)."""
    try:
        application = asking_application(request)
        exchanges = {"authorization_code": _by_code, "refresh_token": _by_refresh}
        exchange = exchanges.get(one(request, "grant_type"))
        if exchange is None:
            raise ProtocolError("unsupported_grant_type", "grant_type is authorization_code or refresh_token")
        # A code must not be spent on an answer that cannot be signed.
        signing_key(now=request.now)
        tokens = NewTokens(access=new_handle(), refresh=new_handle())
        exchanged = exchange(request, application, tokens)
    except ProtocolError as refused:
        return refused.answer()
    except Unavailable:
        return ProtocolError("temporarily_unavailable", "try again later", status=503).answer()
    if exchanged is None:
        return ProtocolError("invalid_grant", "unknown, used, expired, or not meant for this application").answer()
    body = {
        "access_token": tokens.access,
        "token_type": "Bearer",
        "expires_in": int(ACCESS_LASTS.total_seconds()),
        "scope": " ".join(exchanged.scopes),
        "id_token": id_token(exchanged, application, access_token=tokens.access, now=request.now),
    }
    return told(body | ({"refresh_token": tokens.refresh} if exchanged.has_refresh else {}))


def _by_code(request: Request, application: ApplicationView, tokens: NewTokens) -> Exchanged | None:
    held = held_by_code(one(request, "code"))
    if held is None:
        return None
    return redeem_code(
        grant_id=held.grant_id,
        application_id=application.id,
        redirect_address=one(request, "redirect_uri"),
        verifier=one(request, "code_verifier"),
        tokens=tokens,
        actor=held.actor(application.client_id),
        now=request.now,
    )


def _by_refresh(request: Request, application: ApplicationView, tokens: NewTokens) -> Exchanged | None:
    held = held_by_token(one(request, "refresh_token"))
    asked = one(request, "scope")
    if held is None:
        return None
    return renew_tokens(
        grant_id=held.grant_id,
        token_id=held.token_id,
        application_id=application.id,
        scopes=understood(asked) if asked else None,
        tokens=tokens,
        actor=held.actor(application.client_id),
        now=request.now,
    )
