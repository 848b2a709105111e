"""Find a practice place by words of its name or district, for pages that work without JavaScript.

Each question counts on the quota of the register, in the share of the region it is about; what this process remembers
is no question.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from mpp.evidence.budget import SPENT, may_ask
from mpp.evidence.rules.facts import Source
from mpp.evidence.rules.values import Facility
from mpp.evidence.sources import sources_of
from mpp.foundation import recall
from mpp.foundation.actor import system
from mpp.foundation.errors import Unavailable

#: As many as fit on a phone without losing the overview; more words narrow the list.
MOST_SHOWN = 20
#: One letter would list every facility of the region.
FEWEST_LETTERS = 2


class Search(StrEnum):
    """What came of a search.

    SILENT: the facility list does not answer, or its quota is used up, so the place is typed and confirmed later
    """

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


def place_named(name: str, district: str, *, region_id: int, region_code: str, now: datetime) -> Facility | None:
    """Return the one facility of a region that bears this name, None where none or several do.

    name, district: as somebody typed them; spacing and letter case do not count, a district left out is any
    Refuses: Unavailable
    """
    found = _search(name, region_id, region_code, now)
    same = [
        each
        for each in found
        if _folded(each.name) == _folded(name) and _folded(district) in ("", _folded(each.district))
    ]
    return same[0] if len(same) == 1 else None


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


def place_coded(code: str, *, region_id: int, now: datetime) -> Facility | None:
    """Return the facility with that code, None where the register knows none. Refuses: Unavailable"""
    return _asked(lambda: sources_of(region_id).facilities.facility(code), region_id, now)


def _search(text: str, region_id: int, region_code: str, now: datetime) -> tuple[Facility, ...]:
    register = sources_of(region_id).facilities
    return _asked(lambda: register.search(text, region_code, MOST_SHOWN + 1), region_id, now)


def _asked[T](question: Callable[[], T], region_id: int, now: datetime) -> T:
    """Return the answer to a question that counts where it has to be asked. Refuses: Unavailable"""
    try:
        with recall.only():
            return question()
    except Unavailable:
        if not may_ask(Source.FACILITY, actor=system(region_id), now=now):
            raise Unavailable(source=Source.FACILITY, reason=SPENT) from None
    return question()


def find_places(words: str, *, region_id: int, region_code: str, now: datetime) -> FoundPlaces:
    """Return the facilities of a region whose name or district contains `words`.

    region_code: kab/kota as XX.YY, or a province as XX where the province is the tenant
    """
    wanted = " ".join(words.replace("\x00", " ").split())[:80]
    if not wanted:
        return FoundPlaces(words="", outcome=Search.NOT_YET)
    if len(wanted) < FEWEST_LETTERS:
        return FoundPlaces(words=wanted, outcome=Search.TOO_SHORT)
    try:
        found = _search(wanted, region_id, region_code, now)
    except Unavailable:
        return FoundPlaces(words=wanted, outcome=Search.SILENT)
    return FoundPlaces(
        words=wanted,
        outcome=Search.FOUND if found else Search.NOTHING,
        places=found[:MOST_SHOWN],
        has_more=len(found) > MOST_SHOWN,
    )
