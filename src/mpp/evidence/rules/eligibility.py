"""Who may have a practice licence (SIP), where not why, and what cannot be told yet.

Each rule answers OK, REFUSED with a reason code and its facts, or UNKNOWN where a source is silent: then the citizen
goes on and a worker asks again. An argument of None means silence. Dates are local to the region of the practice place.

Legal basis: UU 17/2023 art. 263-264; Permenkes 13/2025 art. 147-150; SE HK.02.01/MENKES/6/2024
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from mpp.evidence.rules.facts import Fact, Key, Purpose, State, best
from mpp.evidence.rules.values import (
    CreditsVerdict,
    ExistingLicence,
    LicenceStatus,
    MatchVerdict,
    PersonStatus,
    Registration,
    RegistrationStatus,
    from_plain,
    with_regional,
)

#: One licence is one place, and a person practises at three at most (Permenkes 13/2025 art. 149).
MOST_PLACES = 3
#: A licence lasts five years (UU 17/2023 art. 264).
LICENCE_YEARS = 5


class Outcome(StrEnum):
    OK = "ok"
    REFUSED = "refused"
    UNKNOWN = "unknown"


class Request(StrEnum):
    """What is applied for."""

    FIRST = "first"
    RENEWAL = "renewal"
    MOVE = "move"


class Mode(StrEnum):
    """Where the profession is practised, in the words of the service definitions."""

    OWN = "own"
    FACILITY = "facility"


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What one rule says.

    rule: its name among the preconditions of service definitions     code: stable, kebab-case; pages hold the words
    params: facts for those words
    """

    rule: str
    outcome: Outcome
    code: str = ""
    params: Mapping[str, str | int] = field(default_factory=dict)


def _ok(rule: str) -> Verdict:
    return Verdict(rule=rule, outcome=Outcome.OK)


def _refused(rule: str, code: str, **params: str | int) -> Verdict:
    return Verdict(rule=rule, outcome=Outcome.REFUSED, code=code, params=params)


def _unknown(rule: str, code: str, **params: str | int) -> Verdict:
    return Verdict(rule=rule, outcome=Outcome.UNKNOWN, code=code, params=params)


#: Population register -> reason. Only a found person may apply; the others are led to the civil registry office.
_PERSON_REASONS = {
    PersonStatus.DECEASED: "person-deceased",
    PersonStatus.DUPLICATE: "person-duplicate",
    PersonStatus.NOT_FOUND: "person-not-found",
    PersonStatus.INACTIVE: "person-inactive",
    PersonStatus.MALFORMED: "person-number-malformed",
}


def person_is_live(match: MatchVerdict | None) -> Verdict:
    """Return whether the person exists, is alive, active and single in the population register."""
    rule = "nik_active"
    if match is None:
        return _unknown(rule, "population-register-silent")
    if match.status is PersonStatus.FOUND:
        return _ok(rule)
    return _refused(rule, _PERSON_REASONS[match.status])


_REGISTRATION_REASONS = {
    RegistrationStatus.EXPIRED: "registration-expired",
    RegistrationStatus.DEACTIVATED: "registration-deactivated",
    RegistrationStatus.REVOKED: "registration-revoked",
}


def registration_is_active(registrations: Collection[Registration] | None, *, profession: str, on: date) -> Verdict:
    """Return whether a registration (STR) of `profession` is in force on the local date `on`.

    A dated registration is in force on its last day; one without a date is for life. That of another profession is no
    matter of this rule, but of `registration_fits`.
    """
    rule = "str_active"
    if registrations is None:
        return _unknown(rule, "registration-register-silent")
    if not registrations:
        return _refused(rule, "registration-none")
    of_profession = [each for each in registrations if each.profession == profession]
    if not of_profession:
        return _refused(rule, "registration-of-profession-none", needed=profession)
    if any(_state(each, on) is RegistrationStatus.ACTIVE for each in of_profession):
        return _ok(rule)
    latest = max(of_profession, key=lambda each: each.valid_until or date.max)
    code = _REGISTRATION_REASONS[_state(latest, on)]
    if latest.valid_until is None:
        return _refused(rule, code, number=latest.number)
    return _refused(rule, code, number=latest.number, ended_on=latest.valid_until.isoformat())


