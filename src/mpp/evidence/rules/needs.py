"""Which facts a service needs, told from the requirements of its definition."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from mpp.evidence.rules.facts import AUTHORITY, Fact, Key, Purpose, Source, best, stale, value_at

#: Requirement key of a service definition -> what must be known for it. What is not named here the person supplies.
FACTS_OF: dict[str, tuple[Key, ...]] = {
    "identity": (
        Key.NAME,
        Key.BIRTH_DATE,
        Key.BIRTH_PLACE,
        Key.GENDER,
        Key.ADDRESS,
        Key.PHONE,
        Key.EMAIL,
        Key.PERSON_STATUS,
    ),
    "registration": (Key.REGISTRATIONS,),
    "health_worker": (Key.HEALTH_WORKER,),
    "licences": (Key.LICENCES, Key.REGIONAL_LICENCES),
    "credits": (Key.CREDITS,),
    "place": (Key.PLACE,),
    "workplaces": (Key.PRACTITIONER,),
}

#: What only helps to choose and to compare: a page bears with its source for a part of its patience only.
HINTS = frozenset({Key.PRACTITIONER})

#: That, and what some regions' own sources add. It helps to fill a form; nothing is decided by it and nothing waits for
#: it.
OPTIONAL = HINTS | {Key.REGIONAL_LICENCES}

#: Answers that belong to more than the person: another profession or another place has another answer.
_WITH_SUBJECT = frozenset({Key.CREDITS, Key.PLACE})


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


def subject_of(key: Key, needs: Needs, facts: Iterable[Fact]) -> str | None:
    """Return what, besides the person, an answer about `key` belongs to: a registration number, a facility code, or "".

    None where that is not known yet, so that the source cannot be asked
    """
    if key is Key.CREDITS:
        held = best(facts, Key.REGISTRATIONS)
        return (value_at(held, "number", profession=needs.profession) if held else None) or None
    if key is Key.PLACE:
        return needs.place_code or None
    return ""


def askable(needs: Needs) -> frozenset[Key]:
    """Return the keys that a source must be asked for; the digital identity hands its own over at sign-in."""
    keys = frozenset(key for key in needs.keys - OPTIONAL if AUTHORITY[key] is not Source.IKD)
    return keys if needs.place_code else keys - {Key.PLACE}


def still_open(facts: Iterable[Fact], needs: Needs, *, purpose: Purpose, at: datetime) -> frozenset[Key]:
    """Return what sources have yet to say, or to say again, before the facts serve for `purpose` at that moment."""
    return stale(askable(needs), about_this(facts, needs), purpose=purpose, now=at)


def about_this(facts: Iterable[Fact], needs: Needs) -> tuple[Fact, ...]:
    """Return those kept answers that belong to this registration and this facility."""
    known = tuple(facts)
    return tuple(
        fact
        for fact in known
        if fact.key not in _WITH_SUBJECT or fact.reference == (subject_of(fact.key, needs, known) or "")
    )
