"""What a case means to its service definition: what the form asks, who may have the licence, where the practice is.

Plain functions over frozen values; the definition, the facts and the answers come in, decisions go out.
"""

from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from mpp.applications.content import Content
from mpp.catalogue.definition import ServiceDefinition, Step
from mpp.catalogue.settings import Offer
from mpp.eforms.form import Situation
from mpp.evidence.rules import eligibility as sip
from mpp.evidence.rules.facts import Fact, Key, Prefilled, Purpose, State, best, of_frozen, prefill
from mpp.evidence.rules.needs import Needs, needs_of, still_open
from mpp.evidence.rules.values import (
    CreditsVerdict,
    ExistingLicence,
    HealthWorker,
    MatchVerdict,
    Registration,
    from_plain,
)


def facts_in(content: Content) -> tuple[Fact, ...]:
    """Return the facts kept in the case."""
    return tuple(of_frozen(plain) for plain in content.facts)


def prefilled(definition: ServiceDefinition, content: Content, *, now: datetime) -> tuple[Prefilled, ...]:
    """Return what each known field gets, with its origin."""
    return prefill(
        definition.prefill_paths,
        facts_in(content),
        profession=definition.profession,
        purpose=Purpose.PREFILL,
        now=now,
    )


def asked(definition: ServiceDefinition, content: Content, *, variant: str, now: datetime) -> Situation:
    """Return what the conditions of the form and of the steps look at."""
    known = definition.facts(prefilled(definition, content, now=now))
    return Situation(answers=content.answers, facts=known, variant=variant)


def steps(offer: Offer, content: Content, *, variant: str, now: datetime) -> tuple[Step, ...]:
    """Return the steps this case goes through, the signature by the post that the region has chosen."""
    return offer.steps_for(asked(offer.definition, content, variant=variant, now=now))


def needs(definition: ServiceDefinition, content: Content, *, variant: str, now: datetime) -> Needs:
    """Return which facts the service needs about the applicant."""
    situation = asked(definition, content, variant=variant, now=now)
    return needs_of(
        (requirement.key for requirement in definition.requirements_for(situation)),
        profession=definition.profession,
        place_code=str(content.answers.get("facility", "")),
    )


@dataclass(frozen=True, slots=True)
class Place:
    """code: of the facility, or a digest of the address of an own practice; the same place has the same code"""

    code: str
    name: str
    address: str
    is_own: bool


def place(content: Content) -> Place | None:
    """Return where the applicant wants to practise, None while that is open."""
    answers = content.answers
    if answers.get("practice_mode") == sip.Mode.OWN:
        name, address = answers.get("own_place_name", ""), answers.get("own_place_address", "")
        if not (name and address):
            return None
        district = answers.get("own_place_district", "")
        spelled = " ".join(f"{address} {district}".casefold().split())
        code = "own:" + sha256(spelled.encode()).hexdigest()[:24]
        return Place(code, name, f"{address}, {district}" if district else address, is_own=True)
    code = answers.get("facility", "")
    if not code:
        return None
    fact = best(facts_in(content), Key.PLACE)
    known: dict[str, Any] = fact.value if fact and fact.state is State.KNOWN else {}
    if known.get("code") != code:
        known = {}
    address = ", ".join(part for part in (known.get("address", ""), known.get("district", "")) if part)
    return Place(code, known.get("name", code), address, is_own=False)


def eligibility(definition: ServiceDefinition, content: Content, *, variant: str, on: date) -> tuple[sip.Verdict, ...]:
    """Return what every rule for a practice licence says on the local date `on`."""
    found = place(content)
    chosen = content.answers.get("practice_mode", "")
    return sip.eligibility(
        sip.Situation(
            request=sip.Request(variant),
            profession=definition.profession,
            mode=sip.Mode(chosen) if chosen else definition.practice_modes[0],
            allowed_modes=frozenset(definition.practice_modes),
            on=on,
            match=_one(content, Key.PERSON_STATUS, MatchVerdict),
            registrations=_many(content, Key.REGISTRATIONS, Registration),
            licences=_many(content, Key.LICENCES, ExistingLicence),
            credits=_credits(content),
            place_code=found.code if found and not found.is_own else "",
            replaces=str(content.answers.get("replaced_number", "")),
        ),
        definition.preconditions,
    )


def registration(definition: ServiceDefinition, content: Content, *, on: date) -> Registration | None:
    """Return the registration (STR) the licence rests on, None while it is not known."""
    held = _many(content, Key.REGISTRATIONS, Registration)
    return sip.registration_in_force(held or (), profession=definition.profession, on=on)


def health_worker(content: Content) -> HealthWorker | None:
    """Return the profile of the applicant in the workforce register, None while it is not known."""
    return _one(content, Key.HEALTH_WORKER, HealthWorker)


def open_facts(content: Content, wanted: Needs, *, purpose: Purpose, at: datetime) -> int:
    """Return how many of the facts needed for `purpose` at that moment their sources have yet to confirm."""
    return len(still_open(facts_in(content), wanted, purpose=purpose, at=at))


def _known(content: Content, key: Key) -> Fact | None:
    fact = best(facts_in(content), key)
    return fact if fact is not None and fact.state in (State.KNOWN, State.ABSENT) else None


def _one[T](content: Content, key: Key, kind: type[T]) -> T | None:
    fact = _known(content, key)
    return from_plain(kind, fact.value) if fact and fact.value is not None else None


def _many[T](content: Content, key: Key, kind: type[T]) -> tuple[T, ...] | None:
    fact = _known(content, key)
    if fact is None:
        return None
    return tuple(from_plain(kind, each) for each in fact.value or ())


def _credits(content: Content) -> CreditsVerdict | None:
    fact = _known(content, Key.CREDITS)
    return CreditsVerdict(fact.value) if fact and fact.value else None
