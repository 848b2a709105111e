"""Which questions the quotas of the sources leave: counted before they are put, shared fairly between regions."""

from collections import defaultdict
from datetime import datetime

from mpp.evidence.operations.take_quota import take_quota
from mpp.evidence.queries.quota import limits
from mpp.evidence.rules.facts import AUTHORITY, Key, Source
from mpp.foundation.actor import Actor

#: Why a question was not put; no agency was asked, so it stands in no ledger.
SPENT = "quota-spent"


def affordable(wanted: frozenset[Key], *, actor: Actor, now: datetime) -> frozenset[Key]:
    """Return those of `wanted` that may be asked now; the others are to be confirmed later.

    actor: on whose account it is asked; its region's share is used
    """
    by_source: dict[Source, list[Key]] = defaultdict(list)
    for key in sorted(wanted):
        by_source[AUTHORITY[key]].append(key)
    limited = limits(actor=actor)
    left = set(wanted)
    for source, keys in by_source.items():
        if source in limited:
            granted = take_quota(limit=limited[source], wanted=len(keys), actor=actor, now=now)
            left -= set(keys[granted:])
    return frozenset(left)
