"""A facility that somebody typed, because its register was silent: find out later which one it is.

The register is asked outside any transaction; then one operation writes. Without an answer the job comes again; when
the register knows no such facility, or several, the officer sees that the place is not confirmed and decides.
"""

from datetime import datetime
from uuid import UUID

from mpp.applications.operations._act import NoPlaceLeft, NotNow, PlaceTaken
from mpp.applications.operations.confirm_facts import confirm_facts
from mpp.applications.queries.tracking import track
from mpp.applications.situation import facility_typed
from mpp.evidence.places import place_named
from mpp.evidence.rules.facts import Key, Purpose, answered
from mpp.foundation.actor import Actor
from mpp.tenancy.queries import region_by_id


def confirm_place(application_id: UUID, *, actor: Actor, now: datetime) -> bool:
    """Put the facility into the case if the register knows exactly one of that name; return whether it did.

    Refuses: ApplicationNotFound; Unavailable, while the register is silent
    """
    case = track(application_id, actor=actor).case
    typed, region = facility_typed(case.opened()), region_by_id(case.region_id)
    if typed is None or region is None:
        return False
    name, district = typed
    facility = place_named(name, district, region_id=region.id, region_code=region.code, now=now)
    if facility is None:
        return False
    named = answered(Key.PLACE, facility, purpose=Purpose.CONFIRMATION, at=now, reference=facility.code)
    try:
        confirm_facts(application_id=case.id, facts=(named,), actor=actor, now=now)
    except (NotNow, PlaceTaken, NoPlaceLeft):
        # Decided meanwhile, or the place is held by another case of the person: the officer's to judge.
        return False
    return True
