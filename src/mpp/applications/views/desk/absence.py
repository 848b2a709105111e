"""A head who will be away names the own Plh., sees who stands in, and takes the post back."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django import forms
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from mpp.applications.operations._act import roles_of
from mpp.applications.operations._passed_on import DECISIONS, Post
from mpp.catalogue.queries import service_names, services_of
from mpp.foundation.clock import local_date
from mpp.foundation.errors import DomainError, NotFound
from mpp.foundation.ids import uuid7
from mpp.tenancy.operations.appoint import AlreadyAppointed, PeriodImpossible, PostTaken
from mpp.tenancy.operations.name_plh import (
    Absence,
    AbsenceTooLong,
    NotYoursToPassOn,
    StandInNotEligible,
    name_plh,
)
from mpp.tenancy.operations.recall_plh import recall_plh
from mpp.tenancy.queries import RegionView
from mpp.tenancy.queries.signing import StandIn, eligible_stand_ins, stand_ins
from mpp.tenancy.rules import PLH_LASTS_AT_MOST, AbsenceReason, Remit, Tenure
from mpp.ui.access import open_to
from mpp.ui.formats import long_date
from mpp.ui.forms import FormState, form_state
from mpp.ui.pages import page_or_block
from mpp.ui.request import Request

#: The posts of this desk whose holders may be away.
DESK_HEADS = ("kepala_dpmptsp", "kepala_dinkes")

REASONS: dict[AbsenceReason, Promise] = {
    AbsenceReason.LEAVE: gettext_lazy("Cuti"),
    AbsenceReason.OFFICIAL_TRAVEL: gettext_lazy("Perjalanan dinas"),
    AbsenceReason.TRAINING: gettext_lazy("Pendidikan atau pelatihan"),
    AbsenceReason.OTHER: gettext_lazy("Alasan lain"),
}
#: What a head may pass on act by act, as he reads it.
PASSED_ON: dict[str, Promise] = {
    "approve": gettext_lazy("Menyetujui dan menandatangani"),
    "reject": gettext_lazy("Menolak"),
    "return_for_correction": gettext_lazy("Mengembalikan untuk diperbaiki"),
}


class AbsenceForm(forms.Form):
    """id: of the appointment to be made, so that a form sent twice names one Plh."""

    id = forms.UUIDField(widget=forms.HiddenInput)
    plh = forms.ChoiceField(
        error_messages={
            "required": gettext_lazy("Pilih siapa yang menggantikan Anda."),
            "invalid_choice": gettext_lazy("Pilih petugas dari daftar."),
        }
    )
    mulai = forms.DateField(
        error_messages={
            "required": gettext_lazy("Isi hari pertama Anda berhalangan."),
            "invalid": gettext_lazy("Isi tanggal yang benar."),
        }
    )
    akhir = forms.DateField(
        error_messages={
            "required": gettext_lazy("Isi hari terakhir Anda berhalangan."),
            "invalid": gettext_lazy("Isi tanggal yang benar."),
        }
    )
    alasan = forms.ChoiceField(
        choices=list(REASONS.items()),
        error_messages=dict.fromkeys(("required", "invalid_choice"), gettext_lazy("Pilih alasannya.")),
    )
    tindakan = forms.MultipleChoiceField(
        choices=list(PASSED_ON.items()),
        error_messages={"required": gettext_lazy("Pilih paling sedikit satu tindakan yang diserahkan.")},
    )
    layanan = forms.MultipleChoiceField(required=False)
    surat = forms.CharField(max_length=80, required=False)


@dataclass(frozen=True, slots=True)
class StandInLine:
    """days, what: as a person reads them     is_now: whether he stands in today     letter: its number, "" for none"""

    name: str
    days: str
    what: str
    reason: str
    letter: str
    is_now: bool
    recall_href: str


@dataclass(frozen=True, slots=True)
class AbsencePage:
    """form: None for who stands in himself, or where nobody can     why_not: why there is none

    acts, services: what may be passed on     days: how long an absence may last     zone: as the region calls it
    """

    base: str
    queue_href: str
    done: str
    stand_ins: tuple[StandInLine, ...]
    form: FormState | None
    why_not: str
    officers: tuple[tuple[str, str], ...]
    reasons: tuple[tuple[str, str], ...]
    acts: tuple[tuple[str, str], ...]
    services: tuple[tuple[str, str], ...]
    days: int
    zone: str


def address(region: RegionView) -> str:
    """Return the path of the page."""
    return f"/{region.slug}/petugas/berhalangan"


def who_stands_in(post: Post) -> str:
    """Return who acts in the post today in place of its own holder, who looks at it; "" where nobody does."""
    first = post.held[0] if post.held else None
    if first is None or first.officer_id == post.actor.officer_id or first.tenure is not Tenure.PLH:
        return ""
    return _("%(name)s bertindak sebagai %(capacity)s sampai %(day)s.") % {
        "name": first.name,
        "capacity": first.capacity,
        "day": long_date(first.ends_on) if first.ends_on else "",
    }


@open_to(*DESK_HEADS)
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: Request) -> HttpResponse:
    """Show who stands in, and the form; name a Plh., and show him."""
    region = _region(request)
    today = local_date(request.now, region.timezone)
    officers = eligible_stand_ins(actor=request.actor, on=today)
    services = _services(region, request)
    form = AbsenceForm(
        request.POST if request.method == "POST" else None,
        initial={"id": uuid7(), "mulai": today, "tindakan": list(DECISIONS)},
    )
    form.fields["plh"].choices = [(str(key), name) for key, name in officers.items()]  # type: ignore[attr-defined]  # a ChoiceField
    form.fields["layanan"].choices = services  # type: ignore[attr-defined]  # a ChoiceField
    own = Post.today(request.actor, request.now).own
    holds_himself = own is not None and own.tenure is not Tenure.PLH
    why_not = _why_not(holds_himself, bool(officers))
    if not why_not and form.is_valid() and _name(form, request):
        return HttpResponseRedirect(f"{address(region)}?selesai=ditunjuk")
    shown = AbsencePage(
        base=address(region),
        queue_href=f"/{region.slug}/petugas/",
        done=_done(request.GET.get("selesai", "")),
        stand_ins=tuple(_lines(stand_ins(actor=request.actor, on=today), request, region, may_recall=holds_himself)),
        form=None if why_not else form_state(form),
        why_not=why_not,
        officers=tuple((str(key), name) for key, name in officers.items()),
        reasons=tuple((code, str(text)) for code, text in REASONS.items()),
        acts=tuple((code, str(text)) for code, text in PASSED_ON.items()),
        services=services,
        days=PLH_LASTS_AT_MOST.days,
        zone={"Asia/Jakarta": "WIB", "Asia/Makassar": "WITA", "Asia/Jayapura": "WIT"}[region.timezone],
    )
    return page_or_block(request, "applications/desk/absence.html", page=shown, status=422 if form.errors else 200)


@open_to(*DESK_HEADS)
@require_POST
def recall(request: Request, appointment_id: UUID) -> HttpResponse:
    """Take the post back at once."""
    recall_plh(appointment_id=appointment_id, actor=request.actor, now=request.now)
    return HttpResponseRedirect(f"{address(_region(request))}?selesai=dicabut")


def _region(request: Request) -> RegionView:
    if not isinstance(request.region, RegionView):
        raise NotFound
    return request.region


def _services(region: RegionView, request: Request) -> tuple[tuple[str, str], ...]:
    """Return the services that the office decides on in this region, by name."""
    names = service_names(request.lang)
    slugs = [
        offer.definition.slug
        for offer in services_of(region.id)
        if offer.is_open and request.actor.role in roles_of(offer)
    ]
    return tuple(sorted(((slug, names.get(slug, slug)) for slug in slugs), key=lambda pair: pair[1]))


def _why_not(holds_himself: bool, has_officers: bool) -> str:
    if not holds_himself:
        return _("Hanya pejabat definitif atau Plt. yang dapat menunjuk Plh.")
    if not has_officers:
        return _(
            "Belum ada petugas lain di kantor Anda yang dapat bekerja di MPP Digital. "
            "Minta admin daerah mengundangnya lebih dahulu."
        )
    return ""


def _name(form: AbsenceForm, request: Request) -> bool:
    """Name the Plh. and return True; else leave the reason at its field."""
    typed = form.cleaned_data
    acts = tuple(act for act in DECISIONS if act in typed["tindakan"])
    absence = Absence(
        starts_on=typed["mulai"],
        ends_on=typed["akhir"],
        reason=AbsenceReason(typed["alasan"]),
        remit=Remit(services=tuple(sorted(typed["layanan"])), acts=() if acts == DECISIONS else acts),
        letter=typed["surat"],
    )
    try:
        name_plh(
            appointment_id=typed["id"],
            officer_id=UUID(typed["plh"]),
            absence=absence,
            actor=request.actor,
            now=request.now,
            key=str(typed["id"]),
        )
    except (PeriodImpossible, AbsenceTooLong, NotYoursToPassOn, StandInNotEligible, AlreadyAppointed, PostTaken) as no:
        form.add_error(*_reason(no))
        return False
    return True


def _reason(refusal: DomainError) -> tuple[str, str]:
    """Return the field a refusal is about, and what it says."""
    return {
        PeriodImpossible.code: (
            "akhir",
            _("Hari pertama paling awal hari ini, dan hari terakhir tidak mendahuluinya."),
        ),
        AbsenceTooLong.code: (
            "akhir",
            _("Paling lama %(days)s hari. Untuk waktu yang lebih lama, admin daerah mencatat surat penunjukannya.")
            % {"days": PLH_LASTS_AT_MOST.days},
        ),
        NotYoursToPassOn.code: ("akhir", _("Masa jabatan Anda sendiri tidak mencakup semua hari itu.")),
        StandInNotEligible.code: ("plh", _("Petugas ini tidak dapat menggantikan Anda. Pilih yang lain.")),
        AlreadyAppointed.code: ("mulai", _("Petugas ini sudah menggantikan Anda pada sebagian hari itu.")),
        PostTaken.code: ("mulai", _("Pada sebagian hari itu sudah ada Plh. Cabut dulu yang lama.")),
    }[refusal.code]


def _lines(
    found: Iterable[StandIn], request: Request, region: RegionView, *, may_recall: bool
) -> Iterable[StandInLine]:
    names, today = service_names(request.lang), local_date(request.now, region.timezone)
    for each in found:
        yield StandInLine(
            name=each.name,
            days=_("%(first)s sampai %(last)s")
            % {"first": long_date(each.starts_on), "last": long_date(each.ends_on) if each.ends_on else ""},
            what=_what(each.remit, names),
            reason=str(REASONS[AbsenceReason(each.reason)]) if each.reason else "",
            letter=each.decree,
            is_now=each.starts_on <= today,
            recall_href=f"{address(region)}/{each.appointment_id}/cabut" if may_recall else "",
        )


def _what(remit: Remit, names: dict[str, str]) -> str:
    acts = ", ".join(str(PASSED_ON[act]) for act in remit.acts) or _("Semua tindakan")
    services = ", ".join(names.get(slug, slug) for slug in remit.services) or _("semua layanan")
    return f"{acts}; {services}"


def _done(code: str) -> str:
    return {
        "ditunjuk": _("Plh. ditunjuk. Ia dan admin daerah diberi tahu."),
        "dicabut": _("Penunjukan dicabut. Mulai sekarang Anda sendiri yang bertindak."),
    }.get(code, "")
