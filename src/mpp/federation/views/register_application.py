"""Register an application of the region, or propose a change of what was said about it."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django import forms
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from mpp.federation.operations.register_application import (
    AddressesElsewhere,
    Statement,
    amend_application,
    register_application,
)
from mpp.federation.queries.applications import ApplicationView
from mpp.federation.rules import addresses
from mpp.federation.rules.addresses import Kind, Problem, sector_of
from mpp.federation.rules.scopes import Scope
from mpp.federation.views._words import address_words, scope_name
from mpp.federation.views.applications import own, path_of
from mpp.federation.wired import takes_loopback
from mpp.foundation.ids import uuid7
from mpp.tenancy.request import region_of
from mpp.ui.access import open_to
from mpp.ui.forms import FormState, form_state
from mpp.ui.pages import page_or_block
from mpp.ui.request import Request

#: What may be asked for, each with its reason; that somebody signed in is told always.
ASKABLE = tuple(scope for scope in Scope if scope is not Scope.OPENID)
MOST_ADDRESSES = 10


class ApplicationForm(forms.Form):
    """id: of the application to be registered, so that a form sent twice registers once; "" for a change"""

    id = forms.UUIDField(widget=forms.HiddenInput)
    nama = forms.CharField(
        max_length=80, error_messages={"required": gettext_lazy("Isi nama aplikasi seperti dikenal warga.")}
    )
    kantor = forms.CharField(
        max_length=160, error_messages={"required": gettext_lazy("Isi kantor yang mengelola aplikasi.")}
    )
    tujuan = forms.CharField(
        max_length=300, error_messages={"required": gettext_lazy("Tulis satu kalimat untuk apa aplikasi ini.")}
    )
    tujuan_en = forms.CharField(
        max_length=300, error_messages={"required": gettext_lazy("Tulis kalimat yang sama dalam bahasa Inggris.")}
    )
    kontak = forms.EmailField(
        max_length=120,
        error_messages={
            "required": gettext_lazy("Isi surel yang dapat dihubungi bila ada gangguan."),
            "invalid": gettext_lazy("Isi alamat surel yang benar."),
        },
    )
    jenis = forms.ChoiceField(
        choices=[(kind.value, kind.value) for kind in Kind],
        error_messages={"required": gettext_lazy("Pilih jenis aplikasi.")},
    )
    alamat_kembali = forms.CharField(
        max_length=5_000, error_messages={"required": gettext_lazy("Isi setidaknya satu alamat kembali.")}
    )
    alamat_keluar = forms.CharField(max_length=5_000, required=False)
    alamat_pemberitahuan = forms.CharField(max_length=500, required=False)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # handed on as they are
        for scope in ASKABLE:
            self.fields[reason_field(scope)] = forms.CharField(max_length=200, required=False)

    def clean(self) -> None:
        kind = Kind(self.cleaned_data.get("jenis", Kind.WEB))
        for name in ("alamat_kembali", "alamat_keluar", "alamat_pemberitahuan"):
            if name in self.cleaned_data:
                self.cleaned_data[name] = self._addresses(name, kind)
        hosts = {sector_of(each) for each in self.cleaned_data.get("alamat_kembali", ())}
        if len(hosts) > 1:
            self.add_error("alamat_kembali", address_words(Problem.OTHER_HOST))

    def _addresses(self, name: str, kind: Kind) -> list[str]:
        """Return the addresses of a field, one a line; leave the first complaint at the field."""
        found = [line.strip() for line in self.cleaned_data[name].splitlines() if line.strip()]
        # A program on a device cannot be told anything; only servers can.
        expected = Kind.WEB if name == "alamat_pemberitahuan" else kind
        for address in found[:MOST_ADDRESSES]:
            problem = addresses.problem(address, kind=expected, loopback=takes_loopback())
            if problem is not None:
                self.add_error(name, f"{address[:60]}: {address_words(problem)}")
                return []
        if len(found) > (1 if name == "alamat_pemberitahuan" else MOST_ADDRESSES):
            self.add_error(name, _("Terlalu banyak alamat."))
        return found

    def statement(self) -> Statement:
        """Return what the region says, once the form is valid."""
        typed = self.cleaned_data
        reasons = {scope.value: typed[reason_field(scope)] for scope in ASKABLE if typed[reason_field(scope)]}
        return Statement(
            name=typed["nama"],
            office=typed["kantor"],
            purpose_id=typed["tujuan"],
            purpose_en=typed["tujuan_en"],
            contact=typed["kontak"],
            reasons=reasons,
            redirect_addresses=typed["alamat_kembali"],
            logout_addresses=typed["alamat_keluar"],
            notify_address="".join(typed["alamat_pemberitahuan"]),
        )


def reason_field(scope: Scope) -> str:
    """Return the name of the field that asks why a scope is needed."""
    return f"alasan_{scope.value}"


@dataclass(frozen=True, slots=True)
class RegisterPage:
    """scopes: field and words of each that may be asked for     is_new: else a change of one that is registered"""

    title: str
    form: FormState
    scopes: tuple[tuple[str, str], ...]
    is_new: bool
    back_href: str


@open_to("admin_daerah")
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: Request) -> HttpResponse:
    """Show the form; register, and go to the application's page."""
    here = path_of(region_of(request))
    form = ApplicationForm(
        request.POST if request.method == "POST" else None, initial={"id": uuid7(), "jenis": Kind.WEB.value}
    )
    if form.is_valid():
        application_id: UUID = form.cleaned_data["id"]
        register_application(
            application_id=application_id,
            kind=Kind(form.cleaned_data["jenis"]),
            statement=form.statement(),
            actor=request.actor,
            now=request.now,
            key=str(application_id),
        )
        return HttpResponseRedirect(f"{here}/{application_id}?selesai=terdaftar")
    return _shown(request, form, title=_("Daftarkan aplikasi"), is_new=True, back=here)


