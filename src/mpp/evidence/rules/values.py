"""The answers of the registries as frozen values, and their plain form for keeping and freezing."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from types import UnionType
from typing import Any, cast, get_args, get_origin, get_type_hints

#: Text, numbers, booleans, None, and lists and string-keyed mappings of these.
type Plain = Any


class PersonStatus(StrEnum):
    """What the population register says about a NIK (its response codes 11-15, or a match)."""

    FOUND = "found"
    DECEASED = "deceased"
    DUPLICATE = "duplicate"
    NOT_FOUND = "not_found"
    INACTIVE = "inactive"
    MALFORMED = "malformed"


class RegistrationStatus(StrEnum):
    ACTIVE = "active"
    EXPIRED = "expired"
    DEACTIVATED = "deactivated"
    REVOKED = "revoked"


class LicenceStatus(StrEnum):
    ACTIVE = "active"
    EXPIRED = "expired"
    REVOKED = "revoked"
    SUSPENDED = "suspended"
    SUPERSEDED = "superseded"


class CreditsVerdict(StrEnum):
    """Whether the five-year professional credits (SKP) suffice: the ministry's own verdict, never recomputed."""

    SUFFICIENT = "sufficient"
    INSUFFICIENT = "insufficient"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class ElementMatch:
    """Whether one stated element agrees with the register.

    score: similarity 0-100 where the register gives one (names, addresses)
    """

    matched: bool
    score: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchVerdict:
    """What the population register says about a NIK and the elements stated with it: verdicts, never data.

    elements: by the names of `MATCHABLE` below; only those that were asked, empty unless `status` is FOUND
    """

    status: PersonStatus
    elements: Mapping[str, ElementMatch] = field(default_factory=dict)


#: The elements that may be matched; a birth date is stated as ISO text, a relation as the place on the family card:
#: `head`, `spouse` or `child`.
MATCHABLE = ("name", "birth_place", "birth_date", "gender", "address", "family_card", "relation")


@dataclass(frozen=True, slots=True, kw_only=True)
class Registration:
    """A registration certificate (STR) of one profession.

    number: opaque, at most 32 characters     valid_until: last day, None for a lifetime registration (UU 17/2023)
    """

    number: str
    profession: str
    status: RegistrationStatus
    valid_until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HealthWorker:
    """The profile in the health-workforce register. number: the national index number (IHS)."""

    number: str
    name: str
    profession: str
    qualification: str = ""
    education: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExistingLicence:
    """A practice licence (SIP) of any region. valid_until: last day, None where the register does not know it."""

    number: str
    profession: str
    place_code: str
    place_name: str
    region_code: str
    status: LicenceStatus
    valid_until: date | None = None

    def is_running(self, on: date) -> bool:
        """Return whether it holds its place on the local date `on`; a suspended one still does."""
        is_held = self.status in (LicenceStatus.ACTIVE, LicenceStatus.SUSPENDED)
        return is_held and (self.valid_until is None or self.valid_until >= on)


def with_regional(
    national: tuple[ExistingLicence, ...] | None, regional: tuple[ExistingLicence, ...] | None
) -> tuple[ExistingLicence, ...] | None:
    """Return the licences of the workforce register, and those that only a region's own archive knows.

    None while the workforce register is silent: an archive knows the licences of one region only.
    """
    if national is None:
        return None
    numbers = {each.number for each in national}
    return (*national, *(each for each in regional or () if each.number not in numbers))


@dataclass(frozen=True, slots=True, kw_only=True)
class Qualification:
    """What the national index of practitioners says of a profession.

    number: of the registration (STR), "" where it names none     valid_until: its last day, None where it names none
    """

    profession: str
    number: str = ""
    valid_until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Workplace:
    """A facility at which the national index says that a person practises; the facility has entered it there.

    region_code: kab/kota as XX.YY, "" where the facility list does not know the place
    licence_number: the licence (SIP) that was entered with it, "" where none was
    since, until: first and last day, None where not told
    """

    place_code: str
    place_name: str
    profession: str
    place_address: str = ""
    region_code: str = ""
    licence_number: str = ""
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Practitioner:
    """A person in the national index of practitioners. number: the index number (IHS)"""

    number: str
    name: str
    qualifications: tuple[Qualification, ...] = ()
    workplaces: tuple[Workplace, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Facility:
    """A health facility of the master list. region_code: kab/kota, as XX.YY; permit_until: last day of its permit."""

    code: str
    name: str
    kind: str
    address: str
    district: str
    region_code: str
    permit_number: str = ""
    permit_until: date | None = None


def to_plain(value: object) -> Plain:
    """Return a frozen value of this package in plain form: dates and moments as ISO text, enumerations as words."""
    if is_dataclass(value):
        return {each.name: to_plain(getattr(value, each.name)) for each in fields(value)}
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {key: to_plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [to_plain(inner) for inner in value]
    return value


def from_plain[T](kind: type[T], data: Mapping[str, Plain]) -> T:
    """Return the `kind` whose plain form is `data`. Raises KeyError, TypeError or ValueError on anything else."""
    readers = _readers_of(kind)  # type: ignore[arg-type]  # a class can be hashed, whatever its instances
    return kind(**{name: readers[name](value) for name, value in data.items() if name in readers})


type _Reader = Callable[[Plain], Any]


@cache
def _readers_of(kind: type) -> dict[str, _Reader]:
    # Working types out from annotations costs more than all the rest of reading a value.
    return {name: _reader(hint) for name, hint in get_type_hints(kind).items()}


def _reader(hint: Any) -> _Reader:
    if isinstance(hint, UnionType):
        inner = _reader(next(each for each in get_args(hint) if each is not type(None)))
        return lambda value: None if value is None else inner(value)
    if hint in (date, datetime):
        return cast(_Reader, hint.fromisoformat)
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return hint
    if get_origin(hint) is tuple:
        kind = get_args(hint)[0]
        return lambda value: tuple(from_plain(kind, inner) for inner in value)
    if get_args(hint)[1:] == (ElementMatch,):
        return lambda value: {name: from_plain(ElementMatch, inner) for name, inner in value.items()}
    return _as_it_is


def _as_it_is(value: Plain) -> Plain:
    return value
