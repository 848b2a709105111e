"""By which channels one is told of what."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from mpp.identity.queries import acting_person, profile
from mpp.notifications import wired
from mpp.notifications.operations.choose_channels import choose_channels
from mpp.notifications.queries import wishes
from mpp.notifications.rules import Channel, Topic
from mpp.ui.access import SIGNED_IN, open_to
from mpp.ui.forms import FormState, Option, form_state
from mpp.ui.pages import page_or_block
from mpp.ui.request import Request

PATH = "/akun/pemberitahuan"


class ChannelsForm(forms.Form):
    """A list of channels for each topic; none is a wish too, save for warnings."""

    case = forms.MultipleChoiceField(choices=[(each, each) for each in Channel], required=False)
    reminder = forms.MultipleChoiceField(choices=[(each, each) for each in Channel], required=False)
    security = forms.MultipleChoiceField(
        choices=[(each, each) for each in Channel],
        error_messages={
            "required": gettext_lazy("Pilih paling sedikit satu. Peringatan keamanan tidak dapat dimatikan.")
        },
    )


@dataclass(frozen=True, slots=True)
class ChannelsPage:
    """topics: field, question, hint     email, phone: where one is reached now, "" for nowhere"""

    form: FormState
    options: tuple[Option, ...]
    email: str
    phone: str
    is_saved: bool


@open_to(SIGNED_IN)
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: Request) -> HttpResponse:
    """Show the wishes; a POST keeps new ones."""
    now_wished: dict[str, Any] = {topic.value: sorted(each) for topic, each in wishes(actor=request.actor).items()}
    form = ChannelsForm(request.POST if request.method == "POST" else None, initial=now_wished)
    if form.is_valid():
        choose_channels(
            person_id=acting_person(request.actor),
            wishes={topic: [Channel(each) for each in form.cleaned_data[topic.value]] for topic in Topic},
            actor=request.actor,
            now=request.now,
        )
        return HttpResponseRedirect(f"{PATH}?selesai=ya")
    known = profile(actor=request.actor)
    options = [Option(Channel.EMAIL, _("Surel"))]
    if wired.texter():
        options.append(Option(Channel.SMS, _("SMS")))
    shown = ChannelsPage(form_state(form), tuple(options), known.email, known.phone, "selesai" in request.GET)
    return page_or_block(request, "notifications/channels.html", page=shown, status=422 if form.errors else 200)
