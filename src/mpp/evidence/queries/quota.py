"""Reads: limits of sources, and how much of today's quota is used."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Sum

from mpp.evidence.models import Connection, QuotaLimit, QuotaUse
from mpp.evidence.rules.facts import Source
from mpp.evidence.rules.quota import Slot, slot_of
from mpp.foundation.actor import NATIONAL, Actor
from mpp.foundation.memo import kept_for
from mpp.foundation.scope import query
from mpp.tenancy.queries import regions, regions_with_offices

#: Row of the pool among those of regions.
POOL = -1
#: The nation itself asks when people sign in; it counts as a large region.
NATION_WEIGHT = 5


@dataclass(frozen=True, slots=True)
class Limit:
    """A daily limit. owner: region whose own agreement names it, NATIONAL for the nation's"""

    source: Source
    daily: int
    owner: int


@query
def limits(*, actor: Actor) -> dict[Source, Limit]:
    """Return the limits under which the acting region asks; a source of its own agreement counts on that alone."""
    found = {
        Source(row.source): Limit(Source(row.source), row.daily_limit, NATIONAL) for row in QuotaLimit.objects.all()
    }
    if actor.region_id != NATIONAL:
        for source, daily in Connection.objects.filter(is_open=True).values_list("source", "daily_limit"):
            found[Source(source)] = Limit(Source(source), daily, actor.region_id)
    return {source: limit for source, limit in found.items() if limit.daily}


@query
def used_before(limit: Limit, slot: Slot, *, actor: Actor) -> int:
    """Return how many questions were counted in the hours of the day before that one, by all regions."""
    return _sum(limit, slot.day, hour__lt=slot.hour)


@query
def used_today(limit: Limit, slot: Slot, *, actor: Actor) -> int:
    """Return how many questions were counted since the beginning of the day, by all regions."""
    return _sum(limit, slot.day)


def quotas(*, actor: Actor, now: datetime) -> dict[Source, tuple[Limit, int]]:
    """Return each limit under which the acting region asks, and how much of today's is used by all who share it."""
    slot = slot_of(now)
    return {source: (limit, used_today(limit, slot, actor=actor)) for source, limit in limits(actor=actor).items()}


def _sum(limit: Limit, day: date, **narrowed: int) -> int:
    rows = QuotaUse.objects.filter(source=limit.source, owner=limit.owner, day=day, **narrowed)
    found = rows.exclude(region_id=POOL).aggregate(own=Sum("own", default=0), lent=Sum("lent", default=0))
    return int(found["own"]) + int(found["lent"])


@kept_for(60)
def weights() -> tuple[tuple[int, int], ...]:
    """Return (region, weight) of all who share the nation's credentials: those with an office, and the nation itself.

    By class of population, 1 to 5: a large region gets more, and a small one more for each of its people.
    """
    joined = regions_with_offices()
    of_regions = ((region.id, region.population_class) for region in regions() if region.id in joined)
    return (NATIONAL, NATION_WEIGHT), *sorted(of_regions)
