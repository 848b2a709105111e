"""Colours of a region: which can be read, and the palette that two chosen ones make in light and in dark.

A colour is written `#0F5C5C`. Contrast is that of WCAG 2.2, from 1 to 21.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

#: Backgrounds of the product's pages, as `ui` has them.
PAPER, NIGHT = "#F7F5F0", "#0E1626"
WHITE, BLACK = "#FFFFFF", "#000000"

#: What text and what marks need against their background (success criteria 1.4.3 and 1.4.11, level AA).
READABLE, DISCERNIBLE = 4.5, 3.0


def is_colour(text: str) -> bool:
    """Tell whether `text` is a colour in the one form we keep."""
    return re.fullmatch(r"#[0-9A-Fa-f]{6}", text) is not None


def contrast(colour: str, other: str) -> float:
    """Return the contrast ratio of two colours."""
    brighter, darker = sorted((_luminance(colour), _luminance(other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


def serves_as_primary(colour: str) -> bool:
    """Tell whether a colour is dark enough to be text on our paper and to carry white text."""
    return is_colour(colour) and contrast(colour, PAPER) >= READABLE


def serves_as_accent(colour: str) -> bool:
    """Tell whether a colour can be told from our paper as a line."""
    return is_colour(colour) and contrast(colour, PAPER) >= DISCERNIBLE


@dataclass(frozen=True, slots=True)
class Palette:
    """Custom property -> colour, for light and for dark screens."""

    light: Mapping[str, str]
    dark: Mapping[str, str]


def palette(primary: str, accent: str) -> Palette:
    """Return the six properties that re-theme our pages, from two colours that serve as primary and accent."""
    bright = _lightened(primary, against=NIGHT, ratio=READABLE + 2)
    return Palette(
        light={
            "--mpp-primary": primary,
            "--mpp-primary-strong": _mix(primary, BLACK, 0.3),
            "--mpp-primary-soft": _mix(primary, PAPER, 0.88),
            "--mpp-on-primary": WHITE,
            "--mpp-header": primary,
            "--mpp-accent": accent,
        },
        dark={
            "--mpp-primary": bright,
            "--mpp-primary-strong": _mix(bright, WHITE, 0.35),
            "--mpp-primary-soft": _mix(bright, NIGHT, 0.85),
            "--mpp-on-primary": NIGHT,
            "--mpp-header": _mix(primary, BLACK, 0.35),
            "--mpp-accent": _lightened(accent, against=NIGHT, ratio=READABLE),
        },
    )


def _lightened(colour: str, *, against: str, ratio: float) -> str:
    share = 0.0
    while contrast(lighter := _mix(colour, WHITE, share), against) < ratio:
        share += 0.05
    return lighter


def _mix(colour: str, other: str, share: float) -> str:
    """Return `colour` with so much of `other` in it, 0 to 1."""
    pairs = zip(_channels(colour), _channels(other), strict=True)
    return "#" + "".join(f"{round(own + (its - own) * share):02X}" for own, its in pairs)


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _luminance(colour: str) -> float:
    shares = (channel / 255 for channel in _channels(colour))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
