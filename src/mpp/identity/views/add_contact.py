"""Adding an e-mail address or a telephone number to which codes are sent."""

from dataclasses import dataclass

from django.http import HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_http_methods

from mpp.foundation.errors import NotFound
from mpp.foundation.ids import uuid7
from mpp.foundation.ratelimit import limited
from mpp.identity.operations.add_contact import add_contact
from mpp.identity.operations.send_code import ADD
from mpp.identity.request import SessionRequest
from mpp.identity.rules.factors import FactorKind
from mpp.identity.views._contact_codes import CodeForm, address_form, send
from mpp.identity.views._proofs import caller_of, go_on, proof_needed, session_of, trouble_of
from mpp.identity.views.security import PATH, kind_words
from mpp.identity.wired import couriers
from mpp.ui.access import SIGNED_IN, open_to
from mpp.ui.forms import FormState, form_state
from mpp.ui.pages import page_or_block

CONTACT_PATH = f"{PATH}/kontak"
CODE_PATH = f"{CONTACT_PATH}/kode"


@dataclass(frozen=True, slots=True)
class ContactPage:
    """kind: email | sms     is_sent: the code is on its way, and is asked for"""

    kind: str
    form: FormState
    is_sent: bool
    back_href: str


@open_to(SIGNED_IN)
@require_http_methods(["GET", "HEAD", "POST"])
@limited("second-factor", methods=("POST",))
def page(request: SessionRequest) -> HttpResponse:
    """Ask where codes shall go, and send the first one there."""
    if needed := proof_needed(request):
        return needed
    kind = _kind(request)
    form = address_form(kind)(request.POST if request.method == "POST" else None)
    if form.is_valid() and send(request, kind, form, purpose=ADD, subject=""):
        return HttpResponseRedirect(f"{CODE_PATH}?jenis={kind}")
    shown = ContactPage(kind, form_state(form), is_sent=False, back_href=PATH)
    return page_or_block(request, "identity/add_contact.html", page=shown, status=422 if form.errors else 200)


@open_to(SIGNED_IN)
@require_http_methods(["GET", "HEAD", "POST"])
def code_page(request: SessionRequest) -> HttpResponse:
    """Take the code that came, and keep the address."""
    if needed := proof_needed(request):
        return needed
    kind = _kind(request)
    form = CodeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        session = session_of(request)
        outcome = add_contact(
            factor_id=uuid7(),
            session_id=session.session_id,
            new_session_id=uuid7(),
            name=kind_words(kind),
            code=form.cleaned_data["kode"],
            caller=caller_of(request),
            actor=request.actor,
            now=request.now,
        )
        if outcome.is_proven:
            return go_on(session, outcome, f"{PATH}?selesai=tambah", now=request.now)
        form.add_error("kode", trouble_of(outcome, now=request.now))
    shown = ContactPage(kind, form_state(form), is_sent=True, back_href=f"{CONTACT_PATH}?jenis={kind}")
    return page_or_block(request, "identity/add_contact.html", page=shown, status=422 if form.errors else 200)


def _kind(request: SessionRequest) -> FactorKind:
    asked = request.GET.get("jenis") or request.POST.get("jenis") or FactorKind.EMAIL
    kinds = [kind for kind in couriers() if kind == asked]
    if not kinds:
        raise NotFound
    return kinds[0]
