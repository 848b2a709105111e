"""Adding a passkey: the page asks the browser, the browser asks the device."""

from dataclasses import dataclass

from django.http import HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from mpp.foundation.ids import uuid7
from mpp.foundation.ratelimit import limited
from mpp.identity.operations.add_passkey import PasskeyUnusable, add_passkey
from mpp.identity.operations.begin_challenge import begin_challenge
from mpp.identity.passkeys import creation_options
from mpp.identity.queries.factors import passkeys
from mpp.identity.request import SessionRequest
from mpp.identity.rules import local_path
from mpp.identity.views._proofs import caller_of, go_on, proof_needed, session_of, site_of
from mpp.identity.views.security import PATH, NameForm
from mpp.ui.access import SIGNED_IN, open_to
from mpp.ui.forms import FormState, form_state
from mpp.ui.pages import page_or_block


@dataclass(frozen=True, slots=True)
class AddPasskeyPage:
    """trouble: why the last try failed, "" for nothing     next_path: where to go afterwards"""

    form: FormState
    trouble: str
    next_path: str
    back_href: str


@open_to(SIGNED_IN)
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: SessionRequest) -> HttpResponse:
    """Ask for a name and the device; keep the passkey."""
    if needed := proof_needed(request):
        return needed
    next_path = local_path(request.POST.get("next") or request.GET.get("next", ""), otherwise=f"{PATH}?selesai=tambah")
    form = NameForm(
        request.POST if request.method == "POST" else None, initial={"nama": request.actor.device or _("Passkey saya")}
    )
    trouble = ""
    if form.is_valid():
        session = session_of(request)
        try:
            outcome = add_passkey(
                factor_id=uuid7(),
                session_id=session.session_id,
                new_session_id=uuid7(),
                name=form.cleaned_data["nama"],
                answer=request.POST.get("passkey", ""),
                site=site_of(request),
                caller=caller_of(request),
                actor=request.actor,
                now=request.now,
            )
        except PasskeyUnusable:
            trouble = _("Passkey tidak dapat ditambahkan. Coba sekali lagi; pertanyaan kami hanya berlaku lima menit.")
        else:
            return go_on(session, outcome, next_path, now=request.now)
    shown = AddPasskeyPage(form_state(form), trouble, next_path, _back(next_path))
    return page_or_block(
        request, "identity/add_passkey.html", page=shown, status=422 if form.errors or trouble else 200
    )


@open_to(SIGNED_IN)
@require_POST
@limited("second-factor", methods=("POST",))
def ask(request: SessionRequest) -> HttpResponse:
    """Give the browser the question for a new passkey (JSON)."""
    session = session_of(request)
    site = site_of(request)
    challenge = begin_challenge(
        challenge_id=uuid7(),
        session_id=session.session_id,
        purpose="add-passkey",
        actor=request.actor,
        now=request.now,
    )
    known = passkeys(host=site.host, actor=request.actor)
    return JsonResponse(
        creation_options(site, challenge, account_id=session.account_id, name=session.name, known=known)
    )


def _back(next_path: str) -> str:
    return PATH if next_path.startswith(PATH) else next_path
