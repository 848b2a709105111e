"""One piece of knowledge about a person with its origin, and what may be done with it.

A fact never travels without its origin: who said it, under which reference, when, for which purpose and by which right.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import cache
from typing import NamedTuple

from mpp.evidence.rules.values import Plain, to_plain


class Key(StrEnum):
    """What can be known. One key is one answer of one source; form fields read a path below it."""

    NAME = "name"
    BIRTH_DATE = "birth_date"
    BIRTH_PLACE = "birth_place"
    GENDER = "gender"
    ADDRESS = "address"
    PHONE = "phone"
    EMAIL = "email"
    PERSON_STATUS = "person_status"
    REGISTRATIONS = "registrations"
    HEALTH_WORKER = "health_worker"
    LICENCES = "licences"
    CREDITS = "credits"
    PLACE = "place"
    REGIONAL_LICENCES = "regional_licences"
    PRACTICE = "practice"
    PRACTITIONER = "practitioner"


class Source(StrEnum):
    IKD = "ikd"
    INAPAS = "inapas"
    DUKCAPIL = "dukcapil"
    KKI = "kki"
    SISDMK = "sisdmk"
    INDEX = "nakes_index"
    FACILITY = "facility"
    REGION = "region"
    STEWARD = "steward"
    CITIZEN = "citizen"


class State(StrEnum):
    """KNOWN: the source said so. ABSENT: the source knows nothing of the kind. PENDING: not answered yet.
    TYPED: the person's own word."""

    KNOWN = "known"
    PENDING = "pending"
    TYPED = "typed"
    ABSENT = "absent"


class Purpose(StrEnum):
    """Why a source is asked; kept with the answer (UU 27/2022)."""

    PREFILL = "prefill"
    SUBMISSION = "submission"
    DECISION = "decision"
    CONFIRMATION = "confirmation"
    REPORTING = "reporting"


class LegalBasis(StrEnum):
    """By which right, of those in UU 27/2022 art. 20."""

    CONSENT = "consent"
    PUBLIC_TASK = "public_task"
    LEGAL_DUTY = "legal_duty"


#: The source that answers for a key. The person's own digital identity releases the identity attributes by consent.
AUTHORITY: dict[Key, Source] = {
    Key.NAME: Source.IKD,
    Key.BIRTH_DATE: Source.IKD,
    Key.BIRTH_PLACE: Source.IKD,
    Key.GENDER: Source.IKD,
    Key.ADDRESS: Source.IKD,
    Key.PHONE: Source.IKD,
    Key.EMAIL: Source.IKD,
    Key.PERSON_STATUS: Source.DUKCAPIL,
    Key.REGISTRATIONS: Source.KKI,
    Key.HEALTH_WORKER: Source.SISDMK,
    Key.LICENCES: Source.SISDMK,
    Key.CREDITS: Source.SISDMK,
    Key.PLACE: Source.FACILITY,
    Key.REGIONAL_LICENCES: Source.REGION,
    # The facility itself, by whoever answers for it: no register knows who will practise there.
    Key.PRACTICE: Source.STEWARD,
    Key.PRACTITIONER: Source.INDEX,
}

#: How one is reached nobody knows better than the person, whose word was proven by a code: it goes before a register's.
OWN_WORD_FIRST = frozenset({Key.PHONE, Key.EMAIL})

#: Door by which a person came in -> who vouches for what is known of him since. At doors of our own the person states
#: it, and the population registry agrees.
VOUCHED_BY: dict[str, Source] = {
    "ikd": Source.IKD,
    "inapas": Source.INAPAS,
    "nik": Source.DUKCAPIL,
    "counter": Source.DUKCAPIL,
}

#: By which right each source is asked.
BASIS: dict[Source, LegalBasis] = {
    Source.IKD: LegalBasis.CONSENT,
    Source.INAPAS: LegalBasis.CONSENT,
    Source.DUKCAPIL: LegalBasis.PUBLIC_TASK,
    Source.KKI: LegalBasis.PUBLIC_TASK,
    Source.SISDMK: LegalBasis.PUBLIC_TASK,
    Source.INDEX: LegalBasis.PUBLIC_TASK,
    Source.FACILITY: LegalBasis.PUBLIC_TASK,
    Source.REGION: LegalBasis.PUBLIC_TASK,
    Source.STEWARD: LegalBasis.PUBLIC_TASK,
    Source.CITIZEN: LegalBasis.PUBLIC_TASK,
}

