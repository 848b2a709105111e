"""Health workers: registrations (STR), practice licences (SIP) and credits (SKP) as the health registries hold them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from random import Random

from mpp_sandbox.population.facilities import Facility
from mpp_sandbox.population.people import SEED, Person
from mpp_sandbox.population.professions import Profession

FIVE_YEARS = timedelta(days=5 * 365 + 1)


class Credits(StrEnum):
    """What the credits platform says about a registration: a verdict, never the points."""

    SUFFICIENT = "sufficient"
    INSUFFICIENT = "insufficient"
    UNKNOWN = "unknown"


class RegistrationPlan(StrEnum):
    """Which kind of registration a made-up worker is given."""

    LIFETIME = "lifetime"
    DATED = "dated"
    EXPIRED_YESTERDAY = "expired-yesterday"
    DEACTIVATED = "deactivated"
    REVOKED = "revoked"
    NONE = "none"


class RegistrationState(StrEnum):
    """State of a registration at the council."""

    ACTIVE = "active"
    EXPIRED = "expired"
    DEACTIVATED = "deactivated"
    REVOKED = "revoked"


@dataclass(frozen=True, slots=True)
class Registration:
    """A registration (STR). valid_until: last day, None for lifetime."""

    nik: str
    number: str
    profession: Profession
    issued_on: date
    valid_until: date | None
    state: RegistrationState


@dataclass(frozen=True, slots=True)
class Licence:
    """A practice licence (SIP) for one place."""

    nik: str
    number: str
    profession: Profession
    facility: Facility
    registration_number: str
    issued_on: date
    valid_until: date


@dataclass(frozen=True, slots=True)
class Engagement:
    """A practice as a facility has entered it at SATUSEHAT; the licence may be still to come.

    licence_number: "" while there is none     until: last day, None where it is open     is_active: not closed
    """

    profession: Profession
    facility: Facility
    licence_number: str
    since: date
    until: date | None
    is_active: bool = True


@dataclass(frozen=True, slots=True)
class HealthWorker:
    """A health worker. ihs: the id in the national index of practitioners, `N` and eight digits."""

    person: Person
    ihs: str
    profession: Profession
    registrations: tuple[Registration, ...]
    licences: tuple[Licence, ...]
    engagements: tuple[Engagement, ...]
    credits: Credits


#: plan -> (state, days from today to the last day; None for lifetime)
PLANS: dict[RegistrationPlan, tuple[RegistrationState, int | None]] = {
    RegistrationPlan.LIFETIME: (RegistrationState.ACTIVE, None),
    RegistrationPlan.DATED: (RegistrationState.ACTIVE, 730),
    RegistrationPlan.EXPIRED_YESTERDAY: (RegistrationState.EXPIRED, -1),
    RegistrationPlan.DEACTIVATED: (RegistrationState.DEACTIVATED, None),
    RegistrationPlan.REVOKED: (RegistrationState.REVOKED, None),
}


def registrations_of(
    person: Person, professions: Sequence[Profession], *, plan: RegistrationPlan, today: date
) -> tuple[Registration, ...]:
    """Return one registration per profession, after `plan`."""
    if plan is RegistrationPlan.NONE:
        return ()
    state, ends_in_days = PLANS[plan]
    dice = Random(f"{SEED}:registration:{person.nik}")
    valid_until = None if ends_in_days is None else today + timedelta(days=ends_in_days)
    issued_on = valid_until - FIVE_YEARS if valid_until else date(2024, 3, 1) + timedelta(days=dice.randint(0, 500))
    return tuple(
        Registration(
            nik=person.nik,
            number=f"{profession.council}{dice.randint(10**13, 10**14 - 1)}",
            profession=profession,
            issued_on=issued_on,
            valid_until=valid_until,
            state=state,
        )
        for profession in professions
    )


def licences_of(
    person: Person,
    registration: Registration | None,
    facilities: Sequence[Facility],
    *,
    count: int,
    first_ends_in_days: int,
    today: date,
) -> tuple[Licence, ...]:
    """Return `count` licences at different places; the first ends soonest."""
    if registration is None:
        return ()
    dice = Random(f"{SEED}:licences:{person.nik}")
    suited = [place for place in facilities if place.kind in registration.profession.works_in]
    licences = []
    for index, place in enumerate(dice.sample(suited, count)):
        valid_until = today + timedelta(days=first_ends_in_days + 210 * index)
        if registration.valid_until:
            valid_until = min(valid_until, registration.valid_until)
        licences.append(
            Licence(
                nik=person.nik,
                number=f"440/{dice.randint(1, 999):03d}/SIP-{registration.profession.council}/"
                f"{place.region_code.replace('.', '')}/{(valid_until - FIVE_YEARS).year}",
                profession=registration.profession,
                facility=place,
                registration_number=registration.number,
                issued_on=valid_until - FIVE_YEARS,
                valid_until=valid_until,
            )
        )
    return tuple(licences)


def engagements_of(
    person: Person,
    profession: Profession,
    licences: Sequence[Licence],
    facilities: Sequence[Facility],
    *,
    engaged: int,
    today: date,
) -> tuple[Engagement, ...]:
    """Return where facilities have entered the person: each licensed place, and `engaged` that wait for a licence.

    Who waits for a licence has also left two places: one whose practice has ended, one that has closed it.
    """
    licensed = tuple(
        Engagement(
            profession=each.profession,
            facility=each.facility,
            licence_number=each.number,
            since=each.issued_on,
            until=each.valid_until,
        )
        for each in licences
    )
    if not engaged:
        return licensed
    dice = Random(f"{SEED}:engagements:{person.nik}")
    held = {each.facility.code for each in licences}
    suited = [place for place in facilities if place.kind in profession.works_in and place.code not in held]
    waiting, (ended, closed) = (places := dice.sample(suited, engaged + 2))[:engaged], places[engaged:]
    long_ago = today - timedelta(days=900)
    return (
        *licensed,
        *(Engagement(profession, place, "", today - timedelta(days=12), None) for place in waiting),
        Engagement(profession, ended, "", long_ago, today - timedelta(days=100)),
        Engagement(profession, closed, "", long_ago, None, is_active=False),
    )
