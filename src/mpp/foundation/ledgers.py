"""Housekeeping of the ledgers: months to come for tables that only grow, an end for keys nobody sends again."""

from datetime import datetime, timedelta

from mpp.foundation import hot
from mpp.foundation.actor import Actor
from mpp.foundation.operation import hot_operation

#: Months that stand ready ahead of the present one; the worker looks every night, `mpp migrate` each time.
MONTHS_AHEAD = 3
#: How long a key is known: a van that was offline for a whole season still does nothing twice.
KEYS_KEPT_FOR = timedelta(days=90)


def make_partitions() -> int:
    """Make what is missing of this month and the ones ahead, for every table cut into months; return how many."""
    [(made,)] = hot.write("SELECT mpp.make_all_partitions(%s)", [MONTHS_AHEAD])
    return int(made)


@hot_operation("foundation.sweep_keys", by={"sistem"})
def sweep_keys(*, actor: Actor, now: datetime) -> int:
    """Forget the idempotency keys older than `KEYS_KEPT_FOR`, in all regions, and return how many.

    No audit line: the acts they stand for keep theirs.
    """
    [(swept,)] = hot.write("SELECT mpp.sweep_keys(%s)", [now - KEYS_KEPT_FOR])
    return int(swept)
