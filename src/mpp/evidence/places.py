"""Find a practice place by words of its name or district, for pages that work without JavaScript."""

from dataclasses import dataclass
from enum import StrEnum

from mpp.evidence.rules.values import Facility
from mpp.evidence.sources import sources_of
from mpp.foundation.errors import Unavailable

#: As many as fit on a phone without losing the overview; more words narrow the list.
MOST_SHOWN = 20
#: One letter would list every facility of the region.
FEWEST_LETTERS = 2


class Search(StrEnum):
    """What came of a search. SILENT: the facility list does not answer, so the place is typed and confirmed later."""

    NOT_YET = "not_yet"
    TOO_SHORT = "too_short"
    FOUND = "found"
    NOTHING = "nothing"
    SILENT = "silent"


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundPlaces:
    """words: as typed     places: best first     has_more: some did not fit"""

    words: str
    outcome: Search
    places: tuple[Facility, ...] = ()
    has_more: bool = False


def place_named(name: str, district: str, *, region_id: int, region_code: str) -> Facility | None:
    """Return the one facility of a region that bears this name, None where none or several do.

    name, district: as somebody typed them; spacing and letter case do not count, a district left out is any
    Refuses: Unavailable
    """
    found = sources_of(region_id).facilities.search(name, region_code, MOST_SHOWN + 1)
    same = [
        each
        for each in found
        if _folded(each.name) == _folded(name) and _folded(district) in ("", _folded(each.district))
    ]
    return same[0] if len(same) == 1 else None


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


def find_places(words: str, *, region_id: int, region_code: str) -> FoundPlaces:
    """Return the facilities of a region whose name or district contains `words`.

    region_code: kab/kota as XX.YY, or a province as XX where the province is the tenant
    """
    wanted = " ".join(words.replace("\x00", " ").split())[:80]
    if not wanted:
        return FoundPlaces(words="", outcome=Search.NOT_YET)
    if len(wanted) < FEWEST_LETTERS:
        return FoundPlaces(words=wanted, outcome=Search.TOO_SHORT)
    try:
        found = sources_of(region_id).facilities.search(wanted, region_code, MOST_SHOWN + 1)
    except Unavailable:
        return FoundPlaces(words=wanted, outcome=Search.SILENT)
    return FoundPlaces(
        words=wanted,
        outcome=Search.FOUND if found else Search.NOTHING,
        places=found[:MOST_SHOWN],
        has_more=len(found) > MOST_SHOWN,
    )
