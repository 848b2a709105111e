"""Signing out at an application: it is for the person to say whether MPP Digital is left too.

OpenID Connect RP-Initiated Logout 1.0. The browser goes back only to an address that is registered for signing out.
"""

from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

from django.http import HttpResponse, HttpResponseRedirect
from django.http.request import QueryDict
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from mpp.federation.issuer import PREFIX
from mpp.federation.queries.applications import ApplicationView, by_client_id
from mpp.federation.rules.addresses import origin_of
from mpp.federation.rules.asking import LONGEST_STATE
from mpp.federation.statements import read_hint
from mpp.identity import claims
from mpp.identity.operations.end_session import end_session
from mpp.identity.request import SessionRequest
from mpp.identity.watch import watch
from mpp.ui.access import EVERYONE, SIGN_IN_PATH, open_to
from mpp.ui.middleware import content_policy
from mpp.ui.pages import page_or_block

PATH = f"{PREFIX}/logout"


@dataclass(frozen=True, slots=True)
class SignOutPage:
    """name: of the application, "" where it is not known     action: of the form"""

    name: str
    person: str
    action: str


@dataclass(frozen=True, slots=True)
class Wish:
    """back: where the browser goes afterwards, "" where nothing certain is named"""

    application: ApplicationView | None
    back: str

    @property
    def afterwards(self) -> str:
        return self.back or f"{SIGN_IN_PATH}?keluar=ya"


@csrf_exempt  # an application may send the browser here by POST (2.); nothing happens before the person has answered
@open_to(EVERYONE)
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: SessionRequest) -> HttpResponse:
    """Ask whether to leave MPP Digital too; whoever has no session goes straight back."""
    given = request.POST if request.method == "POST" else request.GET
    wish = _wish(given)
    if request.session_claims is None:
        return HttpResponseRedirect(wish.afterwards, status=303)
    details = wish.application.in_force if wish.application else None
    kept = {name: given[name] for name in ("post_logout_redirect_uri", "state") if name in given}
    kept |= {"client_id": wish.application.client_id} if wish.application else {}
    shown = SignOutPage(
        name=details.name if details else "",
        person=request.account_name,
        action=f"{PATH}/confirm?{urlencode(kept)}",
    )
    response = page_or_block(request, "federation/sign_out.html", page=shown)
    if wish.back:
        response.headers["Content-Security-Policy"] = content_policy(form_targets=[origin_of(wish.back)])
    return response


@open_to(EVERYONE)
@require_POST
def confirm(request: SessionRequest) -> HttpResponse:
    """End the session of this browser, or leave it; then go back to the application."""
    wish = _wish(request.GET)
    if request.POST.get("decision") != "leave" or request.session_claims is None:
        return HttpResponseRedirect(wish.back or "/", status=303)
    session_id = request.session_claims.session_id
    end_session(session_id=session_id, reason="signed-out", actor=request.actor, now=request.now)
    watch.ended(session_id)
    response = HttpResponseRedirect(wish.afterwards, status=303)
    claims.drop(response)
    return response


def _wish(given: QueryDict) -> Wish:
    hint = read_hint(given.get("id_token_hint", ""))
    named = given.get("client_id", "")
    # Two names that differ are nobody's wish.
    client_id = "" if hint and named and hint.client_id != named else named or (hint.client_id if hint else "")
    application = by_client_id(client_id) if client_id else None
    address = given.get("post_logout_redirect_uri", "")
    if application is None or not application.is_open or not application.logs_out_to(address):
        return Wish(application, "")
    state = given.get("state", "")[:LONGEST_STATE]
    joint = "&" if urlsplit(address).query else "?"
    return Wish(application, f"{address}{joint}{urlencode({'state': state})}" if state else address)
