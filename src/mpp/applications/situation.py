"""What a case means to its service definition: what the form asks, who may have the licence, where the practice is.

Plain functions over frozen values; the definition, the facts and the answers come in, decisions go out.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from hashlib import sha256
from typing import Any

from mpp.applications import practice
from mpp.applications.content import Content
from mpp.catalogue.definition import ServiceDefinition, Step
from mpp.catalogue.settings import Offer
from mpp.eforms.form import Page, Situation
from mpp.eforms.rules import Filling
from mpp.evidence.rules import eligibility as sip
from mpp.evidence.rules.facts import Fact, Key, Prefill, Prefilled, Purpose, State, best, prefill
from mpp.evidence.rules.needs import Needs, needs_of, still_open
from mpp.evidence.rules.values import (
    CreditsVerdict,
    ExistingLicence,
    HealthWorker,
    LicenceStatus,
    MatchVerdict,
    Registration,
    from_plain,
    with_regional,
)

#: What the field `facility` holds of somebody who could not choose, because the list of facilities gave no answer.
TYPED = "typed"


@dataclass(frozen=True)
class Reading:
    """What a case holds, read against its service as its region offers it.

    now: the moment at which facts are fresh or old
    Each part is worked out when it is first asked for, and once: no act and no page needs all of it.
    """

    offer: Offer
    content: Content
    variant: str
    now: datetime

    @property
    def definition(self) -> ServiceDefinition:
        return self.offer.definition

    def of(self, content: Content) -> "Reading":
        """Return the reading of other content of the case."""
        other = replace(self, content=content)
        if content.facts is self.content.facts:
            # What the sources say has not changed with what was typed.
            vars(other)["known"] = self.known
        return other

    @cached_property
    def known(self) -> tuple[Prefilled, ...]:
        """What each known field gets, with its origin."""
        return prefill(
            self.definition.prefill_paths,
            self.content.facts,
            profession=self.definition.profession,
            purpose=Purpose.PREFILL,
            now=self.now,
        )

    @property
    def filled(self) -> tuple[Prefilled, ...]:
        """What need not be typed: known now, or confirmed by its source later."""
        return tuple(each for each in self.known if each.verdict is not Prefill.ASK)

    @cached_property
    def form(self) -> Filling:
        """The form as it is asked of this applicant, with what he has answered."""
        is_unconfirmed = practice.is_unconfirmed(self.content, letter=self.definition.letter)
        return self.definition.filled(
            Situation(
                answers=self.content.answers,
                facts=self.definition.facts(self.known, is_unconfirmed=is_unconfirmed),
                variant=self.variant,
            )
        )

    @property
    def open_pages(self) -> tuple[Page, ...]:
        """The pages on which something has not been answered yet, in order; what may stay empty counts until seen."""
        return tuple(
            each.page
            for each in self.form.pages
            if each.page.key in self.form.missing or any(field.key not in self.content.answers for field in each.fields)
        )

    @cached_property
    def needs(self) -> Needs:
        """Which facts the service needs about the applicant."""
        return needs_of(
            (requirement.key for requirement in self.definition.requirements_for(self.form)),
            profession=self.definition.profession,
            place_code=facility_code(self.content),
        )

    @cached_property
    def letter_to_give(self) -> str:
        """The file question for the facility's letter, which may be given or asked for after handing in.

        "" where the facility has confirmed by itself, the letter is there already, or no facility is concerned
        """
        letter = self.definition.letter_for(self.form)
        return "" if practice.is_confirmed(self.content) or self.content.answers.get(letter) else letter

    @property
    def steps(self) -> tuple[Step, ...]:
        """The steps this case goes through, the signature by the post that the region has chosen."""
        return self.offer.steps_for(self.form)

    def still_open(self, *, purpose: Purpose, at: datetime) -> frozenset[Key]:
        """Return what the sources have yet to say, or to say again, for `purpose` at that moment."""
        return still_open(self.content.facts, self.needs, purpose=purpose, at=at)

    def open_facts(self, *, purpose: Purpose, at: datetime) -> int:
        """Return how many of the facts needed for `purpose` at that moment their sources have yet to confirm."""
        is_place_unnamed = Key.PLACE in self.needs.keys and not self.needs.place_code
        is_open = practice.is_waiting(self.content, letter=self.definition.letter)
        return len(self.still_open(purpose=purpose, at=at)) + is_place_unnamed + is_open

    def verdicts(self, *, on: date) -> tuple[sip.Verdict, ...]:
        """Return what every rule for a practice licence says on the local date `on`."""
        return eligibility(self.definition, self.content, variant=self.variant, on=on)


def facility_code(content: Content) -> str:
    """Return the code of the facility, "" while none is chosen or the register has not named the one typed."""
    chosen = str(content.answers.get("facility", ""))
    if chosen != TYPED:
        return chosen
    named = _known(content, Key.PLACE)
    return named.reference if named else ""


def facility_typed(content: Content) -> tuple[str, str] | None:
    """Return (name, district) of a facility that was typed and that its register has yet to name, None without one."""
    answers = content.answers
    if answers.get("practice_mode") == sip.Mode.OWN or answers.get("facility") != TYPED or facility_code(content):
        return None
    return str(answers.get("facility_name", "")), str(answers.get("facility_district", ""))


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where somebody practises.

    code: of the facility, or a digest of what was typed; the same place has the same code
    is_confirmed: the register of facilities has said so, or the place is the person's own and no register knows it
    """

    code: str
    name: str
    address: str
    is_own: bool = False
    is_confirmed: bool = True


