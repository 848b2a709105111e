"""My requests about my data: the list, a new one, one with its answer."""

from dataclasses import dataclass
from uuid import UUID, uuid5

from django import forms
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from mpp.applications.queries.tracking import OwnCase, own_cases
from mpp.foundation.actor import NATIONAL
from mpp.foundation.ids import uuid7
from mpp.identity.queries import acting_person
from mpp.identity.rules import CITIZEN
from mpp.identity.stash import restored_post
from mpp.privacy.operations.answer_request import RequestClosed
from mpp.privacy.operations.make_request import TooManyRequests, make_request
from mpp.privacy.operations.withdraw_request import withdraw_request
from mpp.privacy.queries import OwnRequest, own_request, own_requests
from mpp.privacy.rules import LONGEST_TEXT, MOST_OPEN, RequestKind, RequestState
from mpp.privacy.words import OUTCOMES, REQUEST_HINTS, REQUEST_KINDS, REQUEST_STATES, REQUEST_TONES
from mpp.tenancy.queries import NATIONAL_ZONE, region_by_id
from mpp.ui.access import open_to
from mpp.ui.formats import moment, short_moment
from mpp.ui.forms import FormState, Option, form_state
from mpp.ui.pages import page_or_block
from mpp.ui.request import Request

PATH = "/akun/permintaan-data"
#: What a request is about when it is about no application.
ACCOUNT = "akun"


@dataclass(frozen=True, slots=True)
class RequestLine:
    """due: when the answer is due, "" once there is one"""

    href: str
    title: str
    number: str
    office: str
    state: str
    tone: str
    made_at: str
    due: str


@dataclass(frozen=True, slots=True)
class RequestsPage:
    lines: tuple[RequestLine, ...]


@open_to(CITIZEN)
@require_safe
def page(request: Request) -> HttpResponse:
    """Show the list, the latest first."""
    shown = RequestsPage(tuple(map(_line, own_requests(actor=request.actor))))
    return page_or_block(request, "privacy/own_requests.html", page=shown)


def _line(own: OwnRequest) -> RequestLine:
    zone = zone_of(own.region_id)
    return RequestLine(
        href=f"{PATH}/{own.id}",
        title=str(REQUEST_KINDS[own.kind]),
        number=own.number,
        office=office_of(own.region_id),
        state=str(REQUEST_STATES[own.state]),
        tone=REQUEST_TONES[own.state],
        made_at=short_moment(own.made_at, zone),
        due=moment(own.due_at, zone) if own.state is RequestState.OPEN else "",
    )


def zone_of(region_id: int) -> str:
    """Return the zone in which moments of a request are read."""
    region = region_by_id(region_id)
    return region.timezone if region else NATIONAL_ZONE


def office_of(region_id: int) -> str:
    """Return who answers, in words."""
    region = region_by_id(region_id)
    return region.name if region else _("Pengelola nasional MPP Digital")


class NewRequestForm(forms.Form):
    """tentang: "akun", or the id of an own application"""

    jenis = forms.ChoiceField(
        choices=[(kind.value, kind.value) for kind in RequestKind],
        error_messages={"required": gettext_lazy("Pilih apa yang Anda minta.")},
    )
    tentang = forms.CharField(error_messages={"required": gettext_lazy("Pilih data yang Anda maksud.")})
    isi = forms.CharField(
        max_length=LONGEST_TEXT,
        error_messages={
            "required": gettext_lazy("Tulis permintaan Anda dengan kata-kata sendiri."),
            "max_length": gettext_lazy("Terlalu panjang; ringkaslah sampai 4.000 huruf."),
        },
    )


@dataclass(frozen=True, slots=True)
class NewRequestPage:
    """abouts: what a request can be about     key: of this sending     message: why none can be made now"""

    form: FormState
    kinds: tuple[Option, ...]
    abouts: tuple[Option, ...]
    key: str
    message: str
    longest: int


