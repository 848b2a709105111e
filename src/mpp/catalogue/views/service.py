"""One service: what it takes, from where each part comes, how long, what it costs, who decides, where it is open."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from mpp.catalogue import queries
from mpp.catalogue.definition import Precondition, ServiceDefinition
from mpp.catalogue.kept_pages import kept_page
from mpp.catalogue.settings import Offer
from mpp.catalogue.views._explained import Explained, explained
from mpp.catalogue.words import FACILITIES_ONLY, PRECONDITION_SENTENCES
from mpp.evidence.rules.eligibility import Mode
from mpp.foundation.errors import NotFound
from mpp.ui.access import EVERYONE, open_to
from mpp.ui.pages import page_or_block
from mpp.ui.request import Region, Request

#: Regions named on a page; for the others there is the chooser.
MOST_REGIONS_NAMED = 24


@dataclass(frozen=True, slots=True)
class RegionLink:
    href: str
    name: str
    province: str


@dataclass(frozen=True, slots=True)
class VariantLine:
    name: str
    help: str


@dataclass(frozen=True, slots=True)
class ServicePage:
    """apply_href: where the application begins, "" where it cannot     choose_href: to find one's region

    is_open_anywhere: whether regions may open it at all     elsewhere: regions where it is open, the first few
    conditions: sentences that are true of whoever may apply
    """

    name: str
    official_name: str
    region_name: str
    is_open: bool
    is_open_anywhere: bool
    apply_href: str
    standard_href: str
    choose_href: str
    elsewhere: tuple[RegionLink, ...]
    is_elsewhere_cut: bool
    decides: str
    variants: tuple[VariantLine, ...]
    conditions: tuple[str, ...]
    are_modes_unverified: bool
    service: Explained
    list_href: str


@open_to(EVERYONE)
@require_safe
@kept_page()
def page(request: Request, slug: str) -> HttpResponse:
    """Show the service in the region of the page, or for the nation."""
    region, lang = request.region, request.lang
    offer = offer_of(slug, region)
    definition = offer.definition
    base = f"/{region.slug}" if region else ""
    elsewhere = _elsewhere(definition, region)
    shown = ServicePage(
        name=definition.short.of(lang),
        official_name=definition.names.of(lang),
        region_name=region.name if region else "",
        is_open=offer.is_open,
        is_open_anywhere=definition.open,
        apply_href=f"{base}/ajukan/{slug}" if region and offer.is_open else "",
        standard_href=f"{base}/layanan/{slug}/standar",
        choose_href=f"/wilayah?ke=layanan/{slug}",
        elsewhere=elsewhere[:MOST_REGIONS_NAMED],
        is_elsewhere_cut=len(elsewhere) > MOST_REGIONS_NAMED,
        decides=definition.authority.of(lang),
        variants=tuple(
            VariantLine(variant.name.of(lang), variant.help.of(lang) if variant.help else "")
            for variant in definition.variants
        ),
        conditions=_conditions(definition),
        are_modes_unverified="practice_modes" in definition.unverified,
        service=explained(offer, region_name=region.name if region else "", lang=lang),
        list_href=f"{base}/layanan/",
    )
    return page_or_block(request, "catalogue/service.html", page=shown)


def offer_of(slug: str, region: Region | None) -> Offer:
    """Return the service as the region of the page offers it, or as the nation defines it.

    Refuses: NotFound
    """
    if region is not None:
        offer = queries.service(slug, region.id)
    else:
        definition = queries.definition(slug)
        offer = Offer(definition=definition, settings=None) if definition else None
    if offer is None:
        raise NotFound
    return offer


def _conditions(definition: ServiceDefinition) -> tuple[str, ...]:
    sentences = [PRECONDITION_SENTENCES[each] for each in definition.preconditions if each in PRECONDITION_SENTENCES]
    if Precondition.OWN_PRACTICE_ALLOWED in definition.preconditions and Mode.OWN not in definition.practice_modes:
        sentences.append(FACILITIES_ONLY)
    return tuple(map(str, sentences))


def _elsewhere(definition: ServiceDefinition, here: Region | None) -> tuple[RegionLink, ...]:
    return tuple(
        RegionLink(f"/{region.slug}/layanan/{definition.slug}", region.name, region.province)
        for region in queries.regions_offering(definition.slug)
        if here is None or region.id != here.id
    )