_A_DAY = timedelta(days=1)
_AN_HOUR = timedelta(hours=1)
_MINUTES = timedelta(minutes=10)

#: How long an answer serves while a form is being filled. An address lasts, a verdict on a person lasts minutes.
_FRESH_FOR: dict[Key, timedelta] = {
    Key.NAME: 90 * _A_DAY,
    Key.BIRTH_DATE: 90 * _A_DAY,
    Key.BIRTH_PLACE: 90 * _A_DAY,
    Key.GENDER: 90 * _A_DAY,
    Key.ADDRESS: 90 * _A_DAY,
    Key.PHONE: 90 * _A_DAY,
    Key.EMAIL: 90 * _A_DAY,
    Key.PERSON_STATUS: _MINUTES,
    Key.REGISTRATIONS: _A_DAY,
    Key.HEALTH_WORKER: 30 * _A_DAY,
    Key.LICENCES: _AN_HOUR,
    Key.CREDITS: _A_DAY,
    Key.PLACE: 7 * _A_DAY,
    Key.REGIONAL_LICENCES: _A_DAY,
    Key.PRACTICE: 90 * _A_DAY,
    Key.PRACTITIONER: _A_DAY,
}

#: What ends a licence is asked again when it decides: at submission within the hour, at decision within minutes.
_DECISIVE = frozenset({Key.PERSON_STATUS, Key.REGISTRATIONS, Key.LICENCES, Key.CREDITS})
_DECISIVE_FOR = {Purpose.SUBMISSION: _AN_HOUR, Purpose.DECISION: _MINUTES, Purpose.CONFIRMATION: _MINUTES}


@cache
def fresh_for(key: Key, purpose: Purpose) -> timedelta:
    """Return how long an answer to `key` may be used for `purpose` before the source is asked again."""
    usual = _FRESH_FOR[key]
    return min(usual, _DECISIVE_FOR.get(purpose, usual)) if key in _DECISIVE else usual


# Without slots: a dozen of them are written with every saved step, and orjson writes what has none three times as fast.
@dataclass(frozen=True, kw_only=True)
class Fact:
    """One thing known, or not yet known, about a person.

    value: plain form of the answer, None unless KNOWN or TYPED     reference: the source's or our own id of the answer
    fetched_at: when the source was asked     valid_until: last day the answer itself claims, None where it claims none
    """

    key: Key
    value: Plain
    source: Source
    state: State
    purpose: Purpose
    legal_basis: LegalBasis
    fetched_at: datetime
    reference: str = ""
    valid_until: date | None = None

    def is_fresh(self, purpose: Purpose, now: datetime) -> bool:
        """Return whether this may be used for `purpose` without asking again; what is pending never is."""
        return self.state is not State.PENDING and now - self.fetched_at <= fresh_for(self.key, purpose)


def answered(
    key: Key, value: object, *, purpose: Purpose, at: datetime, reference: str = "", valid_until: date | None = None
) -> Fact:
    """Return what the source of `key` said; None or an empty tuple means that it knows nothing of the kind."""
    source = AUTHORITY[key]
    is_absent = value is None or value == ()
    return Fact(
        key=key,
        value=None if is_absent else to_plain(value),
        source=source,
        state=State.ABSENT if is_absent else State.KNOWN,
        purpose=purpose,
        legal_basis=BASIS[source],
        fetched_at=at,
        reference=reference,
        valid_until=valid_until,
    )


