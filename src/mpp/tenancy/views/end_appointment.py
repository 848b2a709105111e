"""End an appointment on a day."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django import forms
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from mpp.foundation.clock import local_date
from mpp.foundation.errors import NotFound
from mpp.tenancy.operations.appoint import PeriodImpossible
from mpp.tenancy.operations.end_appointment import AppointmentOver, end_appointment
from mpp.tenancy.operations.recall_plh import recall_plh
from mpp.tenancy.queries import Holder, posts
from mpp.tenancy.request import region_of
from mpp.tenancy.rules import Tenure
from mpp.tenancy.views._words import role_title
from mpp.ui.access import open_to
from mpp.ui.forms import FormState, form_state
from mpp.ui.pages import page_or_block
from mpp.ui.request import Request


class EndForm(forms.Form):
    akhir = forms.DateField(
        error_messages={
            "required": gettext_lazy("Isi hari terakhir menjabat."),
            "invalid": gettext_lazy("Isi tanggal yang benar."),
        }
    )


@dataclass(frozen=True, slots=True)
class EndPage:
    """is_recallable: whether a Plh. stands in, whom one press sends back at once"""

    name: str
    title: str
    starts_on: date
    is_recallable: bool
    form: FormState
    back_href: str


@open_to("admin_daerah")
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: Request, appointment_id: UUID) -> HttpResponse:
    """Ask for the last day; end the appointment, a Plh.'s also at once, and go back to the offices."""
    region = region_of(request)
    today = local_date(request.now, region.timezone)
    holder = _holder(region.id, appointment_id, today)
    back, is_plh = f"/{region.slug}/petugas/kantor", holder.tenure is Tenure.PLH
    if is_plh and request.method == "POST" and "cabut" in request.POST:
        recall_plh(appointment_id=appointment_id, actor=request.actor, now=request.now)
        return HttpResponseRedirect(f"{back}?selesai=dicabut")
    form = EndForm(request.POST if request.method == "POST" else None, initial={"akhir": today})
    if form.is_valid():
        try:
            end_appointment(
                appointment_id=appointment_id, ends_on=form.cleaned_data["akhir"], actor=request.actor, now=request.now
            )
        except PeriodImpossible:
            form.add_error("akhir", _("Hari terakhir tidak boleh sebelum hari pertama menjabat."))
        except AppointmentOver:
            form.add_error("akhir", _("Masa jabatan ini sudah berakhir pada atau sebelum hari itu."))
        else:
            return HttpResponseRedirect(f"{back}?selesai=diakhiri")
    title = role_title(holder.role, request.lang)
    shown = EndPage(holder.name, title, holder.starts_on, is_plh, form_state(form), back)
    return page_or_block(request, "tenancy/end_appointment.html", page=shown, status=422 if form.errors else 200)


def _holder(region_id: int, appointment_id: UUID, today: date) -> Holder:
    for post in posts(region_id, on=today):
        for holder in (*post.holders, *post.coming):
            if holder.appointment_id == appointment_id:
                return holder
    raise NotFound
