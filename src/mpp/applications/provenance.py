"""Where each value of an issued letter comes from: which source said it, who wrote it, or which rule worked it out.

Plain functions over frozen values. A letter is written from what its case held on the day of the decision, and an
issued case never changes, so its content is what the letter rests on.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from mpp.applications.content import Content
from mpp.applications.queries.tracking import Event
from mpp.applications.situation import place
from mpp.evidence.rules.facts import Fact, Key, best


class Value(StrEnum):
    """What stands on a letter."""

    HOLDER = "holder"
    PROFESSION = "profession"
    REGISTRATION_NUMBER = "registration_number"
    REGISTRATION_UNTIL = "registration_until"
    PLACE = "place"
    PLACE_ADDRESS = "place_address"
    SCHEDULE = "schedule"
    NUMBER = "number"
    ISSUED_ON = "issued_on"
    VALID_UNTIL = "valid_until"
    LEGAL_BASIS = "legal_basis"
    SIGNATORY = "signatory"


class Origin(StrEnum):
    """SOURCE: a registry said so. HOLDER: the holder wrote it. SERVICE: the definition of the service says so.
    COUNTER: the next number of the office. RULE: worked out from other values. OFFICE: who decided."""

    SOURCE = "source"
    HOLDER = "holder"
    SERVICE = "service"
    COUNTER = "counter"
    RULE = "rule"
    OFFICE = "office"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One value of the letter with its origin.

    fact: the answer of the source, None for every other origin     at: when it came to be, None where no moment is kept
    version: of the service definition, 0 for other origins
    """

    value: Value
    origin: Origin
    fact: Fact | None = None
    at: datetime | None = None
    version: int = 0


def provenance(content: Content, history: tuple[Event, ...], *, service_version: int) -> tuple[Line, ...]:
    """Return where each value of the letter of a decided case comes from, in the letter's order."""
    decided_at = _at(history, "approve")
    declared_at = datetime.fromisoformat(content.declared_at) if content.declared_at else None
    return (
        _said(Value.HOLDER, content, Key.NAME),
        Line(value=Value.PROFESSION, origin=Origin.SERVICE, version=service_version),
        _said(Value.REGISTRATION_NUMBER, content, Key.REGISTRATIONS),
        _said(Value.REGISTRATION_UNTIL, content, Key.REGISTRATIONS),
        *_of_place(content, declared_at),
        Line(value=Value.SCHEDULE, origin=Origin.HOLDER, at=declared_at),
        Line(value=Value.NUMBER, origin=Origin.COUNTER, at=decided_at),
        Line(value=Value.ISSUED_ON, origin=Origin.RULE, at=decided_at),
        Line(value=Value.VALID_UNTIL, origin=Origin.RULE, at=decided_at),
        Line(value=Value.LEGAL_BASIS, origin=Origin.SERVICE, version=service_version),
        Line(value=Value.SIGNATORY, origin=Origin.OFFICE, at=decided_at),
    )


def _said(value: Value, content: Content, key: Key) -> Line:
    fact = best(content.facts, key)
    return Line(value=value, origin=Origin.SOURCE, fact=fact, at=fact.fetched_at if fact else None)


def _of_place(content: Content, declared_at: datetime | None) -> tuple[Line, Line]:
    found = place(content)
    if found is not None and found.is_confirmed and not found.is_own:
        return _said(Value.PLACE, content, Key.PLACE), _said(Value.PLACE_ADDRESS, content, Key.PLACE)
    return (
        Line(value=Value.PLACE, origin=Origin.HOLDER, at=declared_at),
        Line(value=Value.PLACE_ADDRESS, origin=Origin.HOLDER, at=declared_at),
    )


def _at(history: tuple[Event, ...], act: str) -> datetime | None:
    """Return when an act was done last."""
    return next((event.at for event in reversed(history) if event.act == act), None)
