"""The nation's list of holidays and joint leave, and corrections of it."""

from dataclasses import dataclass

from django import forms
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from mpp.calendars.operations.correct_holiday import correct_holiday
from mpp.calendars.queries import closed_days, working_calendar
from mpp.calendars.views._words import DayLine, day_lines
from mpp.foundation.actor import NATIONAL
from mpp.foundation.ids import uuid7
from mpp.ui.access import open_to
from mpp.ui.forms import FormState, form_state
from mpp.ui.pages import page_or_block
from mpp.ui.request import Request


class CorrectionForm(forms.Form):
    """id: of the correction, so that a form sent twice corrects once"""

    id = forms.UUIDField(widget=forms.HiddenInput)
    tanggal = forms.DateField(
        error_messages={
            "required": gettext_lazy("Isi tanggalnya."),
            "invalid": gettext_lazy("Isi tanggal yang benar."),
        }
    )
    keadaan = forms.ChoiceField(
        choices=[("libur", ""), ("kerja", "")],
        error_messages={"required": gettext_lazy("Pilih libur atau hari kerja.")},
    )
    nama = forms.CharField(max_length=120, error_messages={"required": gettext_lazy("Isi nama harinya.")})
    nama_en = forms.CharField(
        max_length=120, error_messages={"required": gettext_lazy("Isi nama dalam bahasa Inggris.")}
    )
    dasar = forms.CharField(max_length=200, error_messages={"required": gettext_lazy("Isi dasar keputusannya.")})


@dataclass(frozen=True, slots=True)
class NationalCalendarPage:
    """years: of the lists, this one and the next"""

    days: tuple[DayLine, ...]
    years: tuple[int, int]
    form: FormState
    is_saved: bool


@open_to("admin_nasional")
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: Request) -> HttpResponse:
    """Show the list; correct it."""
    form = CorrectionForm(request.POST if request.method == "POST" else None, initial={"id": uuid7()})
    if form.is_valid():
        typed = form.cleaned_data
        correct_holiday(
            correction_id=typed["id"],
            day=typed["tanggal"],
            is_closed=typed["keadaan"] == "libur",
            name_id=typed["nama"],
            name_en=typed["nama_en"],
            basis=typed["dasar"],
            actor=request.actor,
            now=request.now,
            key=str(typed["id"]),
        )
        working_calendar.forget()
        return HttpResponseRedirect(f"{request.path}?selesai=ya")
    years = (request.now.year, request.now.year + 1)
    days = [day for year in years for day in closed_days(NATIONAL, year)]
    shown = NationalCalendarPage(day_lines(days, request.lang), years, form_state(form), "selesai" in request.GET)
    return page_or_block(request, "calendars/national_calendar.html", page=shown, status=422 if form.errors else 200)
