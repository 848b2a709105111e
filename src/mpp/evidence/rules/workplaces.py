"""What the national index says of where somebody practises: what is offered, and where the registers differ.

It helps to choose and to compare; nothing is decided by it.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from mpp.evidence.rules.values import (
    ExistingLicence,
    HealthWorker,
    Practitioner,
    Registration,
    Workplace,
)


def current(workplaces: Collection[Workplace], *, on: date) -> tuple[Workplace, ...]:
    """Return where somebody practises on the local date `on`, the latest begun first."""
    running = [
        each
        for each in workplaces
        if (each.since is None or each.since <= on) and (each.until is None or each.until >= on)
    ]
    return tuple(sorted(running, key=lambda each: each.since or date.min, reverse=True))


def to_offer(
    workplaces: Collection[Workplace],
    licences: Collection[ExistingLicence],
    *,
    profession: str,
    region_code: str,
    replaces: str = "",
    on: date,
) -> tuple[Workplace, ...]:
    """Return the places of the region for which a licence is likely applied for: practised at, and not licensed.

    region_code: XX.YY, or a province as XX     replaces: number of the licence that a renewal or move ends
    """
    licensed = {
        each.place_code
        for each in licences
        if each.profession == profession and each.number != replaces and each.is_running(on)
    }
    fitting = {
        each.place_code: each
        for each in reversed(current(workplaces, on=on))
        if each.profession in ("", profession)
        and each.region_code.startswith(region_code)
        and each.place_code not in licensed
    }
    return tuple(reversed(fitting.values()))


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceOnRecord:
    """One place as two registers have it: the licence for it in the one, the practice there in the other."""

    licence: ExistingLicence | None
    workplace: Workplace | None


def side_by_side(
    workplaces: Collection[Workplace], licences: Collection[ExistingLicence], *, on: date
) -> tuple[PlaceOnRecord, ...]:
    """Return every licence with the practice at its place, then today's practices for which no licence is known."""
    at = {each.place_code: each for each in reversed(current(workplaces, on=on))}
    ended = {each.place_code: each for each in workplaces if each.place_code not in at}
    licensed = tuple(
        PlaceOnRecord(licence=each, workplace=at.get(each.place_code) or ended.get(each.place_code))
        for each in licences
    )
    codes = {each.place_code for each in licences}
    return (
        *licensed,
        *(PlaceOnRecord(licence=None, workplace=each) for code, each in reversed(at.items()) if code not in codes),
    )


class Differing(StrEnum):
    """On what the national index and another register disagree."""

    NUMBER = "number"
    NAME = "name"
    REGISTRATION_NUMBER = "registration_number"
    REGISTRATION_UNTIL = "registration_until"


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What the index says, and what the register says that answers for it; a date as ISO text, "" for none."""

    about: Differing
    index: str
    other: str


def differences(
    indexed: Practitioner,
    *,
    worker: HealthWorker | None,
    registrations: Collection[Registration],
    name: str,
    profession: str,
) -> tuple[Difference, ...]:
    """Return where the index says otherwise; what either leaves out is no disagreement.

    name: as the digital identity has it, "" where it is not known
    """
    found = []
    if worker is not None and worker.number != indexed.number:
        found.append(Difference(about=Differing.NUMBER, index=indexed.number, other=worker.number))
    if name and not _is_same_name(indexed.name, name):
        found.append(Difference(about=Differing.NAME, index=indexed.name, other=name))
    held: Mapping[str, Registration] = {each.number: each for each in registrations if each.profession == profession}
    for each in indexed.qualifications:
        if each.profession != profession or not each.number or not held:
            continue
        same = held.get(each.number)
        if same is None:
            numbers = ", ".join(held)
            found.append(Difference(about=Differing.REGISTRATION_NUMBER, index=each.number, other=numbers))
        elif each.valid_until and each.valid_until != same.valid_until:
            found.append(
                Difference(
                    about=Differing.REGISTRATION_UNTIL, index=each.valid_until.isoformat(), other=_iso(same.valid_until)
                )
            )
    return tuple(found)


def _is_same_name(one: str, other: str) -> bool:
    """Return whether two ways of writing are one name: titles before and after it do not count, nor do signs."""
    words, others = _words(one), _words(other)
    return words <= others or others <= words


def _words(name: str) -> frozenset[str]:
    letters = "".join(sign if sign.isalpha() else "" if sign in "'’`." else " " for sign in name.casefold())
    return frozenset(letters.split())


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
