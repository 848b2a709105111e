"""Ask several sources at the same time, for as long as somebody at a page bears with; who is late is pending."""

import time
from collections.abc import Callable, Collection, Mapping
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from uuid import UUID

from mpp.evidence.ports import Sources
from mpp.evidence.rules.facts import Asked, Fact, Key, Purpose, State, answered, best, pending
from mpp.evidence.rules.needs import HINTS, Needs, subject_of
from mpp.evidence.single_flight import SingleFlight
from mpp.foundation import recall
from mpp.foundation.errors import Unavailable

#: Questions under way in this process. Each ends within the bounds of its adapter, so a late one frees its thread soon.
_asking = ThreadPoolExecutor(max_workers=24, thread_name_prefix="sources")

#: Two windows of one person, or a page and the worker, ask a registry once.
_flights = SingleFlight()

#: Elements stated with a NIK when the population register is asked; no more than identify the person.
_STATED = (Key.NAME, Key.BIRTH_DATE)

#: The part of a page's patience that it has for what only helps (`rules.needs.HINTS`); the others need all of it.
HINT_SHARE = 0.6

#: Asked one after the other, because credits belong to a registration; all others are asked side by side.
_IN_ORDER = (Key.REGISTRATIONS, Key.CREDITS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Applicant:
    """The person in question.

    released: what the digital identity handed over with consent, in the words of `Key`; a birth date as ISO text
    released_at, reference: when, and under which name of the provider
    stated: the person's own word, and when it was said
    agrees: whether what was handed over may still be used
    """

    person_id: UUID
    nik: str = field(repr=False)
    released: Mapping[Key, str] = field(repr=False)
    released_at: datetime
    reference: str = ""
    stated: Mapping[Key, tuple[str, datetime]] = field(default_factory=dict, repr=False)
    agrees: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """One round of questions about one person. kept: what is known already, which a question may need"""

    sources: Sources
    applicant: Applicant
    needs: Needs
    kept: tuple[Fact, ...]
    purpose: Purpose
    at: datetime

    def ask(self, wanted: Collection[Key], *, patience_s: float) -> tuple[Asked, ...]:
        """Return what came of each of `wanted`, after `patience_s` at the latest."""
        in_order = tuple(key for key in _IN_ORDER if key in wanted)
        alone = [(key,) for key in wanted if key not in in_order]
        answers: dict[Key, Asked] = {}
        began = time.monotonic()
        flights = {_asking.submit(self._fly, keys, answers): keys for keys in (in_order, *alone) if keys}
        hints = {flight for flight, keys in flights.items() if HINTS.issuperset(keys)}
        landed, late = wait(flights.keys() - hints, timeout=patience_s)
        left_s = max(began + patience_s * HINT_SHARE - time.monotonic(), 0.0)
        hints_landed, hints_late = wait(hints, timeout=left_s)
        for flight in landed | hints_landed:
            flight.result()  # a defect shall be heard
        for flight in late | hints_late:
            flight.cancel()
        in_time = dict(answers)
        return tuple(in_time.get(key) or self._too_late(key, time.monotonic() - began) for key in sorted(wanted))

    def remembered(self, wanted: Collection[Key]) -> frozenset[Key]:
        """Return those of `wanted` to which this process has the answers still."""
        about = {key: subject_of(key, self.needs, self.kept) for key in wanted}
        return frozenset(
            key for key, it in about.items() if it is not None and recall.remembers(self._question(key, it))
        )

    def leave(self, wanted: Collection[Key], *, reason: str) -> tuple[Asked, ...]:
        """Return that none of `wanted` was asked; all of it is to be confirmed."""
        return tuple(Asked(fact=self._pending(key), took_ms=None, reason=reason) for key in sorted(wanted))

    def _fly(self, keys: tuple[Key, ...], answers: dict[Key, Asked]) -> None:
        facts = self.kept
        for key in keys:
            answers[key] = self._put(key, facts)
            facts = (answers[key].fact, *facts)

    def _put(self, key: Key, facts: tuple[Fact, ...]) -> Asked:
        about = subject_of(key, self.needs, facts)
        if about is None:
            return self._not_asked(key, facts)
        started = time.monotonic()
        try:
            value = _flights.ask((id(self.sources), key, about, self.applicant.nik), self._question(key, about))
        except Unavailable as refusal:
            reason = str(refusal.facts.get("reason", refusal.code))
            return Asked(fact=self._pending(key), took_ms=_since(started), reason=reason)
        fact = answered(key, value, purpose=self.purpose, at=self.at, reference=about)
        return Asked(fact=fact, took_ms=_since(started))

    def _question(self, key: Key, about: str) -> Callable[[], object]:
        nik, sources = self.applicant.nik, self.sources
        match key:
            case Key.PERSON_STATUS:
                stated = {each.value: value for each in _STATED if (value := self.applicant.released.get(each))}
                return lambda: sources.population.match(nik, stated)
            case Key.REGISTRATIONS:
                return lambda: sources.registration.registrations(nik)
            case Key.HEALTH_WORKER:
                return lambda: sources.workforce.health_worker(nik)
            case Key.LICENCES:
                return lambda: sources.workforce.licences(nik)
            case Key.CREDITS:
                return lambda: sources.workforce.credits_verdict(about)
            case Key.PLACE:
                return lambda: sources.facilities.facility(about)
            case Key.PRACTITIONER:
                return lambda: sources.practitioners.practitioner(nik)
            case Key.REGIONAL_LICENCES if sources.regional is not None:
                return partial(sources.regional.licences, nik)
            case _:
                raise ValueError(f"no source is asked for {key}: the digital identity hands it over at sign-in")

    def _not_asked(self, key: Key, facts: tuple[Fact, ...]) -> Asked:
        held = best(facts, Key.REGISTRATIONS)
        if key is Key.CREDITS and held and held.state is not State.PENDING:
            # Without a registration of the profession there are no credits to know of.
            return Asked(fact=answered(key, None, purpose=self.purpose, at=self.at), took_ms=None)
        return Asked(fact=self._pending(key), took_ms=None, reason="not-asked")

    def _too_late(self, key: Key, waited_s: float) -> Asked:
        return Asked(fact=self._pending(key), took_ms=round(waited_s * 1000), reason="slow")

    def _pending(self, key: Key) -> Fact:
        return pending(key, purpose=self.purpose, at=self.at)


def _since(started: float) -> int:
    return round((time.monotonic() - started) * 1000)
