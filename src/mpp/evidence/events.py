"""Facts that evidence announces: ids and codes, never what is known."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class FactsPending:
    """Sources were silent about these keys while a case needed them; the worker asks again.

    profession, place_code: what the questions need     case_id: for whose sake
    """

    region_id: int
    person_id: UUID
    case_id: UUID
    keys: tuple[str, ...]
    profession: str
    place_code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FactsConfirmed:
    """The sources have answered meanwhile; `queries.facts_of` holds what they said."""

    region_id: int
    person_id: UUID
    case_id: UUID
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceNeedsCare:
    """A source will soon fail if nobody acts. region_id: whose agreement it is, NATIONAL for the nation's

    trouble: `certificate` or `quota`     until: last day of the certificate
    """

    region_id: int
    source: str
    trouble: str
    until: date | None = None
