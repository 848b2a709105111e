"""The steward's pages: the facilities he answers for, and who wants to practise there."""

from dataclasses import dataclass
from uuid import UUID

from django import forms
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from mpp.eforms.show import hours
from mpp.facilities import queries
from mpp.facilities.operations.answer_practice import ReasonMissing, confirm_practice, refuse_practice
from mpp.facilities.queries import Asked
from mpp.facilities.rules import MOST_WORDS, State
from mpp.facilities.words import STATES, TONES
from mpp.foundation import looks
from mpp.foundation.clock import local_date
from mpp.foundation.ids import uuid7
from mpp.foundation.ratelimit import limited
from mpp.identity.rules import CITIZEN
from mpp.tenancy.queries import NATIONAL_ZONE, RegionView, region_by_id
from mpp.tenancy.request import region_of
from mpp.ui.access import open_to
from mpp.ui.formats import long_date, short_moment, weekday_date
from mpp.ui.forms import ErrorLink, Field, FormState, form_state
from mpp.ui.pages import page_or_block
from mpp.ui.request import Request


@dataclass(frozen=True, slots=True)
class DutiesPage:
    """duties: (address, facility, region, until when)"""

    duties: tuple[tuple[str, str, str, str], ...]


@open_to(CITIZEN)
@require_safe
def duties(request: Request) -> HttpResponse:
    """Show the facilities that the person answers for."""
    today = local_date(request.now, NATIONAL_ZONE)
    rows = []
    for each in queries.own_duties(actor=request.actor, on=today):
        region = region_by_id(each.region_id)
        if region is not None:
            rows.append((_base(region), each.facility_name, region.name, long_date(each.ends_on)))
    return page_or_block(request, "facilities/duties.html", page=DutiesPage(tuple(rows)))


@dataclass(frozen=True, slots=True)
class RequestCard:
    """hours: practice days and hours, a line each     answer: who answered when, with which words, "" while it waits"""

    id: str
    name: str
    profession: str
    facility: str
    hours: tuple[str, ...]
    asked: str
    due: str
    state: str
    tone: str
    answer: str
    refuse_href: str


@dataclass(frozen=True, slots=True)
class RequestsPage:
    """from_on: first day of practice, asked once for all that are confirmed together"""

    region_name: str
    waiting: tuple[RequestCard, ...]
    answered: tuple[RequestCard, ...]
    form: FormState
    is_steward: bool
    done: str


class ConfirmForm(forms.Form):
    permintaan = forms.TypedMultipleChoiceField(
        coerce=UUID, error_messages={"required": gettext_lazy("Centang sedikitnya satu orang.")}
    )
    mulai = forms.DateField(
        error_messages={
            "required": gettext_lazy("Isi hari pertama berpraktik."),
            "invalid": gettext_lazy("Isi tanggal yang benar."),
        }
    )


@open_to(CITIZEN)
@limited("save-step", methods=("POST",))
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: Request) -> HttpResponse:
    """Show who wants to practise at the person's facilities; confirm those that are ticked."""
    region = region_of(request)
    today = local_date(request.now, region.timezone)
    asked = queries.asked_of_me(actor=request.actor, on=today)
    _note(asked, request)
    form = ConfirmForm(request.POST if request.method == "POST" else None, initial={"mulai": today})
    form.fields["permintaan"].choices = [(str(each.id), "") for each in asked]  # type: ignore[attr-defined]
    if request.method == "POST" and form.is_valid():
        number = confirm_practice(
            round_id=uuid7(),
            request_ids=form.cleaned_data["permintaan"],
            from_on=form.cleaned_data["mulai"],
            today=today,
            actor=request.actor,
            now=request.now,
        )
        return HttpResponseRedirect(f"{_base(region)}?selesai={number}")
    shown = RequestsPage(
        region_name=region.name,
        waiting=tuple(_card(each, region) for each in asked if each.state is State.WAITING),
        answered=tuple(_card(each, region) for each in asked if each.state is not State.WAITING),
        form=form_state(form),
        is_steward=bool(queries.own_duties(actor=request.actor, on=today)),
        done=_done(request.GET.get("selesai", "")),
    )
    return page_or_block(
        request, "facilities/requests.html", page=shown, status=422 if request.method == "POST" else 200
    )


def _note(asked: tuple[Asked, ...], request: Request) -> None:
    """Tell those who are read that the facility has read them."""
    reads = [(each.person_id, each.application_id, each.facility_name) for each in asked]
    looks.note_at_facility(reads, actor=request.actor, now=request.now)


def _done(said: str) -> str:
    if said == "ditolak":
        return _("Penolakan sudah dikirim. Pemohon membaca alasan Anda.")
    return _("Sudah dikonfirmasi: %(number)s orang.") % {"number": said} if said.isascii() and said.isdigit() else ""


@dataclass(frozen=True, slots=True)
class RefusePage:
    card: RequestCard
    errors: tuple[ErrorLink, ...]
    field: Field
    most: int
    back_href: str


@open_to(CITIZEN)
@limited("save-step", methods=("POST",))
@require_http_methods(["GET", "HEAD", "POST"])
def refuse(request: Request, request_id: UUID) -> HttpResponse:
    """Ask why somebody will not practise at the facility, and refuse."""
    region = region_of(request)
    today = local_date(request.now, region.timezone)
    mine = {each.id: each for each in queries.asked_of_me(actor=request.actor, on=today)}
    found = mine.get(request_id)
    if found is None:
        raise queries.RequestNotFound
    _note((found,), request)
    words, error = request.POST.get("alasan", ""), ""
    if request.method == "POST":
        try:
            refuse_practice(request_id=request_id, words=words, today=today, actor=request.actor, now=request.now)
            return HttpResponseRedirect(f"{_base(region)}?selesai=ditolak")
        except ReasonMissing:
            error = _("Tulis alasannya, supaya pemohon mengerti.")
    shown = RefusePage(
        card=_card(found, region),
        errors=(ErrorLink(error, "#alasan"),) if error else (),
        field=Field("alasan", words, error),
        most=MOST_WORDS,
        back_href=_base(region),
    )
    return page_or_block(request, "facilities/refuse.html", page=shown, status=422 if error else 200)


def _base(region: RegionView) -> str:
    return f"/{region.slug}/fasilitas"


def _card(each: Asked, region: RegionView) -> RequestCard:
    return RequestCard(
        id=str(each.id),
        name=each.subject.name,
        profession=each.subject.profession,
        facility=each.facility_name,
        hours=tuple(hours(row) for row in each.subject.schedule),
        asked=short_moment(each.asked_at, region.timezone),
        due=weekday_date(each.due_on),
        state=str(STATES[each.state]),
        tone=TONES[each.state],
        answer=_answer(each, region),
        refuse_href=f"{_base(region)}/{each.id}/tolak",
    )


def _answer(each: Asked, region: RegionView) -> str:
    if each.answered_at is None:
        return ""
    at = short_moment(each.answered_at, region.timezone)
    said = f"{each.steward}, {at}" if each.steward else at
    if each.from_on:
        said = _("%(said)s; mulai %(day)s") % {"said": said, "day": long_date(each.from_on)}
    return f"{said}: {each.words}" if each.words else said