def registration_fits(registrations: Collection[Registration] | None, *, profession: str) -> Verdict:
    """Return whether the person is registered in `profession`, and if not, in which ones."""
    rule = "str_matches_profession"
    if registrations is None:
        return _unknown(rule, "registration-register-silent")
    held = sorted({each.profession for each in registrations})
    if not held or profession in held:
        # Somebody without any registration is told so once, by `registration_is_active`.
        return _ok(rule)
    return _refused(rule, "registration-other-profession", held=", ".join(held), needed=profession)


def registration_in_force(registrations: Collection[Registration], *, profession: str, on: date) -> Registration | None:
    """Return the registration to practise under: a lifetime one before dated ones, among these the longest."""
    active = [
        each
        for each in registrations
        if each.profession == profession and _state(each, on) is RegistrationStatus.ACTIVE
    ]
    return max(active, key=lambda each: (each.valid_until or date.max, each.number), default=None)


def _state(registration: Registration, on: date) -> RegistrationStatus:
    # A register that still says "active" after the last day is late; the date decides.
    if (
        registration.status is RegistrationStatus.ACTIVE
        and registration.valid_until is not None
        and registration.valid_until < on
    ):
        return RegistrationStatus.EXPIRED
    return registration.status


def has_room_for_a_place(
    licences: Collection[ExistingLicence] | None,
    *,
    place_code: str,
    replaces: str = "",
    on: date,
    most: int = MOST_PLACES,
) -> Verdict:
    """Return whether one more place leaves the person within the limit.

    licences: of all regions and professions     replaces: number of the licence that a renewal or move ends
    place_code: the facility applied for, "" for an own practice or while it is not chosen
    """
    rule = "places_below_limit"
    if licences is None:
        return _unknown(rule, "workforce-register-silent")
    # An own practice has no facility code; each such licence is a place of its own.
    places = {each.place_code or each.number for each in licences if each.is_running(on) and each.number != replaces}
    others = places - {place_code}
    if len(others) < most:
        return _ok(rule)
    return _refused(rule, "places-full", places=len(others), most=most)


def is_new_at_the_place(
    licences: Collection[ExistingLicence] | None, *, profession: str, place_code: str, replaces: str = "", on: date
) -> Verdict:
    """Return whether no running licence of the profession for that facility exists, other than the one replaced.

    Own practices have no facility code and are compared by their address, by the officer.
    """
    rule = "no_open_duplicate"
    if licences is None:
        return _unknown(rule, "workforce-register-silent")
    for each in licences:
        is_the_same = each.profession == profession and each.place_code == place_code and each.number != replaces
        if place_code and is_the_same and each.is_running(on):
            return _refused(rule, "licence-exists", number=each.number, place=each.place_name)
    return _ok(rule)


def licence_to_replace(
    licences: Collection[ExistingLicence] | None, *, request: Request, profession: str, replaces: str
) -> Verdict:
    """Return whether the licence that a renewal or move rests on is known; an unknown one is for the officer to find.

    Not every old licence reached the national register, so its absence alone refuses nobody.
    """
    rule = "licence_to_replace"
    if request is Request.FIRST:
        return _ok(rule)
    if licences is None:
        return _unknown(rule, "workforce-register-silent")
    found = next((each for each in licences if each.number == replaces and each.profession == profession), None)
    if found is None:
        return _unknown(rule, "licence-not-in-register")
    if found.status is LicenceStatus.REVOKED:
        return _refused(rule, "licence-revoked", number=found.number)
    return _ok(rule)


def credits_suffice(credits: CreditsVerdict | None, *, request: Request) -> Verdict:
    """Return whether the professional credits (SKP) suffice; only a renewal asks for them."""
    rule = "credits_sufficient_on_renewal"
    if request is not Request.RENEWAL or credits is CreditsVerdict.SUFFICIENT:
        return _ok(rule)
    if credits is None or credits is CreditsVerdict.UNKNOWN:
        return _unknown(rule, "credits-not-told")
    return _refused(rule, "credits-insufficient")


def practice_is_allowed(mode: Mode, *, allowed: Collection[Mode]) -> Verdict:
    """Return whether the profession may be practised in that mode. allowed: the modes of the service definition"""
    rule = "own_practice_allowed"
    if mode in allowed:
        return _ok(rule)
    return _refused(rule, "own-practice-not-allowed" if mode is Mode.OWN else "facility-practice-not-allowed")


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """All that decides about one application. None means that the source is silent.

    on: today, local to the region of the practice place     place_code: "" for own practice or not yet chosen
    replaces: number of the licence to renew or move, "" for a first one
    """

    request: Request
    profession: str
    mode: Mode
    allowed_modes: frozenset[Mode]
    on: date
    match: MatchVerdict | None
    registrations: tuple[Registration, ...] | None
    licences: tuple[ExistingLicence, ...] | None
    credits: CreditsVerdict | None
    place_code: str = ""
    replaces: str = ""


