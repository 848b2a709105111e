"""Prepare an application for whom one holds a mandate: the place and the hours; the rest is the person's own.

The agent learns nothing of what the registries know about the person. What he fills in becomes a draft only when the
person takes it over.
"""

from contextlib import suppress
from dataclasses import dataclass
from uuid import UUID

from django import forms
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from mpp.applications import drafting
from mpp.applications.content import Helper
from mpp.applications.queries.tracking import track
from mpp.applications.rules import APPLICANT
from mpp.catalogue.queries import regions_with_services, service, service_names
from mpp.eforms.texts import DAY_NAMES
from mpp.evidence.places import FoundPlaces, Search, find_places
from mpp.foundation.clock import local_date
from mpp.foundation.errors import NotFound, StaleVersion
from mpp.foundation.ids import uuid7
from mpp.foundation.ratelimit import limited
from mpp.mandates.operations.answer_preparation import AlreadyAnswered, decline_preparation, take_preparation
from mpp.mandates.operations.offer_mandate import ZONE
from mpp.mandates.operations.prepare_application import TooMuchPrepared, Wish, prepare_application
from mpp.mandates.queries import Prepared, held, prepared_by_me, prepared_one
from mpp.mandates.rules import MOST_PREPARED, PreparedState, number_of
from mpp.mandates.words import PREPARED
from mpp.tenancy.queries import region_by_id, region_by_slug
from mpp.ui.access import open_to
from mpp.ui.formats import short_moment
from mpp.ui.forms import Field, FormState, Option, form_state
from mpp.ui.pages import page_or_block
from mpp.ui.request import Request

#: What the agent says of the hours: the same on each chosen day; the person changes them where they differ.
TIME = r"([01][0-9]|2[0-3]):[0-5][0-9]"
#: The kind of application that is prepared; renewals and moves begin with a licence that only its holder sees.
VARIANT = "first"


class PrepareForm(forms.Form):
    layanan = forms.CharField(error_messages={"required": gettext_lazy("Pilih layanannya.")})
    tempat = forms.CharField(error_messages={"required": gettext_lazy("Pilih tempat praktiknya.")})
    hari = forms.MultipleChoiceField(
        choices=[(day, day) for day in DAY_NAMES], error_messages={"required": gettext_lazy("Pilih hari praktiknya.")}
    )
    buka = forms.RegexField(
        TIME,
        error_messages={
            "required": gettext_lazy("Isi jam mulai."),
            "invalid": gettext_lazy("Tulis jam seperti 08:00."),
        },
    )
    tutup = forms.RegexField(
        TIME,
        error_messages={
            "required": gettext_lazy("Isi jam selesai."),
            "invalid": gettext_lazy("Tulis jam seperti 14:00."),
        },
    )

    def clean(self) -> None:
        opens, closes = self.cleaned_data.get("buka"), self.cleaned_data.get("tutup")
        if opens and closes and closes <= opens:
            self.add_error("tutup", _("Jam selesai harus sesudah jam mulai."))


@dataclass(frozen=True, slots=True)
class PreparePage:
    """places: what the search found     before: (place, state, when) of what was prepared under this mandate"""

    name: str
    regions: tuple[Option, ...]
    region: Field
    words: str
    outcome: str
    services: tuple[Option, ...]
    places: tuple[Option, ...]
    days: tuple[Option, ...]
    form: FormState
    before: tuple[tuple[str, str, str], ...]
    message: str