@open_to(CITIZEN)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: Request) -> HttpResponse:
    """Ask what is wanted; make the request."""
    cases = {str(case.application_id): case for case in own_cases(actor=request.actor)}
    given = request.POST if request.method == "POST" else restored_post(request)
    form = NewRequestForm(given, initial={"tentang": request.GET.get("tentang", ""), "jenis": "", "isi": ""})
    message = ""
    if request.method == "POST" and form.is_valid():
        about = form.cleaned_data["tentang"]
        if about != ACCOUNT and about not in cases:
            form.add_error("tentang", _("Pilih data yang Anda maksud."))
        else:
            try:
                request_id = _make(request, form, cases.get(about))
            except TooManyRequests:
                message = _("Anda punya %(most)s permintaan yang menunggu. Tunggu jawabannya lebih dahulu.") % {
                    "most": MOST_OPEN
                }
            else:
                return HttpResponseRedirect(f"{PATH}/{request_id}?selesai=dibuat")
    shown = NewRequestPage(
        form=form_state(form),
        kinds=tuple(Option(kind, str(text), str(REQUEST_HINTS[kind])) for kind, text in REQUEST_KINDS.items()),
        abouts=(Option(ACCOUNT, _("Akun dan data diri saya")), *map(_about, cases.values())),
        key=request.POST.get("key", "") or str(uuid7()),
        message=message,
        longest=LONGEST_TEXT,
    )
    refused = request.method == "POST"
    return page_or_block(request, "privacy/new_request.html", page=shown, status=422 if refused else 200)


def _make(request: Request, form: NewRequestForm, case: OwnCase | None) -> UUID:
    """Return the id, the same when the same form is sent again."""
    request_id = uuid5(acting_person(request.actor), request.POST.get("key", ""))
    make_request(
        request_id=request_id,
        kind=RequestKind(form.cleaned_data["jenis"]),
        application_id=case.application_id if case else None,
        text=form.cleaned_data["isi"],
        key=str(request_id),
        actor=request.actor.acting_in(case.region_id if case else NATIONAL),
        now=request.now,
    )
    return request_id


def _about(case: OwnCase) -> Option:
    return Option(
        str(case.application_id),
        _("Permohonan %(reference)s") % {"reference": case.reference or _("(draf)")},
        office_of(case.region_id),
    )


@dataclass(frozen=True, slots=True)
class RequestPage:
    """answered_at, outcome, answer: "" until there is one"""

    title: str
    number: str
    office: str
    state: str
    tone: str
    text: str
    made_at: str
    due: str
    outcome: str
    answer: str
    answered_at: str
    may_withdraw: bool
    is_new: bool
    message: str


@open_to(CITIZEN)
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: Request, request_id: UUID) -> HttpResponse:
    """Show a request and its answer; a POST takes it back."""
    found, message = own_request(request_id, actor=request.actor), ""
    if request.method == "POST":
        try:
            withdraw_request(request_id=request_id, actor=request.actor.acting_in(found.region_id), now=request.now)
        except RequestClosed:
            message = _("Permintaan ini sudah dijawab atau ditarik; lihat keadaannya di bawah.")
        else:
            return HttpResponseRedirect(PATH)
    zone = zone_of(found.region_id)
    shown = RequestPage(
        title=str(REQUEST_KINDS[found.kind]),
        number=found.number,
        office=office_of(found.region_id),
        state=str(REQUEST_STATES[found.state]),
        tone=REQUEST_TONES[found.state],
        text=found.text,
        made_at=moment(found.made_at, zone),
        due=moment(found.due_at, zone) if found.state is RequestState.OPEN else "",
        outcome=str(OUTCOMES[found.outcome]) if found.outcome else "",
        answer=found.answer,
        answered_at=moment(found.answered_at, zone) if found.answered_at else "",
        may_withdraw=found.state is RequestState.OPEN,
        is_new=request.GET.get("selesai") == "dibuat" and found.state is RequestState.OPEN,
        message=message,
    )
    return page_or_block(request, "privacy/own_request.html", page=shown, status=409 if message else 200)
