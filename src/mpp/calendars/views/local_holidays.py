"""The calendar of a region: its hours, the days it is closed, and the days of its own."""

from dataclasses import dataclass
from uuid import UUID

from django import forms
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from mpp.calendars.operations.declare_local_holiday import HolidayDeclared, declare_local_holiday
from mpp.calendars.operations.withdraw_local_holiday import withdraw_local_holiday
from mpp.calendars.queries import closed_days, office_hours, working_calendar
from mpp.calendars.views._words import DayLine, HoursLine, day_lines, hours_lines
from mpp.foundation.errors import NotFound
from mpp.foundation.ids import uuid7
from mpp.ui.access import open_to
from mpp.ui.forms import FormState, form_state
from mpp.ui.pages import page_or_block
from mpp.ui.request import Region, Request


class HolidayForm(forms.Form):
    """id: of the day to be declared, so that a form sent twice declares once"""

    id = forms.UUIDField(widget=forms.HiddenInput)
    tanggal = forms.DateField(
        error_messages={
            "required": gettext_lazy("Isi tanggal libur."),
            "invalid": gettext_lazy("Isi tanggal yang benar."),
        }
    )
    nama = forms.CharField(max_length=120, error_messages={"required": gettext_lazy("Isi nama hari libur.")})
    nama_en = forms.CharField(
        max_length=120, error_messages={"required": gettext_lazy("Isi nama dalam bahasa Inggris.")}
    )
    dasar = forms.CharField(max_length=200, error_messages={"required": gettext_lazy("Isi dasar keputusannya.")})


@dataclass(frozen=True, slots=True)
class CalendarPage:
    """days: of this year and the next, from today on"""

    done: str
    hours: tuple[HoursLine, ...]
    days: tuple[DayLine, ...]
    form: FormState
    path: str


@open_to("admin_daerah")
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: Request) -> HttpResponse:
    """Show the calendar; declare a day of the region's own."""
    region = _region(request)
    form = HolidayForm(request.POST if request.method == "POST" else None, initial={"id": uuid7()})
    if form.is_valid() and _declare(form, request):
        return HttpResponseRedirect(f"{request.path}?selesai=libur")
    today = request.now.date()
    coming = [day for year in (today.year, today.year + 1) for day in closed_days(region.id, year) if day.day >= today]
    shown = CalendarPage(
        done=_done(request.GET.get("selesai", "")),
        hours=hours_lines(office_hours(region.id)),
        days=day_lines(coming, request.lang),
        form=form_state(form),
        path=f"/{region.slug}/petugas/kalender",
    )
    return page_or_block(request, "calendars/calendar.html", page=shown, status=422 if form.errors else 200)


@open_to("admin_daerah")
@require_POST
def withdraw(request: Request, holiday_id: UUID) -> HttpResponse:
    """Let a day of the region's own count again."""
    withdraw_local_holiday(holiday_id=holiday_id, actor=request.actor, now=request.now)
    working_calendar.forget()
    return HttpResponseRedirect(f"/{_region(request).slug}/petugas/kalender?selesai=batal")


def _declare(form: HolidayForm, request: Request) -> bool:
    """Declare and return True; else leave the reason at its field."""
    typed = form.cleaned_data
    try:
        declare_local_holiday(
            holiday_id=typed["id"],
            day=typed["tanggal"],
            name_id=typed["nama"],
            name_en=typed["nama_en"],
            basis=typed["dasar"],
            actor=request.actor,
            now=request.now,
            key=str(typed["id"]),
        )
    except HolidayDeclared:
        form.add_error("tanggal", _("Hari itu sudah libur di daerah ini."))
        return False
    working_calendar.forget()
    return True


def _done(code: str) -> str:
    return {
        "libur": _("Hari libur dicatat. Tenggat yang sudah dijanjikan tidak berubah."),
        "batal": _("Hari itu kembali menjadi hari kerja."),
        "jam": _("Jam kerja baru berlaku untuk permohonan berikutnya."),
    }.get(code, "")


def _region(request: Request) -> Region:
    if request.region is None:
        raise NotFound
    return request.region
