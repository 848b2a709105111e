"""What a region has switched on: the list, and the decision about one service, for the region's administrator."""

from dataclasses import dataclass

from django import forms
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from mpp.catalogue import queries
from mpp.catalogue.operations.close_in_region import close_in_region
from mpp.catalogue.operations.open_in_region import open_in_region
from mpp.catalogue.settings import Offer
from mpp.catalogue.views._explained import days
from mpp.catalogue.views.local_requirements import ASKED, AskedLine, asked_lines, done
from mpp.foundation.errors import NotFound
from mpp.tenancy.queries import RegionView
from mpp.tenancy.request import region_of
from mpp.tenancy.rules import ROLES
from mpp.ui.access import open_to
from mpp.ui.forms import FormState, form_state
from mpp.ui.pages import page_or_block
from mpp.ui.request import Request

OPEN, CLOSED = "buka", "tutup"


@dataclass(frozen=True, slots=True)
class OfferLine:
    """href: where it is decided, "" for a service that no region can open     clock, signer: "" while closed"""

    href: str
    name: str
    group: str
    is_open: bool
    clock: str
    signer: str


@dataclass(frozen=True, slots=True)
class OffersPage:
    """said: name of the service that was just decided about, "" for none"""

    lines: tuple[OfferLine, ...]
    open_count: int
    said: str


@open_to("admin_daerah")
@require_safe
def page(request: Request) -> HttpResponse:
    """Show what is open here, and what could be."""
    region, lang = region_of(request), request.lang
    offers = queries.services_of(region.id)
    decided = queries.definition(request.GET.get("selesai", ""))
    shown = OffersPage(
        lines=tuple(_line(offer, region, lang) for offer in offers),
        open_count=sum(offer.is_open for offer in offers),
        said=decided.short.of(lang) if decided else "",
    )
    return page_or_block(request, "catalogue/region_offers.html", page=shown)


def _line(offer: Offer, region: RegionView, lang: str) -> OfferLine:
    definition = offer.definition
    return OfferLine(
        href=f"/{region.slug}/petugas/layanan/{definition.slug}" if definition.open else "",
        name=definition.short.of(lang),
        group=definition.group.of(lang),
        is_open=offer.is_open,
        clock=days(offer.working_days) if offer.is_open and offer.working_days else "",
        signer=_title(offer.signer_role, lang) if offer.is_open else "",
    )


def _title(role: str, lang: str) -> str:
    return ROLES[role].title_en if lang == "en" else ROLES[role].title_id


class OfferForm(forms.Form):
    """hari: working days, at most the nation's; empty for the nation's     penandatangan: who signs here"""

    keadaan = forms.ChoiceField(
        choices=[(OPEN, ""), (CLOSED, "")], error_messages={"required": gettext_lazy("Pilih buka atau tutup.")}
    )
    penandatangan = forms.ChoiceField(error_messages={"required": gettext_lazy("Pilih penandatangan.")})

    def __init__(self, offer: Offer, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # Django's own arguments, passed on
        clock = offer.definition.clock
        most = clock.working_days if clock else 1
        too_long = _("Daerah boleh lebih cepat, tidak lebih lama dari %(jumlah)s hari kerja.") % {"jumlah": most}
        self.fields["hari"] = forms.IntegerField(
            required=False,
            min_value=1,
            max_value=most,
            error_messages={
                "invalid": _("Isi dengan angka."),
                "min_value": _("Paling sedikit satu hari kerja."),
                "max_value": too_long,
            },
        )
        self.fields["penandatangan"].choices = [(role, role) for role in signers(offer)]  # type: ignore[attr-defined]


def signers(offer: Offer) -> tuple[str, ...]:
    """Return the roles that may sign every document of the service, the usual one first."""
    first, *others = (output.signer_roles for output in offer.definition.outputs)
    return tuple(role for role in first if all(role in roles for roles in others))


@dataclass(frozen=True, slots=True)
class OfferPage:
    """signers: (role, title)     national_clock: what the nation promises, the longest a region may take

    asked: what the region asks for beyond the nation     said: what was just done to that, "" for nothing
    """

    name: str
    back_href: str
    public_href: str
    form: FormState
    signers: tuple[tuple[str, str], ...]
    national_clock: str
    asked: tuple[AskedLine, ...]
    add_href: str
    said: str


@open_to("admin_daerah")
@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: Request, slug: str) -> HttpResponse:
    """Show the present decision; record a new one and go back to the list."""
    region, lang = region_of(request), request.lang
    offer = queries.service(slug, region.id)
    if offer is None or not offer.definition.open or offer.definition.clock is None:
        raise NotFound
    settings = offer.settings
    now_set = {
        "keadaan": OPEN if offer.is_open else CLOSED,
        "hari": settings.working_days if settings else None,
        "penandatangan": offer.signer_role,
    }
    form = OfferForm(offer, request.POST if request.method == "POST" else None, initial=now_set)
    back = f"/{region.slug}/petugas/layanan"
    if form.is_valid():
        _record(request, region, offer, form)
        queries.forget()
        return HttpResponseRedirect(f"{back}?selesai={slug}")
    shown = OfferPage(
        name=offer.definition.short.of(lang),
        back_href=back,
        public_href=f"/{region.slug}/layanan/{slug}",
        form=form_state(form),
        signers=tuple((role, _title(role, lang)) for role in signers(offer)),
        national_clock=days(offer.definition.clock.working_days),
        asked=asked_lines(settings.local_requirements if settings else (), base=request.path, lang=lang),
        add_href=f"{request.path}/{ASKED}",
        said=done(request.GET.get("selesai", "")),
    )
    return page_or_block(request, "catalogue/open_in_region.html", page=shown, status=422 if form.errors else 200)


def _record(request: Request, region: RegionView, offer: Offer, form: OfferForm) -> None:
    definition, given = offer.definition, form.cleaned_data
    if given["keadaan"] == CLOSED:
        close_in_region(record_id=region.record_id, slug=definition.slug, actor=request.actor, now=request.now)
        return
    usual = definition.steps[-1].role
    open_in_region(
        record_id=region.record_id,
        slug=definition.slug,
        working_days=given["hari"],
        signer_role="" if given["penandatangan"] == usual else given["penandatangan"],
        actor=request.actor,
        now=request.now,
    )
