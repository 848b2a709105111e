"""What people ask an office about their data: the list by urgency, one request and its answer."""

from dataclasses import dataclass, replace
from uuid import UUID

from django import forms
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from mpp.applications.queries.case import ApplicationNotFound
from mpp.applications.queries.tracking import track
from mpp.foundation import looks
from mpp.foundation.actor import Actor, system
from mpp.foundation.looks import Opened
from mpp.identity.queries import profile
from mpp.identity.stash import restored_post
from mpp.privacy.operations.answer_request import ANSWERING_IN_REGION, RequestClosed, answer_request
from mpp.privacy.queries import OwnRequest, office_request, office_requests
from mpp.privacy.queries import Request as DataRequest
from mpp.privacy.rules import LONGEST_TEXT, Outcome, RequestKind, RequestState, hours_left
from mpp.privacy.views.own_requests import zone_of
from mpp.privacy.words import OUTCOMES, REQUEST_KINDS, REQUEST_STATES, REQUEST_TONES
from mpp.ui.access import open_to
from mpp.ui.formats import moment, short_moment
from mpp.ui.forms import FormState, Option, form_state
from mpp.ui.pages import page_or_block
from mpp.ui.request import Request

#: Hours left below which a request is shown as urgent.
URGENT_HOURS = 24


@dataclass(frozen=True, slots=True)
class OfficeLine:
    """left, left_tone: how much of the clock is left, "" once it is answered"""

    href: str
    title: str
    number: str
    made_at: str
    state: str
    tone: str
    left: str
    left_tone: str


@dataclass(frozen=True, slots=True)
class OfficeRequestsPage:
    """desk: template of the frame"""

    desk: str
    waiting: tuple[OfficeLine, ...]
    answered: tuple[OfficeLine, ...]
    is_done: bool


@open_to(*ANSWERING_IN_REGION)
@require_safe
def page(request: Request) -> HttpResponse:
    """Show what waits for the region, the most urgent first, and what was answered."""
    return _list(request)


@open_to("admin_nasional")
@require_safe
def national_page(request: Request) -> HttpResponse:
    """Show what waits for the nation, which answers for accounts."""
    return _list(request)


def _list(request: Request) -> HttpResponse:
    found = office_requests(actor=request.actor)
    shown = OfficeRequestsPage(
        desk=desk_of(request.actor),
        waiting=tuple(_line(each, request) for each in found if each.state is RequestState.OPEN),
        answered=tuple(_line(each, request) for each in found if each.state is RequestState.ANSWERED),
        is_done=request.GET.get("selesai") == "dijawab",
    )
    return page_or_block(request, "privacy/office_requests.html", page=shown)


def desk_of(actor: Actor) -> str:
    """Return the template of the frame in which an officer of this role works."""
    return {"admin_nasional": "tenancy/national_desk.html", "admin_daerah": "tenancy/admin_desk.html"}.get(
        actor.role, "ui/desk.html"
    )


def base_of(request: Request) -> str:
    """Return where the requests are that the region, or the nation, answers."""
    return f"/{request.region.slug}/petugas/permintaan-data" if request.region else "/nasional/permintaan-data"


def _line(own: OwnRequest, request: Request) -> OfficeLine:
    is_open = own.state is RequestState.OPEN
    left, tone = left_of(own, request) if is_open else ("", "")
    return OfficeLine(
        href=f"{base_of(request)}/{own.id}",
        title=str(REQUEST_KINDS[own.kind]),
        number=own.number,
        made_at=short_moment(own.made_at, zone_of(own.region_id)),
        state=str(REQUEST_STATES[own.state]),
        tone=REQUEST_TONES[own.state],
        left=left,
        left_tone=tone,
    )


def left_of(own: OwnRequest | DataRequest, request: Request) -> tuple[str, str]:
    """Return how much of the clock is left, and the tone of its tag."""
    hours = hours_left(own.due_at, request.now)
    if hours < 0:
        return _("Lewat waktu"), "danger"
    text = ngettext("Tersisa %(num)s jam", "Tersisa %(num)s jam", hours) % {"num": hours}
    return text, "warning" if hours < URGENT_HOURS else "info"


class AnswerForm(forms.Form):
    hasil = forms.ChoiceField(
        choices=[(outcome.value, outcome.value) for outcome in Outcome],
        error_messages={"required": gettext_lazy("Pilih hasilnya.")},
    )
    jawaban = forms.CharField(
        max_length=LONGEST_TEXT,
        error_messages={
            "required": gettext_lazy("Tulis apa yang dilakukan, atau alasan mengapa tidak dapat."),
            "max_length": gettext_lazy("Terlalu panjang; ringkaslah sampai 4.000 huruf."),
        },
    )


