"""Who asks, and where the answer goes: what has to be certain before a browser is sent anywhere."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext_lazy as _

from mpp.federation.issuer import issuer
from mpp.federation.queries.applications import ApplicationView, by_client_id
from mpp.federation.rules import asking
from mpp.federation.rules.asking import Asked, Refused
from mpp.foundation.errors import DomainError, Kind
from mpp.ui.errors import explain


class ApplicationUnknown(DomainError):
    """No application of this name, or one that nobody has approved, or one that is suspended."""

    code, kind, title = "application-unknown", Kind.FORBIDDEN, "This application may not sign people in"


class AddressNotRegistered(DomainError):
    """Sending the browser there would hand a sign-in to a stranger: the error stays on our page."""

    code, kind, title = "address-not-registered", Kind.FORBIDDEN, "The application named an address that is not its own"


class QuestionTooLong(DomainError):
    code, kind, title = "question-too-long", Kind.INVALID, "The parameters are too long to survive signing in"


explain(
    ApplicationUnknown.code,
    title=_("Aplikasi ini tidak terhubung dengan MPP Digital"),
    text=_(
        "Aplikasi yang mengirim Anda ke sini belum disetujui atau sedang dihentikan. Tidak ada data Anda yang "
        "diserahkan. Beri tahu kantor yang mengelola aplikasi itu."
    ),
)
explain(
    AddressNotRegistered.code,
    title=_("Kami tidak melanjutkan permintaan ini"),
    text=_(
        "Aplikasi yang mengirim Anda ke sini meminta jawaban dikirim ke alamat yang tidak terdaftar. Demi keamanan "
        "Anda, tidak ada data yang diserahkan. Beri tahu kantor yang mengelola aplikasi itu."
    ),
)
explain(
    QuestionTooLong.code,
    title=_("Permintaan aplikasi tidak dapat dibaca"),
    text=_("Permintaan dari aplikasi itu terlalu panjang. Beri tahu kantor yang mengelola aplikasi itu."),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question whose sender and return address are certain. state: goes back unchanged, "" where none was given"""

    application: ApplicationView
    redirect_address: str
    state: str
    asked: Asked | Refused

    def answered(self, *, status: int = 302, **parameters: str) -> HttpResponse:
        """Return the answer by way of the person's browser, with the name of who answers (RFC 9207)."""
        told = parameters | ({"state": self.state} if self.state else {}) | {"iss": issuer()}
        joint = "&" if urlsplit(self.redirect_address).query else "?"
        # `location` is registered with us letter by letter; nothing of it is the browser's to choose.
        response = HttpResponseRedirect(f"{self.redirect_address}{joint}{urlencode(told)}", status=status)
        response.headers["Cache-Control"] = "no-store"
        return response

    def refused(self, error: str, why: str = "", *, status: int = 302) -> HttpResponse:
        """Return a refusal to the application (OpenID Connect Core 3.1.2.6)."""
        return self.answered(status=status, error=error, **({"error_description": why} if why else {}))


def question_of(given: Mapping[str, Sequence[str]]) -> Question:
    """Return the question in these parameters, each with all its values.

    Refuses: QuestionTooLong, ApplicationUnknown, AddressNotRegistered
    """
    if sum(len(name) + len(value) for name, values in given.items() for value in values) > asking.LONGEST_QUERY:
        raise QuestionTooLong
    application = by_client_id(_only(given, "client_id"))
    if application is None or not application.is_open:
        raise ApplicationUnknown
    address = _only(given, "redirect_uri")
    if not application.redirects_to(address):
        raise AddressNotRegistered
    return Question(
        application=application,
        redirect_address=address,
        state=_only(given, "state")[: asking.LONGEST_STATE],
        asked=asking.read(given, approved=application.scopes),
    )


def _only(given: Mapping[str, Sequence[str]], name: str) -> str:
    """Return the one value of a parameter, "" for none or several."""
    values = given.get(name, ())
    return values[0] if len(values) == 1 else ""