@open_to(APPLICANT)
@limited("save-step", methods=("POST",))
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: Request, mandate_id: UUID) -> HttpResponse:
    """Find the place, then say service and hours; lay it before the person."""
    mandate = held(mandate_id, actor=request.actor, on=local_date(request.now, ZONE))
    slug, words = request.GET.get("daerah", ""), request.GET.get("cari", "")
    region = region_by_slug(slug)
    found = FoundPlaces(words=words, outcome=Search.NOT_YET)
    if region is not None:
        found = find_places(words, region_id=region.id, region_code=region.code, now=request.now)
    form = PrepareForm(request.POST if request.method == "POST" else None)
    message = ""
    if region is not None and form.is_valid():
        place = next((each for each in found.places if each.code == form.cleaned_data["tempat"]), None)
        offer = service(form.cleaned_data["layanan"], region.id)
        if place is None:
            form.add_error("tempat", _("Pilih tempat praktiknya."))
        elif offer is None or not offer.is_open:
            form.add_error("layanan", _("Pilih layanannya."))
        else:
            try:
                prepare_application(
                    preparation_id=uuid7(),
                    mandate_id=mandate_id,
                    wish=Wish(
                        region_id=region.id,
                        service_slug=offer.definition.slug,
                        variant=VARIANT,
                        place_name=place.name,
                        answers=_answers(place.code, form),
                    ),
                    actor=request.actor,
                    now=request.now,
                )
            except TooMuchPrepared:
                message = _("Sudah ada %(most)s permohonan yang menunggu orang ini.") % {"most": MOST_PREPARED}
            else:
                return HttpResponseRedirect("/akun/kuasa?selesai=disiapkan")
    names = service_names(request.lang)
    shown = PreparePage(
        name=mandate.name,
        regions=tuple(Option(each.slug, each.name) for each in regions_with_services()),
        region=Field("daerah", slug),
        words=found.words,
        outcome=found.outcome,
        services=tuple(Option(key, names[key]) for key in names if region and _is_open(key, region.id)),
        places=tuple(Option(each.code, each.name, f"{each.address}, {each.district}") for each in found.places),
        days=tuple(Option(day, str(text)) for day, text in DAY_NAMES.items()),
        form=form_state(form),
        before=tuple(
            (each.place_name, str(PREPARED[each.state]), short_moment(each.made_at))
            for each in prepared_by_me(mandate, actor=request.actor)
        ),
        message=message,
    )
    return page_or_block(
        request, "applications/prepare.html", page=shown, status=422 if request.method == "POST" else 200
    )


def _is_open(slug: str, region_id: int) -> bool:
    offer = service(slug, region_id)
    return offer is not None and offer.is_open and offer.definition.variant(VARIANT) is not None


def _answers(facility: str, form: PrepareForm) -> dict[str, object]:
    given = form.cleaned_data
    hours = {"opens": given["buka"], "closes": given["tutup"]}
    return {
        "practice_mode": "facility",
        "facility": facility,
        "schedule": [{"day": day} | hours for day in DAY_NAMES if day in given["hari"]],
    }


@dataclass(frozen=True, slots=True)
class PreparedPage:
    """is_open: it can still be taken over     application_href: the draft it became, "" for none"""

    agent_name: str
    service_name: str
    region_name: str
    place_name: str
    hours: str
    at: str
    is_open: bool
    application_href: str


@open_to(APPLICANT)
@require_http_methods(["GET", "HEAD", "POST"])
def prepared(request: Request, preparation_id: UUID) -> HttpResponse:
    """Show what was prepared for me; a POST takes it over as my draft, or declines it."""
    found = prepared_one(preparation_id, actor=request.actor)
    if request.method == "POST" and found.state is PreparedState.OFFERED:
        if request.POST.get("jawaban") == "tidak":
            return _decline(request, found)
        return HttpResponseRedirect(_taken(request, found))
    region = region_by_id(found.region_id)
    shown = PreparedPage(
        agent_name=found.agent_name,
        service_name=service_names(request.lang).get(found.service_slug, found.service_slug),
        region_name=region.name if region else "",
        place_name=found.place_name,
        hours="\n".join(f"{DAY_NAMES[row['day']]} {row['opens']}-{row['closes']}" for row in found.answers["schedule"]),
        at=short_moment(found.made_at),
        is_open=found.state is PreparedState.OFFERED,
        application_href=f"/{region.slug}/permohonan/{found.application_id}/"
        if region and found.application_id
        else "",
    )
    return page_or_block(request, "applications/prepared.html", page=shown)


def _decline(request: Request, found: Prepared) -> HttpResponse:
    try:
        decline_preparation(preparation_id=found.id, actor=request.actor, now=request.now)
    except AlreadyAnswered:
        return HttpResponseRedirect(request.path)
    return HttpResponseRedirect("/akun/kuasa?selesai=tidak-dipakai")


def _taken(request: Request, found: Prepared) -> str:
    """Make the draft, the person's own from its first moment, and return where it is.

    Its id is that of the preparation: a second click, or one after a failure in between, finds the draft there.
    """
    region, actor = region_by_id(found.region_id), request.actor.acting_in(found.region_id)
    offer = service(found.service_slug, found.region_id)
    if region is None or offer is None or not offer.is_open:
        raise NotFound
    with suppress(StaleVersion):
        drafting.begin(offer, application_id=found.id, variant=found.variant, actor=actor, now=request.now)
        case = track(found.id, actor=actor).case
        helper = Helper(found.agent_name, number_of(found.mandate_id))
        drafting.save_answers(case, offer, found.answers, helper=helper, actor=actor, now=request.now)
    with suppress(AlreadyAnswered):
        take_preparation(preparation_id=found.id, application_id=found.id, actor=request.actor, now=request.now)
    return f"/{region.slug}/permohonan/{found.id}/"