@dataclass(frozen=True, slots=True)
class OfficeRequestPage:
    """reference, case_service: of the application it is about, "" for the account     advice: what to keep in mind"""

    desk: str
    back_href: str
    title: str
    number: str
    name: str
    nik: str
    reference: str
    text: str
    made_at: str
    due: str
    left: str
    left_tone: str
    advice: str
    outcome: str
    answer: str
    answered_at: str
    outcomes: tuple[Option, ...]
    form: FormState
    message: str
    longest: int
    erase_href: str
    is_erased: bool


@open_to(*ANSWERING_IN_REGION)
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: Request, request_id: UUID) -> HttpResponse:
    """Show a request with who asks; a POST answers it."""
    return _one(request, request_id)


@open_to("admin_nasional")
@require_http_methods(["GET", "HEAD", "POST"])
def national_one(request: Request, request_id: UUID) -> HttpResponse:
    """The same for a request that the nation answers."""
    return _one(request, request_id)


def _one(request: Request, request_id: UUID) -> HttpResponse:
    found = office_request(request_id, actor=request.actor)
    looks.note(
        Opened.REQUEST, request_id, of=found.person_id, actor=request.actor, now=request.now, purpose="answering"
    )
    form = AnswerForm(request.POST if request.method == "POST" else restored_post(request))
    message = ""
    if request.method == "POST" and form.is_valid():
        try:
            answer_request(
                request_id=request_id,
                outcome=Outcome(form.cleaned_data["hasil"]),
                text=form.cleaned_data["jawaban"],
                actor=request.actor,
                now=request.now,
            )
        except RequestClosed:
            message = _("Permintaan ini sudah dijawab oleh rekan Anda.")
            found = office_request(request_id, actor=request.actor)
        else:
            return HttpResponseRedirect(f"{base_of(request)}?selesai=dijawab")
    shown = _page(request, found, form, message)
    status = 409 if message else 422 if request.method == "POST" else 200
    return page_or_block(request, "privacy/office_request.html", page=shown, status=status)


def _page(request: Request, found: DataRequest, form: AnswerForm, message: str) -> OfficeRequestPage:
    zone = zone_of(found.region_id)
    person = profile(actor=_on_behalf_of(found))
    left, tone = left_of(found, request) if found.state is RequestState.OPEN else ("", "")
    return OfficeRequestPage(
        desk=desk_of(request.actor),
        back_href=base_of(request),
        title=str(REQUEST_KINDS[found.kind]),
        number=found.number,
        name=person.name,
        nik=person.nik_masked,
        reference=_reference(found),
        text=found.text,
        made_at=moment(found.made_at, zone),
        due=moment(found.due_at, zone),
        left=left,
        left_tone=tone,
        advice=_advice(found.kind),
        outcome=str(OUTCOMES[found.outcome]) if found.outcome else "",
        answer=found.answer,
        answered_at=moment(found.answered_at, zone) if found.answered_at else "",
        outcomes=tuple(Option(outcome, str(text)) for outcome, text in OUTCOMES.items()),
        form=form_state(form),
        message=message,
        longest=LONGEST_TEXT,
        erase_href=f"{base_of(request)}/{found.id}/hapus" if _can_be_erased(found) else "",
        is_erased=request.GET.get("selesai") == "hapus",
    )


def _can_be_erased(found: DataRequest) -> bool:
    return found.kind is RequestKind.ERASURE and found.state is RequestState.OPEN


def _on_behalf_of(found: DataRequest) -> Actor:
    """Return the automation that reads who asks: row security shows a profile to its person only."""
    return replace(system(found.region_id), person_id=found.person_id)


def _reference(found: DataRequest) -> str:
    """Return what the case is called, "" where the request is about none."""
    if found.application_id is None:
        return ""
    try:
        case = track(found.application_id, actor=system(found.region_id)).case
    except ApplicationNotFound:
        # Deleted meanwhile: by its person, or by the very act that this request has asked for.
        return _("Draf yang sudah dihapus")
    return case.reference or _("Draf yang belum diajukan")


def _advice(kind: RequestKind) -> str:
    return {
        RequestKind.EXPLANATION: _(
            "Jelaskan siapa yang membuka data itu dan untuk apa. Nama petugas diberikan bila alasannya layak."
        ),
        RequestKind.CORRECTION: _(
            "Data dari instansi lain diperbaiki di sumbernya: tunjukkan ke mana melapor. Data permohonan diperbaiki "
            "dengan mengembalikannya kepada pemohon."
        ),
        RequestKind.ERASURE: _(
            "Permohonan yang sudah diajukan dan suratnya adalah arsip negara: tidak dihapus, dan itu dikatakan dalam "
            "jawaban. Draf yang belum diajukan boleh dihapus."
        ),
        RequestKind.STOP: _(
            "Persetujuan yang ditarik berlaku untuk pengambilan data berikutnya. Permohonan yang sedang berjalan "
            "diputuskan menurut tugas kantor, kecuali pemohon menariknya."
        ),
    }[kind]
