"""The region's own applications: register one, change it, give it a secret, stop it at once."""

from dataclasses import dataclass
from uuid import UUID

from django import forms
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from mpp.federation.handles import new_handle
from mpp.federation.issuer import issuer
from mpp.federation.operations.issue_secret import end_secret, issue_secret
from mpp.federation.operations.suspend_application import SuspendedByNation, resume_application, suspend_application
from mpp.federation.queries.applications import ApplicationView, by_id, of_region, people, secrets_of
from mpp.federation.queries.figures import Figures, figures
from mpp.federation.views._desk import Desk, Line, desk_of, line_of
from mpp.foundation.errors import NotFound
from mpp.tenancy.queries import RegionView
from mpp.tenancy.request import region_of
from mpp.ui.access import open_to
from mpp.ui.errors import explain
from mpp.ui.forms import FormState, form_state
from mpp.ui.pages import page_or_block
from mpp.ui.request import Request

explain(
    SuspendedByNation.code,
    title=gettext_lazy("Aplikasi ini dihentikan oleh pusat"),
    text=gettext_lazy("Hanya administrator nasional yang dapat menjalankannya lagi. Hubungi pusat dengan alasannya."),
)


class SuspensionForm(forms.Form):
    alasan = forms.CharField(
        max_length=300, error_messages={"required": gettext_lazy("Tulis mengapa aplikasi ini dihentikan.")}
    )


@dataclass(frozen=True, slots=True)
class ApplicationsPage:
    lines: tuple[Line, ...]
    register_href: str


@dataclass(frozen=True, slots=True)
class ApplicationPage:
    """figures: of the last 30 days     done: what has just been done, in words

    here: address of the page, where its forms lead
    """

    desk: Desk
    figures: Figures
    issuer: str
    form: FormState
    done: str
    here: str
    back_href: str


@dataclass(frozen=True, slots=True)
class SecretPage:
    """secret: shown this once and kept nowhere"""

    name: str
    client_id: str
    issuer: str
    secret: str
    has_older: bool
    back_href: str


def path_of(region: RegionView) -> str:
    """Return where the list of a region's applications stands."""
    return f"/{region.slug}/petugas/aplikasi"


@open_to("admin_daerah")
@require_safe
def page(request: Request) -> HttpResponse:
    """List the region's applications."""
    here = path_of(region_of(request))
    lines = tuple(line_of(each, href=f"{here}/{each.id}") for each in of_region(request.actor.region_id))
    return page_or_block(
        request, "federation/applications.html", page=ApplicationsPage(lines, register_href=f"{here}/daftar")
    )


@open_to("admin_daerah")
@require_safe
def one(request: Request, app_id: UUID) -> HttpResponse:
    """Show one application of the region."""
    return _shown(request, own(request, app_id), SuspensionForm())


@open_to("admin_daerah")
@require_POST
def give_secret(request: Request, app_id: UUID) -> HttpResponse:
    """Draw a secret, and show it this once."""
    application = own(request, app_id)
    before = secrets_of(application.id, now=request.now)
    secret = new_handle()
    issue_secret(application_id=application.id, secret=secret, actor=request.actor, now=request.now)
    shown = SecretPage(
        name=application.shown.name,
        client_id=application.client_id,
        issuer=issuer(),
        secret=secret,
        has_older=bool(before),
        back_href=f"{path_of(region_of(request))}/{application.id}",
    )
    return page_or_block(request, "federation/secret.html", page=shown)


@open_to("admin_daerah")
@require_POST
def drop_secret(request: Request, app_id: UUID, secret_id: UUID) -> HttpResponse:
    """Take a secret no longer."""
    application = own(request, app_id)
    end_secret(application_id=application.id, secret_id=secret_id, actor=request.actor, now=request.now)
    return HttpResponseRedirect(f"{path_of(region_of(request))}/{app_id}?selesai=rahasia")


@open_to("admin_daerah")
@require_POST
def suspend(request: Request, app_id: UUID) -> HttpResponse:
    """Stop the application at once."""
    application, form = own(request, app_id), SuspensionForm(request.POST)
    if not form.is_valid():
        return _shown(request, application, form)
    suspend_application(
        application_id=application.id, reason=form.cleaned_data["alasan"], actor=request.actor, now=request.now
    )
    return HttpResponseRedirect(f"{path_of(region_of(request))}/{app_id}?selesai=dihentikan")


@open_to("admin_daerah")
@require_POST
def resume(request: Request, app_id: UUID) -> HttpResponse:
    """Let it go on."""
    application = own(request, app_id)
    resume_application(application_id=application.id, actor=request.actor, now=request.now)
    return HttpResponseRedirect(f"{path_of(region_of(request))}/{app_id}?selesai=dijalankan")


def own(request: Request, app_id: UUID) -> ApplicationView:
    """Return an application of the region whose page this is.

    Refuses: NotFound
    """
    found = by_id(app_id)
    if found is None or found.region_id != region_of(request).id:
        raise NotFound
    return found


def _shown(request: Request, application: ApplicationView, form: SuspensionForm) -> HttpResponse:
    here = path_of(region_of(request))
    shown = ApplicationPage(
        desk=desk_of(
            application,
            secrets=secrets_of(application.id, now=request.now),
            people=people(application.id, now=request.now),
        ),
        figures=figures(application.id, now=request.now),
        issuer=issuer(),
        form=form_state(form),
        done=_done(request.GET.get("selesai", "")),
        here=f"{here}/{application.id}",
        back_href=here,
    )
    return page_or_block(request, "federation/application.html", page=shown, status=422 if form.errors else 200)


def _done(code: str) -> str:
    return {
        "terdaftar": _("Aplikasi didaftarkan. Pusat memeriksanya; hasilnya terlihat di sini."),
        "diubah": _("Perubahan diajukan. Sampai disetujui, keterangan yang lama tetap berlaku."),
        "rahasia": _("Kunci rahasia itu tidak berlaku lagi."),
        "dihentikan": _("Aplikasi dihentikan. Mulai sekarang tidak ada yang dapat masuk lewat aplikasi ini."),
        "dijalankan": _("Aplikasi berjalan lagi."),
    }.get(code, "")
