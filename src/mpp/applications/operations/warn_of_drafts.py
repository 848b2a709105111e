"""Tell people whose drafts will be deleted, because nobody has gone on with them for long.

Writes:  Application (the day on which the draft ends; saving it takes the day away); announces DraftEnds
"""

from datetime import date, datetime
from uuid import UUID

from mpp.applications.events import DraftEnds
from mpp.applications.models import Application
from mpp.applications.rules import SYSTEM, State
from mpp.foundation.actor import Actor
from mpp.foundation.audit import note
from mpp.foundation.operation import announce, operation


@operation("applications.warn_of_drafts", by={SYSTEM}, on="round_id", kind="draft_round")
def warn_of_drafts(*, round_id: UUID, untouched_since: datetime, ends_on: date, actor: Actor, now: datetime) -> int:
    """Return how many drafts will end on `ends_on`: those of the actor's region saved before `untouched_since`."""
    untouched = Application.objects.select_for_update(of=("self",)).filter(
        region_id=actor.region_id, state=State.DRAFT, updated_at__lt=untouched_since, due_on=None
    )
    found = list(untouched.values_list("id", "person_id", "service_slug"))
    Application.objects.filter(region_id=actor.region_id, id__in=[found_id for found_id, *_ in found]).update(
        due_on=ends_on
    )
    for application_id, person_id, slug in found:
        announce(
            DraftEnds(
                region_id=actor.region_id,
                application_id=application_id,
                person_id=person_id,
                service_slug=slug,
                reference="",
                due_on=ends_on,
            )
        )
    note(count=len(found))
    return len(found)
