"""The published standard of a service with its 14 parts; what nobody has set is said, not invented.

Legal: UU 25/2009 art. 21
"""

from dataclasses import dataclass

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from mpp.catalogue.definition import StandardPart, Stated
from mpp.catalogue.kept_pages import kept_page
from mpp.catalogue.views._explained import Explained, explained
from mpp.catalogue.views.service import offer_of
from mpp.catalogue.words import PART_NAMES
from mpp.eforms.words import Words
from mpp.ui.access import EVERYONE, open_to
from mpp.ui.pages import page_or_block
from mpp.ui.request import Request


@dataclass(frozen=True, slots=True)
class PartLine:
    """One part. text: "" when it is derived (the page shows it by its key) or missing"""

    key: str
    name: str
    text: str
    is_missing: bool


@dataclass(frozen=True, slots=True)
class StandardPage:
    name: str
    official_name: str
    region_name: str
    version: int
    service_href: str
    parts: tuple[PartLine, ...]
    missing_count: int
    service: Explained


@open_to(EVERYONE)
@require_safe
@kept_page()
def page(request: Request, slug: str) -> HttpResponse:
    """Show all 14 parts."""
    region, lang = request.region, request.lang
    offer = offer_of(slug, region)
    definition = offer.definition
    shown = StandardPage(
        name=definition.short.of(lang),
        official_name=definition.names.of(lang),
        region_name=region.name if region else "",
        version=definition.version,
        service_href=f"{f'/{region.slug}' if region else ''}/layanan/{slug}",
        parts=tuple(_part(part, stated, lang) for part, stated in definition.standard.items()),
        missing_count=len(definition.missing_parts),
        service=explained(offer, region_name=region.name if region else "", lang=lang),
    )
    return page_or_block(request, "catalogue/standard.html", page=shown)


def _part(part: StandardPart, stated: Words | Stated, lang: str) -> PartLine:
    return PartLine(
        key=part.value,
        name=str(PART_NAMES[part]),
        text=stated.of(lang) if isinstance(stated, Words) else "",
        is_missing=stated is Stated.MISSING,
    )
