"""Pages of the house itself: the language switch and the gallery of components."""

from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_safe

from mpp.foundation.errors import NotFound
from mpp.ui.access import EVERYONE, open_to
from mpp.ui.middleware import LANGUAGE_COOKIE
from mpp.ui.pages import page_or_block
from mpp.ui.request import Request

A_YEAR_SECONDS = 365 * 24 * 3600


@open_to(EVERYONE)
@require_safe
def switch_language(request: Request, language: str) -> HttpResponse:
    """Remember the language and go back to the page the person came from (`?kembali=/path`)."""
    if language not in dict(settings.LANGUAGES):
        raise NotFound
    back = request.GET.get("kembali", "/")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts=None):
        back = "/"
    response = HttpResponseRedirect(back)
    response.set_cookie(
        LANGUAGE_COOKIE, language, max_age=A_YEAR_SECONDS, samesite="Lax", secure=request.is_secure(), httponly=True
    )
    return response


@open_to(EVERYONE)
@require_safe
def gallery(request: Request) -> HttpResponse:
    """Show every component in every state."""
    return page_or_block(request, "ui/gallery.html", block="content")
