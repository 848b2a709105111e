"""Check a letter by its number and check code, or by the file itself. No sign-in; nothing that is sent is kept.

Both forms come by POST, so that codes stand in no address, and change nothing.
"""

from dataclasses import dataclass, field

from django import forms
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from mpp.documents import queries, rules, wired
from mpp.documents.rules import FileVerdict
from mpp.documents.views.verified import Shown
from mpp.foundation.ratelimit import limited
from mpp.ui.access import EVERYONE, open_to
from mpp.ui.forms import ErrorLink, Field, FormState, form_state
from mpp.ui.pages import page_or_block
from mpp.ui.request import Request

LARGEST_FILE_BYTES = 10 * 1024 * 1024
#: What the form around the file may add.
LARGEST_REQUEST_BYTES = LARGEST_FILE_BYTES + 64 * 1024


class NumberForm(forms.Form):
    """The two codes that stand beside each other in the box at the foot of a letter."""

    nomor = forms.CharField(
        max_length=160, error_messages={"required": gettext_lazy("Ketik nomor surat, seperti tercetak di surat.")}
    )
    kode = forms.CharField(
        max_length=40,
        error_messages={"required": gettext_lazy("Ketik kode periksa, delapan huruf dan angka di samping kode QR.")},
    )


class FileForm(forms.Form):
    berkas = forms.FileField(
        allow_empty_file=True, error_messages={"required": gettext_lazy("Pilih berkas PDF surat yang ingin diperiksa.")}
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class VerifyPage:
    """Both ways to ask. wrong: number and code were both typed, but do not belong together"""

    number: FormState
    file: FormState
    largest_file_bytes: int = LARGEST_FILE_BYTES

    @property
    def errors(self) -> tuple[ErrorLink, ...]:
        return (*self.number.errors, *self.file.errors)


@dataclass(frozen=True, slots=True, kw_only=True)
class FilePage:
    """What an uploaded file is. shown: the document it is, or claims to be"""

    verdict: FileVerdict
    digest: str
    shown: Shown | None = None
    signers: tuple[str, ...] = field(default=())


# Exempt: these forms change nothing and need no session, and the token would only be found by reading a whole upload
# that may be far too large.
@csrf_exempt
@open_to(EVERYONE)
@require_http_methods(["GET", "HEAD", "POST"])
@limited("verification", methods=("POST",))
def page(request: Request) -> HttpResponse:
    """Show both forms, or answer the one that was sent."""
    if request.method != "POST":
        return _forms(request)
    if _sent_bytes(request) > LARGEST_REQUEST_BYTES:
        return _forms(request, file=_refused_file(_("Berkas ini terlalu besar. Paling besar 10 MB.")), status=422)
    return _by_file(request) if "berkas" in request.FILES or "nomor" not in request.POST else _by_number(request)


def _by_number(request: Request) -> HttpResponse:
    form = NumberForm(request.POST)
    if form.is_valid():
        found = queries.verification_by_number(form.cleaned_data["nomor"], form.cleaned_data["kode"], now=request.now)
        if found is not None:
            return HttpResponseRedirect(reverse("documents:verified", args=[found.token]))
        form.add_error("kode", _("Nomor dan kode ini tidak cocok dengan surat mana pun. Periksa keduanya sekali lagi."))
    return _forms(request, number=form_state(form), status=422)


def _by_file(request: Request) -> HttpResponse:
    form = FileForm(request.POST, request.FILES)
    if not form.is_valid():
        return _forms(request, file=form_state(form), status=422)
    upload = form.cleaned_data["berkas"]
    if upload.size > LARGEST_FILE_BYTES:
        return _forms(request, file=_refused_file(_("Berkas ini terlalu besar. Paling besar 10 MB.")), status=422)
    return page_or_block(request, "documents/file.html", page=_file_page(request, upload.read()))


def _file_page(request: Request, file: bytes) -> FilePage:
    digest, now = rules.digest_of(file), request.now
    recorded = queries.verification_by_digest([digest], now=now)
    # What the signatures say is asked only where the bytes have not said it all.
    signatures = () if recorded else wired.signature_reader().signatures(file)
    begun = recorded or queries.verification_by_digest([found.signed_digest for found in signatures], now=now)
    named = begun or queries.verification_by_tokens(rules.tokens_in(file), now=now)
    return FilePage(
        verdict=rules.file_verdict(
            is_recorded=recorded is not None,
            begins_as_recorded=begun is not None,
            names_one_of_ours=named is not None,
            is_pdf=file.startswith(b"%PDF-"),
        ),
        digest=digest,
        shown=Shown.of(named) if named else None,
        signers=tuple(found.signer for found in signatures if found.is_intact and found.is_trusted),
    )


def _forms(
    request: Request, *, number: FormState | None = None, file: FormState | None = None, status: int = 200
) -> HttpResponse:
    shown = VerifyPage(number=number or form_state(NumberForm()), file=file or form_state(FileForm()))
    return page_or_block(request, "documents/verify.html", page=shown, status=status)


def _refused_file(reason: str) -> FormState:
    refused = Field("berkas", error=reason)
    return FormState({"berkas": refused}, (ErrorLink(reason, f"#{refused.id}"),))


def _sent_bytes(request: Request) -> int:
    """Return the length the request says it has, before anything of it is read; none said counts as too much."""
    said = request.META.get("CONTENT_LENGTH") or ""
    return int(said) if said.isdigit() else LARGEST_REQUEST_BYTES + 1
