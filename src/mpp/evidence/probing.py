"""Ask a source now, about nobody, to see whether it answers: for whoever has to find out where the trouble is."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from mpp.evidence.ports import Sources
from mpp.evidence.rules.facts import Source
from mpp.foundation.errors import Unavailable

#: Sixteen digits that were never given out: every registry answers that it knows nobody of that number.
NOBODY = "0" * 16
NOWHERE = "0"


@dataclass(frozen=True, slots=True)
class Tried:
    """How it went. reason: code of the silence, "" when the source has answered"""

    source: Source
    took_ms: int
    reason: str


def try_now(source: Source, sources: Sources) -> Tried:
    """Put one question to `source`, within the bounds of its adapter. Raises KeyError for one that is never asked."""
    questions: dict[Source, Callable[[], object]] = {
        Source.DUKCAPIL: lambda: sources.population.match(NOBODY, {}),
        Source.KKI: lambda: sources.registration.registrations(NOBODY),
        Source.SISDMK: lambda: sources.workforce.health_worker(NOBODY),
        Source.INDEX: lambda: sources.practitioners.practitioner(NOBODY),
        Source.FACILITY: lambda: sources.facilities.facility(NOWHERE),
    }
    if sources.regional is not None:
        questions[Source.REGION] = partial(sources.regional.licences, NOBODY)
    ask, started, reason = questions[source], time.monotonic(), ""
    try:
        ask()
    except Unavailable as silence:
        reason = str(silence.facts.get("reason", silence.code))
    return Tried(source, round((time.monotonic() - started) * 1000), reason)