@open_to("admin_daerah")
@require_http_methods(["GET", "HEAD", "POST"])
def amend_page(request: Request, app_id: UUID) -> HttpResponse:
    """Show the form with what is said now; propose the change."""
    application = own(request, app_id)
    here = f"{path_of(region_of(request))}/{app_id}"
    typed = request.POST.copy() if request.method == "POST" else None
    if typed is not None:
        typed["jenis"] = application.kind.value
    form = ApplicationForm(typed, initial=_said(application))
    if form.is_valid():
        try:
            amend_application(
                application_id=application.id,
                statement=form.statement(),
                actor=request.actor,
                now=request.now,
                key=str(form.cleaned_data["id"]),
            )
        except AddressesElsewhere:
            form.add_error("alamat_kembali", address_words(Problem.OTHER_HOST))
        else:
            return HttpResponseRedirect(f"{here}?selesai=diubah")
    return _shown(request, form, title=_("Ubah keterangan aplikasi"), is_new=False, back=here)


def _said(application: ApplicationView) -> dict[str, object]:
    said = application.proposed or application.shown
    return {
        "id": uuid7(),
        "nama": said.name,
        "kantor": said.office,
        "tujuan": said.purpose_id,
        "tujuan_en": said.purpose_en,
        "kontak": said.contact,
        "jenis": application.kind.value,
        "alamat_kembali": _lines(said.redirect_addresses),
        "alamat_keluar": _lines(said.logout_addresses),
        "alamat_pemberitahuan": said.notify_address,
        **{reason_field(scope): said.reasons.get(scope.value, "") for scope in ASKABLE},
    }


def _lines(found: Iterable[str]) -> str:
    return "\n".join(found)


def _shown(request: Request, form: ApplicationForm, *, title: str, is_new: bool, back: str) -> HttpResponse:
    shown = RegisterPage(
        title=title,
        form=form_state(form),
        scopes=tuple((reason_field(scope), scope_name(scope)) for scope in ASKABLE),
        is_new=is_new,
        back_href=back,
    )
    return page_or_block(request, "federation/register.html", page=shown, status=422 if form.errors else 200)
