import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from mpp.tenancy.colours import (
    DISCERNIBLE,
    NIGHT,
    PAPER,
    READABLE,
    contrast,
    is_colour,
    palette,
    serves_as_accent,
    serves_as_primary,
)

colours = st.integers(0, 0xFFFFFF).map("#{:06X}".format)


def test_contrast_follows_the_published_formula():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#FFFFFF", "#FFFFFF") == pytest.approx(1)
    assert contrast("#777777", "#FFFFFF") < READABLE < contrast("#767676", "#FFFFFF")


@pytest.mark.parametrize("text", ["", "red", "#fff", "#12345G", "#1234567", "0F5C5C", "#0F5C5C\n"])
def test_colours_have_one_form(text):
    assert not is_colour(text)
    assert not serves_as_primary(text)
    assert not serves_as_accent(text)


@given(colours, colours)
def test_every_palette_can_be_read_in_light_and_in_dark(primary, accent):
    assume(serves_as_primary(primary) and serves_as_accent(accent))
    found = palette(primary, accent)
    for scheme, page in ((found.light, PAPER), (found.dark, NIGHT)):
        assert all(is_colour(colour) for colour in scheme.values())
        assert contrast(scheme["--mpp-primary"], page) >= READABLE
        assert contrast(scheme["--mpp-primary-strong"], page) >= READABLE
        assert contrast(scheme["--mpp-on-primary"], scheme["--mpp-primary"]) >= READABLE
        assert contrast(scheme["--mpp-on-primary"], scheme["--mpp-primary-strong"]) >= READABLE
        assert contrast("#FFFFFF", scheme["--mpp-header"]) >= READABLE
        assert contrast(scheme["--mpp-accent"], page) >= DISCERNIBLE
