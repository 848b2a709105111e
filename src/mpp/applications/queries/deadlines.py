"""Which cases an office has to decide by a day."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from mpp.applications.models import Application
from mpp.applications.rules import APPLICANT
from mpp.foundation.actor import Actor
from mpp.foundation.scope import query


@dataclass(frozen=True, slots=True, kw_only=True)
class DueCase:
    """A case that waits for an office; names as in `models.Application`."""

    id: UUID
    person_id: UUID
    service_slug: str
    reference: str


@query
def cases_due(on: date, *, actor: Actor) -> tuple[DueCase, ...]:
    """Return the cases of the actor's region that an office must decide by exactly this day."""
    waiting = Application.objects.filter(region_id=actor.region_id, due_on=on).exclude(turn_role__in=("", APPLICANT))
    columns = ("id", "person_id", "service_slug", "reference")
    return tuple(DueCase(**row) for row in waiting.order_by("id").values(*columns))
