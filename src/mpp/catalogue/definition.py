"""A service as data: everything the platform knows about one service, frozen.

Texts come in both languages (`Words`); keys and codes are English identifiers, roles keep their official names.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from mpp.eforms.conditions import Condition
from mpp.eforms.form import Answers, Form, Situation
from mpp.eforms.rules import Filling
from mpp.eforms.words import Words
from mpp.evidence.rules.eligibility import Mode
from mpp.evidence.rules.facts import Prefill, Prefilled, Source
from mpp.identity.rules import Assurance
from mpp.tenancy.rules import AgencyKind


class Sector(StrEnum):
    SIP_NAKES = "sip_nakes"  #: practice licences of health workers
    ADMINDUK = "adminduk"  #: civil registration


class RequirementKind(StrEnum):
    DATA = "data"
    DOCUMENT = "document"


class Action(StrEnum):
    """What an office does in a step; the legal state it leads to is for `applications` to say."""

    VERIFY = "verify"
    RECOMMEND = "recommend"
    SIGN = "sign"


class WhenOverdue(StrEnum):
    AUTO_ISSUE = "auto_issue"  #: the law grants it (deemed approval)
    ESCALATE = "escalate"  #: the head of the office is told


class WhileSilent(StrEnum):
    """What becomes of the decision period while a source has not answered."""

    RUNS_ON = "runs_on"  #: the last day stays; what is not confirmed is not approved


class Precondition(StrEnum):
    """A rule checked before submitting; the rules themselves are `evidence.rules.eligibility`."""

    NIK_ACTIVE = "nik_active"
    STR_ACTIVE = "str_active"
    STR_MATCHES_PROFESSION = "str_matches_profession"
    OWN_PRACTICE_ALLOWED = "own_practice_allowed"
    PLACES_BELOW_LIMIT = "places_below_limit"
    NO_OPEN_DUPLICATE = "no_open_duplicate"
    LICENCE_TO_REPLACE = "licence_to_replace"
    CREDITS_SUFFICIENT_ON_RENEWAL = "credits_sufficient_on_renewal"


class StandardPart(StrEnum):
    """The 14 parts of a service standard, UU 25/2009 art. 21, in the order of the law's implementing regulation."""

    REQUIREMENTS = "requirements"
    PROCEDURE = "procedure"
    DURATION = "duration"
    FEE = "fee"
    PRODUCT = "product"
    COMPLAINTS = "complaints"
    LEGAL_BASIS = "legal_basis"
    FACILITIES = "facilities"
    COMPETENCE = "competence"
    SUPERVISION = "supervision"
    STAFFING = "staffing"
    SERVICE_GUARANTEE = "service_guarantee"
    SAFETY_GUARANTEE = "safety_guarantee"
    EVALUATION = "evaluation"


