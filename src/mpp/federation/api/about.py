"""What every application may read: the discovery document and the public keys."""

from django.http import HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from mpp.federation.issuer import metadata
from mpp.federation.queries.keys import shown_keys
from mpp.ui.access import EVERYONE, open_to
from mpp.ui.request import Request

#: Shorter than a new key is shown before it signs.
KEPT = {"Cache-Control": "public, max-age=3600"}


@open_to(EVERYONE)
@require_safe
def discovery(request: Request) -> HttpResponse:
    """Show where everything is and what is understood."""
    return JsonResponse(metadata(), headers=KEPT)


@open_to(EVERYONE)
@require_safe
def jwks(request: Request) -> HttpResponse:
    """Show the keys that sign now, soon, and lately."""
    return JsonResponse({"keys": [dict(key) for key in shown_keys(now=request.now)]}, headers=KEPT)
