import pytest

from mpp.evidence.operations.set_quota import set_quota
from mpp.evidence.places import MOST_SHOWN, Search, find_places, place_coded
from mpp.evidence.queries.quota import limits, used_today
from mpp.evidence.rules.facts import Source
from mpp.evidence.rules.quota import slot_of
from mpp.evidence.rules.values import Facility
from mpp.evidence.tests.builders import BANJAR, NOON, PLACE, the_registries
from mpp.foundation.actor import system
from mpp.foundation.errors import Unavailable
from mpp.foundation.ids import uuid7
from mpp.tenancy.tests.builders import A_NATIONAL_ADMIN

pytestmark = pytest.mark.django_db


@pytest.fixture
def registries(settings):
    fakes = the_registries()
    settings.EVIDENCE_SOURCES = lambda region_id: fakes.as_sources()
    return fakes


def search(words: str, region_code: str = "32.79"):
    return find_places(words, region_id=BANJAR, region_code=region_code, now=NOON)


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


@pytest.fixture
def counted():
    """How many questions to the register have counted today."""
    set_quota(change_id=uuid7(), source=Source.FACILITY, daily_limit=79, actor=A_NATIONAL_ADMIN, now=NOON)
    limit = limits(actor=system(BANJAR))[Source.FACILITY]
    return lambda: used_today(limit, slot_of(NOON), actor=system(BANJAR))


def test_a_search_and_a_look_up_count_on_the_quota_of_the_register(registries, counted):
    assert search("puskes").outcome is Search.FOUND
    assert place_coded(PLACE, region_id=BANJAR, now=NOON) is not None
    assert counted() == 2


def test_what_this_process_remembers_is_no_question(registries, counted):
    registries.facilities.is_fresh = True
    assert search("puskes").outcome is Search.FOUND
    assert counted() == 0


def test_with_the_quota_used_up_nobody_is_asked_and_the_place_is_typed(registries, counted):
    while search("puskes").outcome is Search.FOUND:
        pass
    assert search("puskes").outcome is Search.SILENT
    assert registries.facilities.asked == counted() > 0
    with pytest.raises(Unavailable):
        place_coded(PLACE, region_id=BANJAR, now=NOON)
