"""One handler for every refusal: problem details for programs, words and a way out for people, a reference in the log.

A package explains its own refusals once, beside its views: `explain("str-expired", title=_lazy(...), text=_lazy(...))`.
Middleware that refuses outside a view returns `refusal_response(request, error)`.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import orjson
import structlog
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mpp.foundation.errors import DomainError, Forbidden, Kind, NotFound
from mpp.ui.pages import page_or_block
from mpp.ui.request import Request

log = structlog.get_logger(__name__)

STATUS = {
    Kind.NOT_FOUND: 404,
    Kind.FORBIDDEN: 403,
    Kind.CONFLICT: 409,
    Kind.INVALID: 422,
    Kind.TOO_MANY: 429,
    Kind.UNAVAILABLE: 503,
}

type Text = str | Promise


@dataclass(frozen=True, slots=True)
class Words:
    """What a person reads: what happened, and what can be done. Both may name facts of the error: `{due_on}`."""

    title: Text
    text: Text


#: By kind of refusal: what is said where a package has no better words.
KIND_WORDS = {
    Kind.NOT_FOUND: Words(
        _("Halaman tidak ditemukan"),
        _("Alamatnya mungkin salah ketik, sudah dipindahkan, atau bukan untuk akun Anda."),
    ),
    Kind.FORBIDDEN: Words(
        _("Anda tidak berwenang melakukan ini"),
        _("Tindakan ini hanya untuk petugas yang ditunjuk. Jika menurut Anda ini keliru, hubungi admin daerah."),
    ),
    Kind.CONFLICT: Words(
        _("Sudah ada perubahan lain"),
        _("Orang lain atau tab lain sudah mengubah data ini. Muat ulang halaman untuk melihat keadaan terakhir."),
    ),
    Kind.INVALID: Words(
        _("Ini tidak dapat dilakukan"),
        _("Permintaan Anda sampai, tetapi tidak dapat diproses dalam keadaan sekarang. Tidak ada data yang hilang."),
    ),
    Kind.TOO_MANY: Words(
        _("Terlalu banyak permintaan"),
        _("Tunggu beberapa saat, lalu coba lagi. Data yang sudah tersimpan tetap aman."),
    ),
    Kind.UNAVAILABLE: Words(
        _("Sistem yang kami perlukan sedang tidak menjawab"),
        _("Ini bukan kesalahan Anda. Data yang sudah tersimpan tetap aman; coba lagi beberapa saat lagi."),
    ),
}

_EXPLAINED: dict[str, Words] = {}


@dataclass(frozen=True, slots=True)
class RefusalPage:
    status: int
    title: str
    text: str
    reference: str


def explain(code: str, *, title: Text, text: Text) -> None:
    """Give the words for the refusal `code`; once per code."""
    if _EXPLAINED.setdefault(code, Words(title, text)) != Words(title, text):
        raise ValueError(f"two explanations for {code}")


def words_for(error: DomainError) -> tuple[str, str]:
    """Return title and text for a person, in the current language."""
    words = _EXPLAINED.get(error.code) or KIND_WORDS[error.kind]
    return str(words.title).format_map(error.facts), str(words.text).format_map(error.facts)


def refusal_response(request: Request, error: DomainError) -> HttpResponse:
    """Return the answer to a refused request, and log it under the reference that the person sees."""
    status = STATUS[error.kind]
    log.info("refused", code=error.code, status=status, path=request.path, reference=request.request_id)
    if wants_problem_details(request):
        response = problem_details(request, error, status)
    else:
        title, text = words_for(error)
        response = _refusal_page(request, RefusalPage(status, title, text, request.request_id))
    if (seconds := error.facts.get("retry_after_seconds")) is not None:
        response.headers["Retry-After"] = str(seconds)
    return response


def problem_details(request: Request, error: DomainError, status: int) -> HttpResponse:
    """Return RFC 9457 problem details; the facts stand beside the standard members."""
    body: Mapping[str, object] = {
        **error.facts,
        "type": f"/problems/{error.code}",
        "title": error.title,
        "status": status,
        "detail": words_for(error)[1],
        "instance": request.path,
        "reference": request.request_id,
    }
    return HttpResponse(orjson.dumps(body, default=str), status=status, content_type="application/problem+json")


def wants_problem_details(request: HttpRequest) -> bool:
    """Return whether a program asks: an API path, or JSON preferred over HTML."""
    accepted = request.headers.get("Accept", "")
    return request.path.startswith("/api/") or ("json" in accepted and "html" not in accepted)


def page_not_found(request: Request, exception: Exception) -> HttpResponse:
    """Django's 404 handler."""
    return refusal_response(request, NotFound())


