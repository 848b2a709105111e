"""The stylesheet that gives the pages of a region its own colours and motif."""

from collections.abc import Mapping

from django.http import HttpResponse
from django.templatetags.static import static
from django.views.decorators.http import require_safe

from mpp.tenancy.colours import palette
from mpp.tenancy.queries import Look
from mpp.tenancy.request import region_of
from mpp.tenancy.rules import Motif
from mpp.ui.access import EVERYONE, open_to
from mpp.ui.request import Request

#: A new look shows after this at the latest.
CACHED_SECONDS = 300


@open_to(EVERYONE)
@require_safe
def stylesheet(request: Request) -> HttpResponse:
    """Return the theme of the region; it only sets custom properties and the pattern of the header."""
    response = HttpResponse(css_of(region_of(request).look), content_type="text/css; charset=utf-8")
    response.headers["Cache-Control"] = f"public, max-age={CACHED_SECONDS}"
    return response


def css_of(look: Look) -> str:
    """Return the rules of a look for light and for dark screens."""
    colours = palette(look.colour_primary, look.colour_accent)
    rules = [f":root{{{_declared(colours.light)}}}"]
    rules.append(f"@media screen and (prefers-color-scheme:dark){{:root{{{_declared(colours.dark)}}}}}")
    if look.motif is not Motif.KAWUNG:
        motif = f'url("{static(f"tenancy/motifs/{look.motif}.svg")}")'
        rules.append(f".mpp-kawung{{mask-image:{motif},linear-gradient(100deg,transparent 35%,#000)}}")
    return "\n".join(rules) + "\n"


def _declared(properties: Mapping[str, str]) -> str:
    return ";".join(f"{name}:{value}" for name, value in properties.items())
