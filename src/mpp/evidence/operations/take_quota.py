"""Count questions on the quota of a source before they are put.

Writes:  QuotaUse, by one guarded statement in a transaction of its own
"""

from datetime import datetime

from django.db import connection

from mpp.evidence.queries.quota import Limit, used_before, weights
from mpp.evidence.rules.quota import allowance, alone, slot_of
from mpp.foundation.actor import NATIONAL, Actor
from mpp.foundation.operation import hot_operation


@hot_operation("evidence.take_quota", by={"pemohon", "sistem", ""})
def take_quota(*, limit: Limit, wanted: int, actor: Actor, now: datetime) -> int:
    """Return how many of the `wanted` questions may be put now; they are counted, answered or not."""
    slot = slot_of(now)
    before = used_before(limit, slot, actor=actor)
    if limit.owner == NATIONAL:
        may = allowance(limit.daily, hour=slot.hour, region=actor.region_id, weights=weights(), used_before=before)
    else:
        may = alone(limit.daily, used_before=before)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT mpp.take_quota(%s, %s, %s, %s, %s, %s, %s, %s)",
            [limit.source, limit.owner, actor.region_id, slot.day, slot.hour, may.guaranteed, may.pool, wanted],
        )
        return int(cursor.fetchone()[0])
