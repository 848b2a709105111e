"""The nation's desk: which applications of regions may sign people in, and with what."""

from dataclasses import dataclass
from uuid import UUID

from django import forms
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from mpp.federation.operations.decide_application import NothingWaits, approve_application, decline_application
from mpp.federation.operations.suspend_application import resume_application, suspend_application
from mpp.federation.queries.applications import ApplicationView, by_id, of_all_regions, people
from mpp.federation.views._desk import Desk, Line, desk_of, line_of
from mpp.federation.views.applications import SuspensionForm
from mpp.foundation.errors import NotFound
from mpp.ui.access import open_to
from mpp.ui.errors import explain
from mpp.ui.forms import Field, FormState, form_state
from mpp.ui.pages import page_or_block
from mpp.ui.request import Request

PATH = "/nasional/aplikasi"

explain(
    NothingWaits.code,
    title=gettext_lazy("Keterangan ini tidak lagi menunggu keputusan"),
    text=gettext_lazy("Daerah mungkin sudah mengubahnya, atau rekan Anda sudah memutuskan. Buka lagi aplikasinya."),
)


class DecisionForm(forms.Form):
    """Approve with some scopes, or decline with a reason. rincian: id of the details that were looked at"""

    rincian = forms.UUIDField()
    putusan = forms.ChoiceField(
        choices=[("setuju", ""), ("tolak", "")], error_messages={"required": gettext_lazy("Pilih setuju atau tolak.")}
    )
    cakupan = forms.MultipleChoiceField(required=False)
    alasan_tolak = forms.CharField(max_length=300, required=False)

    def __init__(self, typed: object, *, scopes: tuple[str, ...]) -> None:
        super().__init__(typed)  # type: ignore[arg-type]  # the POST, or None
        self.fields["cakupan"].choices = [(scope, scope) for scope in scopes]  # type: ignore[attr-defined]

    def clean(self) -> None:
        if self.cleaned_data.get("putusan") == "tolak" and not self.cleaned_data.get("alasan_tolak"):
            self.add_error("alasan_tolak", _("Tulis alasannya agar daerah dapat memperbaiki."))


@dataclass(frozen=True, slots=True)
class NationalPage:
    lines: tuple[Line, ...]
    waiting: int


@dataclass(frozen=True, slots=True)
class DecisionPage:
    """decision: the form about what is proposed     suspension: the one that stops it"""

    desk: Desk
    decision: FormState
    scopes: tuple[tuple[str, str], ...]
    suspension: FormState
    done: str
    here: str


@open_to("admin_nasional")
@require_safe
def page(request: Request) -> HttpResponse:
    """List the applications of all regions, those that wait first."""
    found = of_all_regions()
    waiting = sum(each.proposed is not None and each.proposed.state == "waiting" for each in found)
    lines = tuple(line_of(each, href=f"{PATH}/{each.id}") for each in found)
    return page_or_block(request, "federation/national.html", page=NationalPage(lines, waiting))


@open_to("admin_nasional")
@require_safe
def one(request: Request, app_id: UUID) -> HttpResponse:
    """Show one application, and the decision where one is wanted."""
    return _shown(request, _found(app_id))


@open_to("admin_nasional")
@require_POST
def decide(request: Request, app_id: UUID) -> HttpResponse:
    """Approve what is proposed, with the scopes chosen, or decline it."""
    application = _found(app_id)
    form = DecisionForm(request.POST, scopes=_asked(application))
    if not form.is_valid():
        return _shown(request, application, decision=form)
    typed = form.cleaned_data
    if typed["putusan"] == "setuju":
        approve_application(
            application_id=application.id,
            details_id=typed["rincian"],
            scopes=typed["cakupan"],
            actor=request.actor,
            now=request.now,
        )
        return HttpResponseRedirect(f"{PATH}/{app_id}?selesai=disetujui")
    decline_application(
        application_id=application.id,
        details_id=typed["rincian"],
        reason=typed["alasan_tolak"],
        actor=request.actor,
        now=request.now,
    )
    return HttpResponseRedirect(f"{PATH}/{app_id}?selesai=ditolak")


@open_to("admin_nasional")
@require_POST
def suspend(request: Request, app_id: UUID) -> HttpResponse:
    """Stop the application at once."""
    application, form = _found(app_id), SuspensionForm(request.POST)
    if not form.is_valid():
        return _shown(request, application, suspension=form)
    suspend_application(
        application_id=application.id, reason=form.cleaned_data["alasan"], actor=request.actor, now=request.now
    )
    return HttpResponseRedirect(f"{PATH}/{app_id}?selesai=dihentikan")


@open_to("admin_nasional")
@require_POST
def resume(request: Request, app_id: UUID) -> HttpResponse:
    """Let it go on."""
    resume_application(application_id=_found(app_id).id, actor=request.actor, now=request.now)
    return HttpResponseRedirect(f"{PATH}/{app_id}?selesai=dijalankan")


def _found(app_id: UUID) -> ApplicationView:
    found = by_id(app_id)
    if found is None:
        raise NotFound
    return found


def _asked(application: ApplicationView) -> tuple[str, ...]:
    return application.proposed.scopes if application.proposed else ()


def _shown(
    request: Request,
    application: ApplicationView,
    *,
    decision: DecisionForm | None = None,
    suspension: SuspensionForm | None = None,
) -> HttpResponse:
    desk = desk_of(application, secrets=(), people=people(application.id, now=request.now))
    first = FormState({name: Field(name) for name in ("putusan", "alasan_tolak")} | {"cakupan": Field("cakupan", ())})
    shown = DecisionPage(
        desk=desk,
        decision=form_state(decision) if decision else first,
        scopes=tuple((each.scope, f"{each.name}: {each.reason}") for each in desk.proposed.asked)
        if desk.proposed
        else (),
        suspension=form_state(suspension or SuspensionForm()),
        done=_done(request.GET.get("selesai", "")),
        here=f"{PATH}/{application.id}",
    )
    wrong = any(form is not None and form.errors for form in (decision, suspension))
    return page_or_block(request, "federation/decision.html", page=shown, status=422 if wrong else 200)


def _done(code: str) -> str:
    return {
        "disetujui": _("Aplikasi disetujui. Daerah sekarang dapat membuat kunci rahasianya."),
        "ditolak": _("Ditolak. Daerah melihat alasannya."),
        "dihentikan": _("Aplikasi dihentikan. Mulai sekarang tidak ada yang dapat masuk lewat aplikasi ini."),
        "dijalankan": _("Aplikasi berjalan lagi."),
    }.get(code, "")