def permission_denied(request: Request, exception: Exception) -> HttpResponse:
    """Django's 403 handler."""
    return refusal_response(request, Forbidden())


def bad_request(request: Request, exception: Exception) -> HttpResponse:
    """Django's 400 handler: the bytes themselves make no sense (host name, size, encoding)."""
    if isinstance(exception, RequestDataTooBig | TooManyFieldsSent | TooManyFilesSent):
        return _refusal_page(request, RefusalPage(413, *_too_big_words(), request.request_id))
    return _refusal_page(request, RefusalPage(400, *_bad_request_words(), request.request_id))


def csrf_failure(request: Request, reason: str = "") -> HttpResponse:
    """Django's CSRF handler: nearly always a form that stayed open for too long."""
    log.info("csrf_failure", reason=reason, path=request.path, reference=request.request_id)
    return refusal_response(request, FormExpired())


def method_not_allowed(request: Request, refused: HttpResponseBase) -> HttpResponse:
    """Return words for the bare 405 of Django's decorators: somebody typed or reloaded the address of an act."""
    title = _("Halaman ini tidak dapat dibuka langsung")
    text = _(
        "Alamat ini hanya menerima kiriman formulir. Mulailah dari halaman depan, atau kembali ke halaman sebelumnya."
    )
    response = _refusal_page(request, RefusalPage(405, str(title), str(text), request.request_id))
    response.headers["Allow"] = refused.headers["Allow"]
    return response


def server_error(request: Request) -> HttpResponse:
    """Django's 500 handler: a defect of ours. The page must come even when nothing else works."""
    reference = getattr(request, "request_id", "-")
    log.exception("defect", path=request.path, reference=reference)
    try:
        words = Words(
            _("Terjadi kesalahan di sistem kami"),
            _("Tim kami sudah diberi tahu. Data yang sudah tersimpan tetap aman; coba lagi beberapa saat lagi."),
        )
        return _refusal_page(request, RefusalPage(500, str(words.title), str(words.text), reference))
    except Exception:
        log.exception("error_page_failed", reference=reference)
        return HttpResponse(LAST_RESORT.format(reference=reference), status=500)


#: When even the templates fail: no style, no translation, still an answer.
LAST_RESORT = (
    '<!doctype html><html lang="id"><meta charset="utf-8"><title>MPP Digital</title>'
    "<h1>Terjadi kesalahan di sistem kami</h1><p>Coba lagi beberapa saat lagi. Nomor rujukan: {reference}</p>"
    '<p lang="en">Something went wrong on our side. Please try again later.</p>'
    '<p><a href="/">Beranda / Home</a></p></html>'
)


class FormExpired(DomainError):
    """The form's token is missing or of another session."""

    code, kind, title = "form-expired", Kind.FORBIDDEN, "This form has expired"


explain(
    FormExpired.code,
    title=_("Formulir ini sudah kedaluwarsa"),
    text=_("Kembali ke halaman sebelumnya, muat ulang, lalu kirim lagi. Isian yang sudah disimpan tidak hilang."),
)


def _bad_request_words() -> tuple[str, str]:
    return (
        str(_("Permintaan tidak dapat dibaca")),
        str(_("Peramban Anda mengirim sesuatu yang tidak kami mengerti. Kembali lalu coba sekali lagi.")),
    )


def _too_big_words() -> tuple[str, str]:
    return (
        str(_("Yang Anda kirim terlalu besar")),
        str(
            _(
                "Tidak ada yang berubah, dan yang sudah disimpan tetap aman. Tekan Kembali di peramban Anda, "
                "pendekkan isiannya atau pilih berkas yang lebih kecil, lalu kirim lagi."
            )
        ),
    )


def _refusal_page(request: Request, page: RefusalPage) -> HttpResponse:
    """Return the whole page, or for htmx the message, sent to the notice area so that no list is overwritten."""
    response = page_or_block(request, "ui/refusal.html", block="refusal", page=page, status=page.status)
    if request.htmx:
        response.headers["HX-Retarget"] = "#pesan"
        response.headers["HX-Reswap"] = "innerHTML"
    return response