def situation_of(
    facts: Iterable[Fact],
    *,
    request: Request,
    profession: str,
    mode: Mode,
    allowed_modes: frozenset[Mode],
    on: date,
    purpose: Purpose,
    now: datetime,
    place_code: str = "",
    replaces: str = "",
) -> Situation:
    """Return what `facts` say for `purpose`; an answer that is no longer fresh for it counts as silence."""
    known = tuple(facts)
    usable = {
        key: fact
        for key in (Key.PERSON_STATUS, Key.REGISTRATIONS, Key.LICENCES, Key.CREDITS, Key.REGIONAL_LICENCES)
        if (fact := best(known, key)) and fact.state is not State.TYPED and fact.is_fresh(purpose, now)
    }
    match, credits = usable.get(Key.PERSON_STATUS), usable.get(Key.CREDITS)
    return Situation(
        request=request,
        profession=profession,
        mode=mode,
        allowed_modes=allowed_modes,
        on=on,
        match=from_plain(MatchVerdict, match.value) if match else None,
        registrations=_all_of(Registration, usable.get(Key.REGISTRATIONS)),
        licences=with_regional(
            _all_of(ExistingLicence, usable.get(Key.LICENCES)),
            _all_of(ExistingLicence, usable.get(Key.REGIONAL_LICENCES)),
        ),
        credits=CreditsVerdict(credits.value) if credits and credits.value else None,
        place_code=place_code,
        replaces=replaces,
    )


def _all_of[T](kind: type[T], fact: Fact | None) -> tuple[T, ...] | None:
    """Return the entries of a list that a source gave: none where it knows nothing, None where it is silent."""
    return None if fact is None else tuple(from_plain(kind, each) for each in fact.value or ())


#: Precondition of a service definition -> its rule, in the order in which a person should read the answers.
RULES: dict[str, Callable[[Situation], Verdict]] = {
    "nik_active": lambda it: person_is_live(it.match),
    "str_active": lambda it: registration_is_active(it.registrations, profession=it.profession, on=it.on),
    "str_matches_profession": lambda it: registration_fits(it.registrations, profession=it.profession),
    "own_practice_allowed": lambda it: practice_is_allowed(it.mode, allowed=it.allowed_modes),
    "places_below_limit": lambda it: has_room_for_a_place(
        it.licences, place_code=it.place_code, replaces=it.replaces, on=it.on
    ),
    "no_open_duplicate": lambda it: is_new_at_the_place(
        it.licences, profession=it.profession, place_code=it.place_code, replaces=it.replaces, on=it.on
    ),
    "licence_to_replace": lambda it: licence_to_replace(
        it.licences, request=it.request, profession=it.profession, replaces=it.replaces
    ),
    "credits_sufficient_on_renewal": lambda it: credits_suffice(it.credits, request=it.request),
}


def eligibility(situation: Situation, preconditions: Collection[str] = tuple(RULES)) -> tuple[Verdict, ...]:
    """Return what each rule says that the service names among its preconditions."""
    return tuple(rule(situation) for name, rule in RULES.items() if name in preconditions)


def may_submit(verdicts: Collection[Verdict]) -> bool:
    """Return whether nothing stands against submitting; what is unknown does not."""
    return all(verdict.outcome is not Outcome.REFUSED for verdict in verdicts)


def to_confirm(verdicts: Collection[Verdict]) -> tuple[Verdict, ...]:
    """Return what a worker or an officer still has to find out."""
    return tuple(verdict for verdict in verdicts if verdict.outcome is Outcome.UNKNOWN)


def licence_ends_on(issued_on: date, registration: Registration) -> date:
    """Return the last day of a licence issued on a local date: five years, or sooner a dated registration's end."""
    try:
        end = issued_on.replace(year=issued_on.year + LICENCE_YEARS)
    except ValueError:  # 29 February
        end = date(issued_on.year + LICENCE_YEARS, 2, 28)
    return end if registration.valid_until is None else min(end, registration.valid_until)
