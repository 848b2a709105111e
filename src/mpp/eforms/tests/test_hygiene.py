import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mpp.eforms.hygiene import clean_block, clean_line

ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=300)


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("Ni\u0301 Luh", "N\u00ed Luh"),
        ("a\x00b\x08c", "abc"),
        ("\u202eevil\u202c \u2066name\u2069", "evil name"),
        ("\ufeffa\u200bb", "ab"),
        ("\u00a0 x \u3000 y ", "x y"),
        ("👩\u200d⚕️ perawat", "👩\u200d⚕️ perawat"),
        ("\u200d", ""),
        ("half \ud800 surrogate", "half surrogate"),
    ],
)
def test_a_line_keeps_what_a_person_can_see(raw, clean):
    assert clean_line(raw) == clean


def test_a_block_keeps_its_paragraphs():
    assert clean_block("\n\n one \r\n\n\n\u2028 two\n") == "one\n\ntwo"


@given(ANY_TEXT)
def test_cleaning_twice_changes_nothing_more(raw):
    assert clean_line(clean_line(raw)) == clean_line(raw)
    assert clean_block(clean_block(raw)) == clean_block(raw)


@given(ANY_TEXT)
def test_nothing_that_hurts_a_page_or_a_database_comes_through(raw):
    for clean in (clean_line(raw), clean_block(raw)):
        clean.encode()
        assert unicodedata.is_normalized("NFC", clean)
        assert clean == clean.strip()
        assert not [
            c for c in clean if unicodedata.category(c) in {"Cc", "Cf", "Cs"} - {"\n"} and c not in "\n\u200c\u200d"
        ]


@given(st.text(st.characters(categories=("L", "Nd")), max_size=100))
def test_plain_letters_and_digits_stay(raw):
    assert clean_line(raw) == unicodedata.normalize("NFC", raw)
