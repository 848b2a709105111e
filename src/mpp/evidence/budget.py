"""Which questions the quotas of the sources leave: counted before they are put, shared fairly between regions."""

from collections import defaultdict
from collections.abc import Callable, Collection
from datetime import datetime

from mpp.evidence.operations.take_quota import take_quota
from mpp.evidence.queries.quota import limits
from mpp.evidence.rules.facts import AUTHORITY, Key, Source
from mpp.foundation.actor import Actor
from mpp.foundation.operation import counting

#: Why a question was not put; no agency was asked, so it stands in no ledger.
SPENT = "quota-spent"


def may_ask(source: Source, *, actor: Actor, now: datetime) -> bool:
    """Return whether one question may be put to `source` now; it is counted, on a page that answers a GET too.

    actor: as below
    """
    limit = limits(actor=actor).get(source)
    if limit is None:
        return True
    with counting():
        return take_quota(limit=limit, wanted=1, actor=actor, now=now) == 1


def affordable(
    wanted: frozenset[Key],
    *,
    remembered: Callable[[Collection[Key]], frozenset[Key]] = lambda keys: frozenset(),
    actor: Actor,
    now: datetime,
) -> frozenset[Key]:
    """Return those of `wanted` that may be asked now; the others are to be confirmed later.

    remembered: those to which this process has the answers still; they cost no question
    actor: on whose account it is asked; its region's share is used
    """
    by_source: dict[Source, list[Key]] = defaultdict(list)
    for key in sorted(wanted):
        by_source[AUTHORITY[key]].append(key)
    limited = limits(actor=actor)
    left = set(wanted)
    for source, keys in by_source.items():
        if source in limited:
            free = remembered(keys)
            paid = [key for key in keys if key not in free]
            granted = take_quota(limit=limited[source], wanted=len(paid), actor=actor, now=now) if paid else 0
            left -= set(paid[granted:])
    return frozenset(left)
