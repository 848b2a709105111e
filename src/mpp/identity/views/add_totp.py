"""Adding an authenticator app: a QR code, and the first code as proof that it was taken over.

Nothing is kept before that: the secret waits in the form, sealed to the session.
"""

from dataclasses import dataclass
from datetime import datetime

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods
from markupsafe import Markup

from mpp.foundation.cipher import CipherError, open_json, seal_json
from mpp.foundation.ids import uuid7
from mpp.identity.claims import SessionClaims
from mpp.identity.operations.add_totp import CodeWrong, add_totp
from mpp.identity.request import SessionRequest
from mpp.identity.rules import local_path
from mpp.identity.rules.factors import CHALLENGE_LASTS, typed_code
from mpp.identity.totp import address_of, new_secret, qr_code
from mpp.identity.views._proofs import caller_of, go_on, proof_needed, session_of
from mpp.identity.views.security import PATH, NameForm
from mpp.ui.access import SIGNED_IN, open_to
from mpp.ui.forms import FormState, form_state
from mpp.ui.pages import page_or_block

#: How long somebody may take to install an app.
OFFER_LASTS = 4 * CHALLENGE_LASTS


class TotpForm(NameForm):
    """titipan: the sealed secret"""

    kode = forms.CharField(
        max_length=30, error_messages={"required": gettext_lazy("Isi kode yang tampil di aplikasi.")}
    )
    titipan = forms.CharField(max_length=1000, widget=forms.HiddenInput)

    def clean_kode(self) -> str:
        code = typed_code(self.cleaned_data["kode"])
        if code is None:
            raise forms.ValidationError(_("Kode terdiri dari enam angka."))
        return code


@dataclass(frozen=True, slots=True)
class AddTotpPage:
    """qr: SVG of the address     address: the same, for the telephone on which this page is open

    secret: in groups of four, to be typed
    """

    qr: Markup
    address: str
    secret: str
    form: FormState
    offer: str
    next_path: str
    back_href: str


@open_to(SIGNED_IN)
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: SessionRequest) -> HttpResponse:
    """Show the secret; take the first code, and keep it."""
    if needed := proof_needed(request):
        return needed
    session = session_of(request)
    next_path = local_path(request.POST.get("next") or request.GET.get("next", ""), otherwise=f"{PATH}?selesai=tambah")
    form = TotpForm(request.POST if request.method == "POST" else None, initial={"nama": _("Aplikasi di ponsel saya")})
    secret = _offered(request.POST.get("titipan", ""), session, request.now)
    if form.is_valid() and secret:
        try:
            outcome = add_totp(
                factor_id=uuid7(),
                session_id=session.session_id,
                new_session_id=uuid7(),
                name=form.cleaned_data["nama"],
                secret=secret,
                code=form.cleaned_data["kode"],
                caller=caller_of(request),
                actor=request.actor,
                now=request.now,
            )
        except CodeWrong:
            form.add_error("kode", _("Kode ini tidak cocok. Periksa jam di telepon Anda, lalu ketik kode yang baru."))
        else:
            return go_on(session, outcome, next_path, now=request.now)
    elif form.is_bound and not secret:
        form.add_error("kode", _("Halaman ini terlalu lama terbuka. Pindai kode QR yang baru ini."))
    secret = secret or new_secret()
    address = address_of(secret, account=session.name)
    shown = AddTotpPage(
        qr=Markup(qr_code(address, label=_("Kode QR untuk aplikasi autentikator"))),  # noqa: S704  # drawn by segno
        address=address,
        secret=" ".join(secret[at : at + 4] for at in range(0, len(secret), 4)),
        form=form_state(form),
        offer=_offer(secret, session, request.now),
        next_path=next_path,
        back_href=PATH if next_path.startswith(PATH) else next_path,
    )
    return page_or_block(request, "identity/add_totp.html", page=shown, status=422 if form.errors else 200)


def _offer(secret: str, session: SessionClaims, now: datetime) -> str:
    ends = int((now + OFFER_LASTS).timestamp())
    return seal_json([secret, ends], table="identity_totp_offer", field="secret", row=session.person_id).hex()


def _offered(text: str, session: SessionClaims, now: datetime) -> str | None:
    """Return the secret of a form, None where it is nobody's, somebody else's or too old."""
    try:
        opened = open_json(bytes.fromhex(text), table="identity_totp_offer", field="secret", row=session.person_id)
    except (CipherError, ValueError):
        return None
    secret, ends = opened
    return str(secret) if now.timestamp() < ends else None
