"""Begin an application: say what will happen, ask which kind, make the draft filled from the registries."""

from contextlib import suppress
from dataclasses import dataclass
from uuid import UUID

from django import forms
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from mpp.applications import drafting
from mpp.applications.queries.tracking import own_cases
from mpp.applications.rules import EDITABLE
from mpp.catalogue.queries import service
from mpp.catalogue.settings import Offer
from mpp.foundation.errors import NotFound, StaleVersion
from mpp.foundation.ids import uuid7
from mpp.foundation.ratelimit import limited
from mpp.identity.stash import restored_post
from mpp.mandates.rules import Act
from mpp.tenancy.queries import RegionView
from mpp.ui.access import open_to
from mpp.ui.formats import short_moment
from mpp.ui.forms import FormState, Option, form_state
from mpp.ui.pages import page_or_block
from mpp.ui.request import Request


class StartForm(forms.Form):
    """variant: which kind     id: of the draft to be made, so that a second click makes no second one"""

    variant = forms.ChoiceField(error_messages={"required": ""}, widget=forms.RadioSelect)
    id = forms.UUIDField(widget=forms.HiddenInput)


@dataclass(frozen=True, slots=True)
class StartPage:
    """drafts: (address, kind, when last saved) of what the person has begun for this service in this region"""

    service_name: str
    service_href: str
    working_days: int
    form: FormState
    variants: tuple[Option, ...]
    drafts: tuple[tuple[str, str, str], ...]


@open_to("pemohon", for_another={Act.PREPARE})
@limited("save-step", methods=("POST",))
def page(request: Request, slug: str) -> HttpResponse:
    """Show the choice; make the draft of what was chosen and go to its tasks."""
    region = request.region
    if not isinstance(region, RegionView):
        raise NotFound
    offer = service(slug, region.id)
    if offer is None or not offer.is_open:
        raise NotFound
    definition = offer.definition
    typed = request.POST if request.method == "POST" else restored_post(request)
    form = StartForm(typed, initial={"id": uuid7()})
    kind = form.fields["variant"]
    kind.choices = [(variant.key, variant.name.of(request.lang)) for variant in definition.variants]  # type: ignore[attr-defined]  # a ChoiceField
    kind.error_messages["required"] = _("Pilih jenis permohonan")
    if request.method == "POST" and form.is_valid():
        application_id: UUID = form.cleaned_data["id"]
        # The draft of this click may be there already: the page behind the back button sends it again.
        with suppress(StaleVersion):
            drafting.begin(
                offer,
                application_id=application_id,
                variant=form.cleaned_data["variant"],
                actor=request.actor,
                now=request.now,
            )
        return HttpResponseRedirect(f"/{region.slug}/permohonan/{application_id}/")
    return page_or_block(
        request,
        "applications/start.html",
        page=_page(request, region, offer, form),
        status=422 if request.method == "POST" else 200,
    )


def _page(request: Request, region: RegionView, offer: Offer, form: StartForm) -> StartPage:
    definition = offer.definition
    begun = tuple(
        (
            f"/{region.slug}/permohonan/{own.application_id}/",
            variant.name.of(request.lang),
            short_moment(own.updated_at, region.timezone),
        )
        for own in own_cases(actor=request.actor)
        if own.region_id == region.id and own.service_slug == definition.slug and own.state in EDITABLE
        if (variant := definition.variant(own.variant))
    )
    return StartPage(
        service_name=definition.short.of(request.lang),
        service_href=f"/{region.slug}/layanan/{definition.slug}",
        working_days=offer.working_days or 0,
        form=form_state(form),
        variants=tuple(
            Option(variant.key, variant.name.of(request.lang), variant.help.of(request.lang) if variant.help else "")
            for variant in definition.variants
        ),
        drafts=begun,
    )
