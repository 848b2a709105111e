"""FHIR `Practitioner` and `PractitionerRole` of SATUSEHAT: who is in the national index, and where he practises.

Of a person only number, name, registrations and workplaces are read: address, telephone and birth date come along and
are left where they are.
"""

import re
import time
from calendar import monthrange
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from mpp.adapters.line import Reason, unavailable
from mpp.adapters.memory import Memory
from mpp.adapters.reading import Reader
from mpp.adapters.satusehat import Satusehat
from mpp.evidence.ports import FacilityRegister
from mpp.evidence.rules.values import Practitioner, Qualification, Workplace

SOURCE = "nakes_index"
_read = Reader(SOURCE)

_NIK = "https://fhir.kemkes.go.id/id/nik"
_REGISTRATION = "https://fhir.kemkes.go.id/id/str-kki-number"
_LICENCE = "https://fhir.kemkes.go.id/id/sip-number"

#: An answer serves for the length of a form page; one that came too late for its page is there for the next.
_KEEP_S = 120.0
#: One answer takes several questions (person, practices, each facility): together no longer than this.
_TOTAL_S = 6.0


class SatusehatPractitioners:
    """A `PractitionerIndex` over SATUSEHAT.

    facilities: says where the organizations lie that a practice names
    """

    def __init__(
        self, satusehat: Satusehat, facilities: FacilityRegister, *, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._satusehat = satusehat
        self._facilities = facilities
        self._clock = clock
        self._memory: Memory[Practitioner | None] = Memory(keep_s=_KEEP_S)

    def practitioner(self, nik: str) -> Practitioner | None:
        return self._memory.get(nik, lambda: self._practitioner(nik))

    def _practitioner(self, nik: str) -> Practitioner | None:
        until = self._clock() + _TOTAL_S
        rows = self._satusehat.all_found("Practitioner", {"identifier": f"{_NIK}|{nik}"})
        for row in rows:
            _about(row, nik)
        # What the index has closed, for instance after it merged two entries, counts no more.
        open_rows = [row for row in rows if _is_active(row)]
        if not open_rows:
            return None
        if len(open_rows) > 1:
            # Two people under one number: neither can be believed.
            _read.refuse()
        row, number = open_rows[0], _read.text(open_rows[0], "id", most=40)
        return Practitioner(
            number=number,
            name=_name(row),
            qualifications=tuple(_qualification(each) for each in _read.rows(row.get("qualification", []))),
            workplaces=tuple(self._workplace(role, until) for role in self._roles(number, until)),
        )

    def _roles(self, number: str, until: float) -> list[Mapping[str, Any]]:
        self._in_time(until)
        rows = self._satusehat.all_found("PractitionerRole", {"practitioner": number})
        for row in rows:
            _read.about(_read.mapping(row.get("practitioner")), "reference", f"Practitioner/{number}")
        return [row for row in rows if _is_active(row)]

    def _workplace(self, role: Mapping[str, Any], until: float) -> Workplace:
        organization = _read.mapping(role.get("organization"))
        kind, _, code = _read.text(organization, "reference", most=60).partition("/")
        if kind != "Organization" or not code:
            _read.refuse()
        self._in_time(until)
        place, period = self._facilities.facility(code), _read.mapping(role.get("period", {}))
        return Workplace(
            place_code=code,
            place_name=place.name if place else _read.text(organization, "display", default=code),
            place_address=place.address if place else "",
            region_code=place.region_code if place else "",
            profession=_profession(next(iter(_read.rows(role.get("code", []))), {})),
            licence_number=_identifier(role, _LICENCE),
            since=_day(period, "start"),
            until=_day(period, "end"),
        )

    def _in_time(self, until: float) -> None:
        if self._clock() > until:
            unavailable(SOURCE, Reason.SLOW)


def _about(row: Mapping[str, Any], nik: str) -> None:
    """Refuse an entry that does not say itself that it is about the person."""
    told = [each for each in _read.rows(row.get("identifier", [])) if each.get("system") == _NIK]
    if not told:
        unavailable(SOURCE, Reason.OTHER_SUBJECT)
    for each in told:
        _read.about(each, "value", nik)


def _is_active(row: Mapping[str, Any]) -> bool:
    """Return whether a resource counts; FHIR reads one that does not say as active."""
    said = row.get("active", True)
    return said if isinstance(said, bool) else _read.refuse()


def _name(row: Mapping[str, Any]) -> str:
    names = _read.rows(row.get("name"))
    official = next((each for each in names if each.get("use") == "official"), None) or next(iter(names), {})
    return _read.text(official, "text")


def _qualification(row: Mapping[str, Any]) -> Qualification:
    return Qualification(
        profession=_profession(_read.mapping(row.get("code"))),
        number=_identifier(row, _REGISTRATION),
        valid_until=_day(_read.mapping(row.get("period", {})), "end"),
    )


def _identifier(row: Mapping[str, Any], system: str) -> str:
    found = [each for each in _read.rows(row.get("identifier", [])) if each.get("system") == system]
    return _read.text(found[0], "value", most=120, default="") if found else ""


def _profession(concept: Mapping[str, Any]) -> str:
    coding = next(iter(_read.rows(concept.get("coding", []))), {})
    return _read.text(coding, "code", most=60, default="")


#: A year, a month, a day, or a moment: FHIR lets each stand for a date.
_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T\S{1,40})?)?)?")


def _day(period: Mapping[str, Any], name: str) -> date | None:
    """Return the day that an end of a period means; of a whole month or year its first, at the end its last."""
    said = _read.text(period, name, most=60, default="")
    if not said:
        return None
    match = _DATE.fullmatch(said) or _read.refuse()
    year, month, day = (int(part) if part else 0 for part in match.groups())
    month = month or (12 if name == "end" else 1)
    try:
        return date(year, month, day or (monthrange(year, month)[1] if name == "end" else 1))
    except ValueError:
        _read.refuse()
