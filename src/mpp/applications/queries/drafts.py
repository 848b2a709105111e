"""Drafts that nobody goes on with."""

from datetime import date
from uuid import UUID

from mpp.applications.models import Application
from mpp.applications.rules import State
from mpp.foundation.actor import Actor
from mpp.foundation.scope import query


@query
def drafts_over(*, on: date, actor: Actor) -> tuple[tuple[UUID, UUID], ...]:
    """Return (application, person) of the drafts of the actor's region whose last day is over."""
    rows = Application.objects.filter(region_id=actor.region_id, state=State.DRAFT, due_on__lt=on)
    return tuple(rows.values_list("id", "person_id"))
