import pytest

from mpp.evidence.places import MOST_SHOWN, Search, find_places
from mpp.evidence.rules.values import Facility
from mpp.evidence.tests.builders import BANJAR, PLACE, the_registries


@pytest.fixture
def registries(settings):
    fakes = the_registries()
    settings.EVIDENCE_SOURCES = lambda region_id: fakes.as_sources()
    return fakes


def search(words: str, region_code: str = "32.79"):
    return find_places(words, region_id=BANJAR, region_code=region_code)


def test_a_place_is_found_by_a_part_of_its_name_or_its_district(registries):
    assert [place.code for place in search("puskes").places] == [PLACE]
    assert [place.code for place in search(" PATARUMAN ").places] == [PLACE]
    assert search("puskes", region_code="51.06").outcome is Search.NOTHING


@pytest.mark.parametrize(
    ("words", "outcome"),
    [("", Search.NOT_YET), (" \x00 ", Search.NOT_YET), ("p", Search.TOO_SHORT), ("zz", Search.NOTHING)],
)
def test_every_outcome_has_a_name_for_the_page(registries, words, outcome):
    assert search(words).outcome is outcome


def test_a_silent_list_stops_nobody(registries):
    registries.facilities.is_silent = True
    assert search("puskesmas").outcome is Search.SILENT


def test_a_long_list_is_cut_and_says_so(registries):
    registries.facilities.facilities = tuple(
        Facility(
            code=f"{number:09}",
            name=f"Klinik {number}",
            kind="klinik",
            address="Jl. Contoh",
            district="Banjar",
            region_code="32.79",
        )
        for number in range(MOST_SHOWN + 5)
    )
    found = search("klinik")
    assert (len(found.places), found.has_more) == (MOST_SHOWN, True)