def pending(key: Key, *, purpose: Purpose, at: datetime) -> Fact:
    """Return that the source of `key` has not answered yet."""
    source = AUTHORITY[key]
    return Fact(
        key=key,
        value=None,
        source=source,
        state=State.PENDING,
        purpose=purpose,
        legal_basis=BASIS[source],
        fetched_at=at,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What came of asking one source, and how long it took.

    took_ms: None where the source was not asked, because what the question needs was not known
    reason: why there is no answer, "" where there is one
    """

    fact: Fact
    took_ms: int | None
    reason: str = ""


def typed(key: Key, value: Plain, *, purpose: Purpose, at: datetime) -> Fact:
    """Return the person's own word, standing beside and never over what a register says."""
    return Fact(
        key=key,
        value=value,
        source=Source.CITIZEN,
        state=State.TYPED,
        purpose=purpose,
        legal_basis=BASIS[Source.CITIZEN],
        fetched_at=at,
    )


def merge(earlier: Iterable[Fact], later: Iterable[Fact]) -> tuple[Fact, ...]:
    """Return one fact per key and source, the latest answer of each; sources that disagree both stay.

    Silence never replaces an answer: the old one stays with its old time, and is to be confirmed when no longer fresh.
    """
    kept = {(fact.key, fact.source): fact for fact in earlier}
    for fact in later:
        before = kept.setdefault((fact.key, fact.source), fact)
        is_news = fact.state is not State.PENDING and fact.fetched_at >= before.fetched_at
        if is_news or before.state is State.PENDING:
            kept[fact.key, fact.source] = fact
    return tuple(kept.values())


def best(facts: Iterable[Fact], key: Key) -> Fact | None:
    """Return the fact that speaks for `key`: the authority's, else another register's, else the person's own word.

    On how one is reached the person speaks first.
    """
    of_key = [fact for fact in facts if fact.key is key]
    return _speaking(of_key) if of_key else None


def _speaking(of_key: Sequence[Fact]) -> Fact:
    return min(of_key, key=_rank) if len(of_key) > 1 else of_key[0]


def _by_key(facts: Iterable[Fact]) -> dict[Key, list[Fact]]:
    by_key: dict[Key, list[Fact]] = {}
    for fact in facts:
        by_key.setdefault(fact.key, []).append(fact)
    return by_key


def _rank(fact: Fact) -> tuple[bool, bool, bool]:
    has_no_value = fact.state in (State.PENDING, State.ABSENT)
    if fact.key in OWN_WORD_FIRST:
        return has_no_value, fact.source is not Source.CITIZEN, fact.source is not AUTHORITY[fact.key]
    return has_no_value, fact.source is not AUTHORITY[fact.key], fact.source is Source.CITIZEN


def stale(keys: Iterable[Key], facts: Iterable[Fact], *, purpose: Purpose, now: datetime) -> frozenset[Key]:
    """Return those of `keys` whose authority must be asked (again) for `purpose`."""
    fresh = {fact.key for fact in facts if fact.source is AUTHORITY[fact.key] and fact.is_fresh(purpose, now)}
    return frozenset(keys) - fresh


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """Sources that disagree about one key; shown to the officer, and to the person with the office that corrects it."""

    key: Key
    facts: tuple[Fact, ...]


def conflicts(facts: Iterable[Fact]) -> tuple[Conflict, ...]:
    """Return the keys on which sources disagree; letter case and spacing of text are no disagreement.

    A person who is reached elsewhere than a register says disagrees with nobody.
    """
    said = (fact for fact in facts if fact.state in (State.KNOWN, State.TYPED) and fact.key not in OWN_WORD_FIRST)
    return tuple(
        Conflict(key=key, facts=tuple(group))
        for key, group in _by_key(said).items()
        if any(_folded(fact.value) != _folded(group[0].value) for fact in group[1:])
    )


def _folded(value: Plain) -> Plain:
    return " ".join(value.casefold().split()) if isinstance(value, str) else value


class Prefill(StrEnum):
    """What a form does with a field. FILLED: shown, not asked. CONFIRM_LATER: goes on without, the worker asks again.
    ASK: nobody knows it, so the person is asked. DISPUTED: shown with both sources."""

    FILLED = "filled"
    CONFIRM_LATER = "confirm_later"
    ASK = "ask"
    DISPUTED = "disputed"


class Prefilled(NamedTuple):
    """A form field, what it gets, and the fact it comes from (None where nobody was asked)."""

    field: str
    verdict: Prefill
    value: Plain
    fact: Fact | None


def prefill(
    fields: Mapping[str, str], facts: Iterable[Fact], *, profession: str, purpose: Purpose, now: datetime
) -> tuple[Prefilled, ...]:
    """Return what each form field gets.

    fields: field name -> path, for instance `name`, `registrations.number`, `health_worker.qualification`;
    below `registrations` and `licences` the entry of `profession` is meant
    """
    by_key = _by_key(facts)
    # Several fields read one fact: what they share is worked out once.
    speaking: dict[Key, tuple[Fact, Plain, Prefill]] = {}
    found = []
    for field, path in fields.items():
        key, names, may_be_none = _parts(path)
        if key not in by_key:
            found.append(Prefilled(field, Prefill.ASK, None, None))
            continue
        if key not in speaking:
            fact = _speaking(by_key[key])
            verdict = _verdict_of(fact, by_key[key], purpose=purpose, now=now)
            speaking[key] = fact, _entry(fact.value, profession), verdict
        fact, entry, verdict = speaking[key]
        value = _below(entry, names) if names else entry
        is_told = value not in (None, "", []) or (may_be_none and entry is not None)
        if fact.state is not State.PENDING and not is_told:
            verdict = Prefill.ASK
        found.append(Prefilled(field, verdict, value, fact))
    return tuple(found)


#: Paths at which "none" is an answer: a registration without a last day is one for life (UU 17/2023).
_MAY_BE_NONE = frozenset({"registrations.valid_until"})


@cache
def _parts(path: str) -> tuple[Key, tuple[str, ...], bool]:
    """Return key and names below it that a path of a definition stands for, and whether "none" is an answer there."""
    head, *names = path.split(".")
    return Key(head), tuple(names), path in _MAY_BE_NONE


def _verdict_of(fact: Fact, of_key: Sequence[Fact], *, purpose: Purpose, now: datetime) -> Prefill:
    """Return what a form does with a field that the fact has a value for. of_key: all facts of its key"""
    if fact.state is State.PENDING:
        return Prefill.CONFIRM_LATER
    if len(of_key) > 1 and conflicts(of_key):
        return Prefill.DISPUTED
    is_usable = fact.state is State.TYPED or fact.is_fresh(purpose, now)
    return Prefill.FILLED if is_usable else Prefill.CONFIRM_LATER


def value_at(fact: Fact, path: str, *, profession: str = "") -> Plain:
    """Return the part of a fact's value below `path` (dotted, "" for all), None where there is none.

    Of a list the entry of `profession` is meant, the active one where there are several.
    """
    return _below(_entry(fact.value, profession), path.split(".") if path else ())


def _below(value: Plain, names: Iterable[str]) -> Plain:
    for name in names:
        value = value.get(name) if isinstance(value, dict) else None
    return value


def _entry(value: Plain, profession: str) -> Plain:
    if not isinstance(value, list):
        return value
    of_profession = [each for each in value if each.get("profession") == profession]
    return min(of_profession, key=lambda each: each.get("status") != "active", default=None)


def of_frozen(data: Mapping[str, Plain]) -> Fact:
    """Return the fact that a case keeps in this plain form: that of JSON, words for enumerations, ISO texts for dates.

    Spelled out, because a page reads a dozen facts and looking up the types of fields costs ten times as much; words
    are looked up for the same reason, and the fields filled in at once: one by one past the frozen door costs double.
    """
    valid_until = data.get("valid_until")
    fact = object.__new__(Fact)
    vars(fact).update(
        key=_KEYS[data["key"]],
        value=data["value"],
        source=_SOURCES[data["source"]],
        state=_STATES[data["state"]],
        purpose=_PURPOSES[data["purpose"]],
        legal_basis=_BASES[data["legal_basis"]],
        fetched_at=datetime.fromisoformat(data["fetched_at"]),
        reference=data.get("reference", ""),
        valid_until=date.fromisoformat(valid_until) if valid_until else None,
    )
    return fact


#: Word -> member: five times as fast as calling the enumeration.
_KEYS = {each.value: each for each in Key}
_SOURCES = {each.value: each for each in Source}
_STATES = {each.value: each for each in State}
_PURPOSES = {each.value: each for each in Purpose}
_BASES = {each.value: each for each in LegalBasis}
