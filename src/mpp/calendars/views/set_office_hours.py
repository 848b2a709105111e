"""The weekly hours of a region's offices."""

from dataclasses import dataclass
from datetime import time
from typing import Any

from django import forms
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from mpp.calendars.operations.set_office_hours import set_office_hours
from mpp.calendars.queries import office_hours, working_calendar
from mpp.calendars.rules import OfficeHours
from mpp.calendars.views._words import weekday_names
from mpp.foundation.errors import NotFound
from mpp.foundation.ids import uuid7
from mpp.ui.access import open_to
from mpp.ui.forms import Field, FormState, form_state
from mpp.ui.pages import page_or_block
from mpp.ui.request import Request


class HoursForm(forms.Form):
    """Per weekday `buka0`, `tutup0` (Monday) to `buka6`, `tutup6`; both empty: not worked."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for weekday in range(7):
            for name in (f"buka{weekday}", f"tutup{weekday}"):
                self.fields[name] = forms.TimeField(
                    required=False, error_messages={"invalid": gettext_lazy("Isi jam seperti 07:30.")}
                )

    def clean(self) -> None:
        for weekday in range(7):
            opens, closes = self._times(weekday)
            if (opens is None) != (closes is None):
                self.add_error(f"tutup{weekday}", _("Isi jam buka dan jam tutup, atau kosongkan keduanya."))
            elif opens and closes and opens >= closes:
                self.add_error(f"tutup{weekday}", _("Jam tutup harus sesudah jam buka."))
        if not self.errors and not self.hours():
            self.add_error(None, _("Kantor harus buka paling sedikit satu hari seminggu."))

    def hours(self) -> OfficeHours:
        """Return the hours of the days that are worked."""
        typed = {weekday: self._times(weekday) for weekday in range(7)}
        return {weekday: (opens, closes) for weekday, (opens, closes) in typed.items() if opens and closes}

    def _times(self, weekday: int) -> tuple[time | None, time | None]:
        return self.cleaned_data.get(f"buka{weekday}"), self.cleaned_data.get(f"tutup{weekday}")


@dataclass(frozen=True, slots=True)
class HoursPage:
    """days: (name, field of opening, field of closing)"""

    form: FormState
    days: tuple[tuple[str, Field, Field], ...]
    back_href: str


@open_to("admin_daerah")
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: Request) -> HttpResponse:
    """Show the week; save a new version of it."""
    if request.region is None:
        raise NotFound
    back = f"/{request.region.slug}/petugas/kalender"
    now_set: dict[str, str] = {}
    for weekday, (opens, closes) in office_hours(request.region.id).items():
        now_set |= {f"buka{weekday}": f"{opens:%H:%M}", f"tutup{weekday}": f"{closes:%H:%M}"}
    form = HoursForm(request.POST if request.method == "POST" else None, initial=now_set)
    if form.is_valid():
        set_office_hours(schedule_id=uuid7(), hours=form.hours(), actor=request.actor, now=request.now)
        working_calendar.forget()
        return HttpResponseRedirect(f"{back}?selesai=jam")
    state = form_state(form)
    days = ((name, state[f"buka{n}"], state[f"tutup{n}"]) for n, name in enumerate(weekday_names()))
    shown = HoursPage(state, tuple(days), back)
    return page_or_block(request, "calendars/office_hours.html", page=shown, status=422 if form.errors else 200)
