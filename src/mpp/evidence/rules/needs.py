"""Which facts a service needs, told from the requirements of its definition."""

from collections.abc import Iterable
from dataclasses import dataclass

from mpp.evidence.rules.facts import Key

#: Requirement key of a service definition -> what must be known for it. What is not named here the person supplies.
FACTS_OF: dict[str, tuple[Key, ...]] = {
    "identity": (Key.NAME, Key.BIRTH_DATE, Key.BIRTH_PLACE, Key.GENDER, Key.ADDRESS, Key.PERSON_STATUS),
    "registration": (Key.REGISTRATIONS,),
    "health_worker": (Key.HEALTH_WORKER,),
    "licences": (Key.LICENCES,),
    "credits": (Key.CREDITS,),
    "place": (Key.PLACE,),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Needs:
    """What one service must know about one applicant.

    profession: as the registers name it, "" outside health     place_code: the facility, "" where not chosen
    """

    keys: frozenset[Key]
    profession: str = ""
    place_code: str = ""


def needs_of(requirements: Iterable[str], *, profession: str = "", place_code: str = "") -> Needs:
    """Return what is needed for the requirements that apply to this application."""
    keys = frozenset(key for requirement in requirements for key in FACTS_OF.get(requirement, ()))
    return Needs(keys=keys, profession=profession, place_code=place_code)
