"""A region's colours as a small stylesheet: six custom properties, for light and for dark.

The region chooses two colours; shades follow from them, moved until every text pair reads well (WCAG AA). Served as
`/{region}/tema.css`, since the content security policy forbids style inside pages.
"""

from dataclasses import dataclass
from hashlib import blake2s

from django.http import HttpResponse, HttpResponseNotModified
from django.utils.http import quote_etag

from mpp.ui.request import Request

#: WCAG 2.2 AA for text.
READABLE = 4.5

PAPER, SURFACE = "#F7F5F0", "#FFFEFB"
NIGHT, NIGHT_SURFACE = "#0E1626", "#162136"
WHITE, BLACK = "#FFFFFF", "#000000"

CACHE_SECONDS = 600


@dataclass(frozen=True, slots=True)
class Colours:
    """What a region chooses, written `#0F5C5C`.

    primary: links, buttons, header     accent: the line under the header and marks, never text
    """

    primary: str
    accent: str


def theme_response(request: Request, colours: Colours) -> HttpResponse:
    """Return the stylesheet of a region, or 304 when the browser has it."""
    css = stylesheet(colours)
    etag = quote_etag(blake2s(css.encode(), digest_size=8).hexdigest())
    response: HttpResponse
    if request.headers.get("If-None-Match") == etag:
        response = HttpResponseNotModified()
    else:
        response = HttpResponse(css, content_type="text/css; charset=utf-8")
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = f"public, max-age={CACHE_SECONDS}"
    return response


def stylesheet(colours: Colours) -> str:
    """Return the CSS of one region."""
    light, dark = _rules(light_shades(colours)), _rules(dark_shades(colours))
    return f":root{{{light}}}@media screen and (prefers-color-scheme:dark){{:root{{{dark}}}}}"


def light_shades(colours: Colours) -> dict[str, str]:
    """Return the custom properties on paper."""
    soft = mix(colours.primary, PAPER, 0.1)
    primary = readable(readable(readable(colours.primary, on=PAPER, towards=BLACK), on=WHITE, towards=BLACK), on=soft)
    return {
        "primary": primary,
        "primary-strong": mix(primary, BLACK, 0.75),
        "primary-soft": soft,
        "on-primary": WHITE,
        "header": primary,
        "accent": colours.accent,
    }


def dark_shades(colours: Colours) -> dict[str, str]:
    """Return the custom properties at night."""
    soft = mix(colours.primary, NIGHT_SURFACE, 0.3)
    primary = readable(colours.primary, on=soft, towards=WHITE)
    primary = readable(readable(primary, on=NIGHT_SURFACE, towards=WHITE), on=NIGHT, towards=WHITE)
    return {
        "primary": primary,
        "primary-strong": mix(primary, WHITE, 0.7),
        "primary-soft": soft,
        "on-primary": readable(mix(primary, BLACK, 0.15), on=primary, towards=BLACK),
        "header": readable(mix(colours.primary, NIGHT, 0.6), on=WHITE, towards=BLACK),
        "accent": colours.accent,
    }


def readable(colour: str, *, on: str, towards: str = BLACK) -> str:
    """Return `colour`, moved towards black or white just as far as text on `on` needs."""
    for share in range(100, -1, -4):
        moved = mix(colour, towards, share / 100)
        if contrast(moved, on) >= READABLE:
            return moved
    return towards


def mix(colour: str, other: str, share: float) -> str:
    """Return `share` (0 to 1) of `colour` with the rest of `other`."""
    pairs = zip(_channels(colour), _channels(other), strict=True)
    return "#" + "".join(f"{round(one * share + two * (1 - share)):02X}" for one, two in pairs)


def contrast(colour: str, other: str) -> float:
    """Return the WCAG contrast ratio, 1 to 21."""
    brighter, darker = sorted((_luminance(colour), _luminance(other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = (value / 255 for value in _channels(colour))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _rules(shades: dict[str, str]) -> str:
    return ";".join(f"--mpp-{name}:{value}" for name, value in shades.items())
