"""Look at every source from outside, hour by hour: its certificate, and how much of its quota is left."""

from collections.abc import Iterator
from datetime import datetime

from mpp.evidence.operations.record_look import record_look
from mpp.evidence.ports import ShownCertificate
from mpp.evidence.queries.connections import connected
from mpp.evidence.queries.quota import limits, used_today
from mpp.evidence.rules.facts import Source
from mpp.evidence.rules.quota import is_low, slot_of
from mpp.evidence.sources import certificate_of
from mpp.foundation.actor import NATIONAL, Actor, system
from mpp.foundation.errors import Unavailable
from mpp.foundation.ids import uuid7

#: Systems that the nation's own agreements reach.
NATIONAL_SOURCES = (Source.DUKCAPIL, Source.KKI, Source.SISDMK, Source.INDEX, Source.FACILITY)


def look_at_all(now: datetime) -> None:
    """Look at each source once; one that does not answer is left for the next hour, its calls tell that already."""
    for owner, source in _watched():
        actor = system(owner)
        try:
            shown: ShownCertificate | None = certificate_of(source, owner)
        except Unavailable:
            continue
        low = _is_low(source, actor, now)
        record_look(look_id=uuid7(), source=source, shown=shown, is_quota_low=low, actor=actor, now=now)


def _watched() -> Iterator[tuple[int, Source]]:
    yield from ((NATIONAL, source) for source in NATIONAL_SOURCES)
    yield from connected(actor=system())


def _is_low(source: Source, actor: Actor, now: datetime) -> bool:
    limit = limits(actor=actor).get(source)
    return limit is not None and is_low(limit.daily, used_today(limit, slot_of(now), actor=actor))
