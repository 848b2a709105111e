import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from mpp.ui.theme import (
    NIGHT,
    NIGHT_SURFACE,
    PAPER,
    READABLE,
    SURFACE,
    WHITE,
    Colours,
    contrast,
    dark_shades,
    light_shades,
    stylesheet,
    theme_response,
)

ANY_COLOUR = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06X}")


def test_black_on_white_is_the_largest_contrast():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)


@given(primary=ANY_COLOUR, accent=ANY_COLOUR)
def test_whatever_a_region_chooses_people_can_read_it(primary, accent):
    colours = Colours(primary, accent)
    day, night = light_shades(colours), dark_shades(colours)
    pairs = [
        (day["primary"], PAPER),
        (day["primary"], SURFACE),
        (day["primary"], day["primary-soft"]),
        (day["on-primary"], day["primary"]),
        (day["on-primary"], day["primary-strong"]),
        (WHITE, day["header"]),
        (night["primary"], NIGHT),
        (night["primary"], NIGHT_SURFACE),
        (night["primary"], night["primary-soft"]),
        (night["on-primary"], night["primary"]),
        (night["on-primary"], night["primary-strong"]),
        (WHITE, night["header"]),
    ]
    assert [pair for pair in pairs if contrast(*pair) < READABLE] == []


def test_a_readable_choice_is_kept_as_it_is():
    assert light_shades(Colours("#0F5C5C", "#B7791F"))["primary"] == "#0F5C5C"


def test_the_stylesheet_sets_the_six_properties_for_day_and_night():
    names = re.findall(r"--mpp-([a-z-]+):", stylesheet(Colours("#7A1F3D", "#B7791F")))
    assert names == ["primary", "primary-strong", "primary-soft", "on-primary", "header", "accent"] * 2


def test_a_browser_that_has_the_stylesheet_gets_only_the_word_that_it_is_still_good():
    colours = Colours("#0F5C5C", "#B7791F")
    first = theme_response(RequestFactory().get("/kota-banjar/tema.css"), colours)
    again = theme_response(
        RequestFactory().get("/kota-banjar/tema.css", headers={"If-None-Match": first.headers["ETag"]}), colours
    )
    assert first.headers["Content-Type"] == "text/css; charset=utf-8"
    assert (again.status_code, again.content) == (304, b"")


#: Text and ground as _identity.scss pairs them.
TEXT_PAIRS = [
    ("ink", "paper"),
    ("ink", "surface"),
    ("ink", "neutral-soft"),
    ("ink", "primary-soft"),
    ("quiet", "paper"),
    ("quiet", "surface"),
    ("quiet", "info-soft"),
    ("quiet", "danger-soft"),
    ("quiet", "neutral-soft"),
    ("primary", "paper"),
    ("primary", "surface"),
    ("primary", "primary-soft"),
    ("on-primary", "primary"),
    ("on-primary", "primary-strong"),
    ("on-danger", "danger"),
    ("on-danger", "danger-strong"),
    ("on-focus", "focus"),
    *(
        (tone, ground)
        for tone in ("danger", "warning", "success", "info")
        for ground in (f"{tone}-soft", "paper", "surface")
    ),
]


def test_every_text_pair_of_our_own_palette_reads_well_by_day_and_night():
    css = Path(finders.find("built/mpp.css")).read_text()
    day, night = (
        dict(re.findall(r"--mpp-([a-z-]+):\s*(#[0-9a-f]{3,6})\b", block))
        for block in re.findall(r":root\{color-scheme[^}]+\}|dark\)\{:root\{[^}]+\}", css)
    )
    palettes = {"day": {name: _six(value) for name, value in day.items()}}
    palettes["night"] = palettes["day"] | {name: _six(value) for name, value in night.items()}
    poor = [
        (scheme, text, ground, round(ratio, 2))
        for scheme, palette in palettes.items()
        for text, ground in TEXT_PAIRS
        if (ratio := contrast(palette[text], palette[ground])) < READABLE
    ]
    assert poor == []


def _six(colour):
    return colour if len(colour) == 7 else "#" + "".join(digit * 2 for digit in colour[1:])
