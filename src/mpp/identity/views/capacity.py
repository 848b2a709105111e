"""Choosing in which capacity to go on: as a citizen, or in a post."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode
from uuid import UUID

from django import forms
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from mpp.foundation.actor import NATIONAL
from mpp.foundation.ids import uuid7
from mpp.identity import claims
from mpp.identity.claims import SessionClaims
from mpp.identity.operations.choose_capacity import FactorNeeded, NotYetAdmitted, choose_capacity
from mpp.identity.ports import Capacity
from mpp.identity.queries import own_capacities
from mpp.identity.request import SessionRequest
from mpp.identity.rules import CITIZEN, local_path
from mpp.identity.views._entry import FACTOR_PATH
from mpp.identity.watch import watch
from mpp.ui.access import SIGNED_IN, open_to
from mpp.ui.errors import words_for
from mpp.ui.forms import FormState, Option, form_state
from mpp.ui.pages import page_or_block


class CapacityForm(forms.Form):
    """Which of the capacities one has today."""

    capacity = forms.ChoiceField(
        error_messages={"required": _("Pilih salah satu."), "invalid_choice": _("Pilih salah satu.")}
    )

    def __init__(self, typed: Mapping[str, str] | None, *, values: Iterable[str]) -> None:
        super().__init__(typed)
        self.fields["capacity"].choices = [(value, value) for value in values]  # type: ignore[attr-defined]  # a ChoiceField


@dataclass(frozen=True, slots=True)
class CapacityPage:
    """options: the posts held today, the citizen last"""

    name: str
    form: FormState
    options: tuple[Option, ...]
    next_path: str


@open_to(SIGNED_IN)
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: SessionRequest) -> HttpResponse:
    """Show the capacities; take the chosen one and go on in it."""
    next_path = local_path(request.POST.get("next") or request.GET.get("next", ""))
    held = own_capacities(actor=request.actor, now=request.now)
    values = [str(post.appointment_id) for post in held] + [CITIZEN]
    form = CapacityForm(request.POST if request.method == "POST" else None, values=values)
    if form.is_valid() and request.session_claims:
        try:
            return _go_on(request, request.session_claims, form.cleaned_data["capacity"], next_path)
        except FactorNeeded:
            return HttpResponseRedirect(f"{FACTOR_PATH}?{urlencode({'next': request.get_full_path()})}")
        except NotYetAdmitted:
            form.add_error("capacity", words_for(NotYetAdmitted())[1])
    shown = CapacityPage(request.account_name, form_state(form), _options(held, request.lang), next_path)
    return page_or_block(request, "identity/capacity.html", page=shown, status=422 if form.errors else 200)


def _go_on(request: SessionRequest, running: SessionClaims, chosen: str, next_path: str) -> HttpResponse:
    new_session_id = uuid7()
    post = choose_capacity(
        session_id=running.session_id,
        new_session_id=new_session_id,
        appointment_id=None if chosen == CITIZEN else UUID(chosen),
        actor=request.actor,
        now=request.now,
    )
    watch.ended(running.session_id)
    response = HttpResponseRedirect(_first_page(post, next_path))
    claims.put(
        response,
        replace(
            running,
            session_id=new_session_id,
            role=post.role if post else CITIZEN,
            region_id=post.region_id if post else NATIONAL,
            officer_id=post.officer_id if post else None,
            agency_id=post.agency_id if post else None,
            seen_at=request.now,
        ),
    )
    return response


def _first_page(post: Capacity | None, next_path: str) -> str:
    """Return where to go: an officer to the own desk, unless he was on the way to one of its pages."""
    if post is None:
        return next_path
    desk = f"/{post.region_slug}/petugas/" if post.region_slug else "/nasional/"
    return next_path if next_path.startswith(desk) else desk


def _options(held: Iterable[Capacity], language: str) -> tuple[Option, ...]:
    posts = [
        Option(
            str(post.appointment_id),
            post.title_en if language == "en" else post.title_id,
            (post.agency_name_en if language == "en" else post.agency_name_id) or post.region_name,
        )
        for post in held
    ]
    return (*posts, Option(CITIZEN, _("Warga"), _("Mengajukan dan memantau permohonan Anda sendiri.")))