def place(content: Content) -> Place | None:
    """Return where the applicant wants to practise; None while that is open or the register knows no such facility."""
    answers = content.answers
    if answers.get("practice_mode") == sip.Mode.OWN:
        return _written("own", answers)
    if facility_typed(content):
        return _written("facility", answers)
    code = facility_code(content)
    fact = best(content.facts, Key.PLACE)
    if not code or (fact and fact.state is State.ABSENT and fact.reference == code):
        return None
    if fact is None or fact.state is not State.KNOWN or fact.reference != code:
        return Place(code=code, name=code, address="", is_confirmed=False)
    known: dict[str, Any] = fact.value
    return Place(code=code, name=known["name"], address=full_address(known["address"], known["district"]))


def _written(kind: str, answers: Mapping[str, Any]) -> Place | None:
    """Return a place as its applicant wrote it: his own practice, or a facility that the register has yet to name."""
    prefix = "own_place" if kind == "own" else "facility"
    name, address, district = (str(answers.get(f"{prefix}_{part}", "")) for part in ("name", "address", "district"))
    if not (name and address):
        return None
    # Two ways of writing one address are one place; a facility is told apart from its neighbours by its name.
    spelled = f"{address} {district}" if kind == "own" else f"{name} {district}"
    code = f"{kind}:{sha256(' '.join(spelled.casefold().split()).encode()).hexdigest()[:24]}"
    is_own = kind == "own"
    return Place(code=code, name=name, address=full_address(address, district), is_own=is_own, is_confirmed=is_own)


def full_address(address: str, district: str) -> str:
    """Return the address with its district, unless it says the district already."""
    return address if not district or district.casefold() in address.casefold() else f"{address}, {district}"


def licences_to_replace(
    definition: ServiceDefinition, content: Content, *, variant: str, region_code: str
) -> tuple[ExistingLicence, ...]:
    """Return the licences of the profession that a renewal or a move may be about; a renewal stays in its region."""
    if variant == sip.Request.FIRST:
        return ()
    return tuple(
        each
        for each in licences(content)
        if each.profession == definition.profession
        and each.status in (LicenceStatus.ACTIVE, LicenceStatus.EXPIRED, LicenceStatus.SUSPENDED)
        and (variant == sip.Request.MOVE or each.region_code.startswith(region_code))
    )


def carried_over(definition: ServiceDefinition, content: Content, *, variant: str, region_code: str) -> dict[str, str]:
    """Return the answers that the licence to be replaced gives by itself: which one, and the place of a renewal.

    The licence is the one already named, or the only one that has not ended, or the only one there is.
    """
    held = licences_to_replace(definition, content, variant=variant, region_code=region_code)
    # Archives keep what ended long ago: that is no reason to ask somebody which licence he means.
    likely = [each for each in held if each.status is not LicenceStatus.EXPIRED] or held
    named = content.answers.get("replaced_number") or (likely[0].number if len(likely) == 1 else "")
    old = next((each for each in held if each.number == named), None)
    if old is None:
        return {}
    if variant != sip.Request.RENEWAL:
        return {"replaced_number": old.number}
    if old.place_code:
        return {
            "replaced_number": old.number,
            "practice_mode": sip.Mode.FACILITY.value,
            "facility": old.place_code,
        }
    return {
        "replaced_number": old.number,
        "practice_mode": sip.Mode.OWN.value,
        "own_place_name": old.place_name,
    }


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
            registrations=_registrations(content),
            licences=_held(content),
            credits=_credits(content),
            place_code=facility_code(content) if found and not found.is_own else "",
            replaces=str(content.answers.get("replaced_number", "")),
        ),
        definition.preconditions,
    )


def registration(definition: ServiceDefinition, content: Content, *, on: date) -> Registration | None:
    """Return the registration (STR) the licence rests on, None while it is not known."""
    return sip.registration_in_force(registrations(content), profession=definition.profession, on=on)


def registrations(content: Content) -> tuple[Registration, ...]:
    """Return the registrations (STR) of every profession that the council knows of."""
    return _registrations(content) or ()


def health_worker(content: Content) -> HealthWorker | None:
    """Return the profile of the applicant in the workforce register, None while it is not known."""
    return _one(content, Key.HEALTH_WORKER, HealthWorker)


def licences(content: Content) -> tuple[ExistingLicence, ...]:
    """Return the practice licences that the workforce register and the region's own archive know of."""
    return _held(content) or ()


def _held(content: Content) -> tuple[ExistingLicence, ...] | None:
    national = _many(content, Key.LICENCES, ExistingLicence)
    return with_regional(national, _many(content, Key.REGIONAL_LICENCES, ExistingLicence))


def _registrations(content: Content) -> tuple[Registration, ...] | None:
    return _many(content, Key.REGISTRATIONS, Registration)


def _known(content: Content, key: Key) -> Fact | None:
    fact = best(content.facts, key)
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