class Stated(StrEnum):
    """How a part of the standard is stated when it has no text of its own."""

    DERIVED = "derived"  #: the definition itself says it: requirements, steps, clock, fee, outputs, legal basis
    MISSING = "missing"  #: nobody has set it; said so, never invented


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalBasis:
    """since: in force since, ISO date, "" where not known     verified: compared with a primary or official text"""

    instrument: str
    article: str = ""
    since: str = ""
    verified: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    key: str
    name: Words
    help: Words | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirement:
    """fallback: what the citizen may do when the source has nothing

    letter: the optional file question whose document stands in for the source's word; it is never asked for in a draft,
    may be given once the case is handed in and the source has not spoken, and an officer may ask for it
    when: asked only then     note: the same in words, where the variants alone do not say it
    """

    key: str
    name: Words
    source: Source
    kind: RequirementKind
    fallback: Words | None = None
    note: Words | None = None
    letter: str = ""
    when: Condition | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PrefillItem:
    """A value the registries know. path: as `evidence.rules.facts.prefill` reads it"""

    key: str
    path: str
    label: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What one office does. working_days: its own target inside the clock of the law"""

    key: str
    action: Action
    role: str
    agency: AgencyKind
    working_days: int
    label: Words
    when: Condition | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """The decision period.

    pauses_on: states of the case in which it stands still
    confirmation_days: working days that a case waits for its facility to confirm, while the period runs on
    while_silent: what becomes of the period while a register, or whoever else is asked, does not answer
    """

    working_days: int
    when_overdue: WhenOverdue
    pauses_on: tuple[str, ...] = ()
    confirmation_days: int = 0
    while_silent: WhileSilent = WhileSilent.RUNS_ON


@dataclass(frozen=True, slots=True, kw_only=True)
class Validity:
    """years: None for a document without end     ends_with_registration: sooner when a dated STR ends sooner"""

    years: int | None = None
    ends_with_registration: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Output:
    """A document that comes out. signer_roles: who may sign, the usual one first; a region chooses among them"""

    document: str
    name: Words
    template: str
    number_format: str
    signer_roles: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A case in, the pages and steps it must lead to."""

    name: str
    variant: str
    answers: Answers
    facts: Mapping[str, object]
    pages: tuple[str, ...]
    steps: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceDefinition:
    """One version of one service.

    open: whether regions may open it at all; a closed one carries its standard only, without form, steps and clock
    words: everyday words people look for it by, both languages     life_events: slugs of `life_events.yaml`
    authority: who decides     max_places: 0 where places are not limited     profession: as the registers name it
    assurance: how surely an applicant must have been identified to hand in
    handed_in_by: kinds of mandates by which an agent may hand in; none where the applicant does it in person
    unverified: paths of keys whose value is our assumption until somebody has read the primary text
    """

    slug: str
    version: int
    names: Words
    short: Words
    sector: Sector
    group: Words
    open: bool
    words: tuple[str, ...]
    life_events: tuple[str, ...]
    authority: Words
    legal_basis: tuple[LegalBasis, ...]
    standard: Mapping[StandardPart, Words | Stated]
    variants: tuple[Variant, ...]
    requirements: tuple[Requirement, ...]
    unverified: frozenset[str] = frozenset()
    fee_idr: int | None = None
    preconditions: tuple[Precondition, ...] = ()
    prefill: tuple[PrefillItem, ...] = ()
    form: Form = field(default_factory=lambda: Form(pages=()))
    steps: tuple[Step, ...] = ()
    clock: Clock | None = None
    validity: Validity = field(default_factory=Validity)
    max_places: int = 0
    practice_modes: tuple[Mode, ...] = ()
    outputs: tuple[Output, ...] = ()
    profession: str = ""
    assurance: Assurance = Assurance.SUBSTANTIAL
    handed_in_by: frozenset[str] = frozenset()
    triggers: tuple[str, ...] = ()
    examples: tuple[Example, ...] = ()

    @property
    def prefill_paths(self) -> dict[str, str]:
        """Key -> path: what `evidence.rules.facts.prefill` takes."""
        return {item.key: item.path for item in self.prefill}

    @property
    def letter(self) -> str:
        """The file question whose document stands in for what a facility confirms, "" where neither is asked for."""
        return next((each.letter for each in self.requirements if each.letter), "")

    @property
    def missing_parts(self) -> tuple[StandardPart, ...]:
        """The parts of the standard that nobody has set."""
        return tuple(part for part, stated in self.standard.items() if stated is Stated.MISSING)

    def variant(self, key: str) -> Variant | None:
        return next((variant for variant in self.variants if variant.key == key), None)

    def situations(self) -> tuple[Situation, ...]:
        """Return the cases a definition tells of itself: an empty one of each variant, and its examples."""
        return (*(self.blank_case(variant.key) for variant in self.variants), *map(self.example_case, self.examples))

    def blank_case(self, variant: str) -> Situation:
        """Return a case of `variant` of which nothing is known yet."""
        return Situation(variant=variant, facts=self.facts())

    def example_case(self, example: Example) -> Situation:
        """Return the case that `example` describes."""
        return Situation(variant=example.variant, answers=example.answers, facts={**self.facts(), **example.facts})

    def filled(self, situation: Situation) -> Filling:
        """Return the form in `situation`."""
        return Filling(self.form, situation)

    def steps_for(self, filling: Filling) -> tuple[Step, ...]:
        """Return the steps that a case with this form goes through, in order."""
        return tuple(step for step in self.steps if step.when is None or step.when.holds(filling.context))

    def requirements_for(self, filling: Filling) -> tuple[Requirement, ...]:
        """Return the requirements that apply to a case with this form."""
        return tuple(each for each in self.requirements if each.when is None or each.when.holds(filling.context))

    def letter_for(self, filling: Filling) -> str:
        """Return the file question for the letter of the facility in a case with this form, "" where there is none."""
        asked = (each for each in self.requirements if each.letter)
        return next((each.letter for each in asked if each.when is None or each.when.holds(filling.context)), "")

    def facts(self, prefilled: Iterable[Prefilled] = (), *, is_unconfirmed: bool = False) -> dict[str, object]:
        """Return what conditions see as `facts`: each prefill key with its value or null, under `ask` the keys that no
        source knows, so that the person is asked, and whether the facility has not confirmed the practice."""
        known = {each.field: each for each in prefilled}
        values = {item.key: known[item.key].value if item.key in known else None for item in self.prefill}
        unknown = [key for key, each in known.items() if each.verdict is Prefill.ASK]
        return values | {"ask": unknown, "practice_unconfirmed": is_unconfirmed}
