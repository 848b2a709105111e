"""Record what the registry says today of a parent's mandate: the card still is theirs, or the mandate is over.

Writes:  MandateSide, both rows; announces MandateEnded to both when it is over
Refuses: MandateNotFound, NotNow
"""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from mpp.foundation.actor import NATIONAL, Actor
from mpp.foundation.audit import note
from mpp.foundation.operation import announce, operation
from mpp.foundation.scope import entered
from mpp.identity.queries import acting_person
from mpp.identity.rules import CITIZEN
from mpp.mandates.events import MandateEnded
from mpp.mandates.models import MandateSide
from mpp.mandates.operations.answer_mandate import NotNow
from mpp.mandates.queries import MandateNotFound
from mpp.mandates.rules import State


@operation("mandates.record_proof", by={CITIZEN}, on="mandate_id")
def record_proof(*, mandate_id: UUID, still_holds: bool, actor: Actor, now: datetime) -> None:
    """Keep the verdict. actor: the parent, on whose way to acting the registry was asked"""
    own = MandateSide.objects.select_for_update(of=("self",)).filter(
        person_id=acting_person(actor), mandate_id=mandate_id
    )
    row = own.first()
    if row is None:
        raise MandateNotFound
    if row.state != State.ACTIVE:
        raise NotNow(state=row.state)
    changed: dict[str, object] = {"proven_at": now} if still_holds else {"state": State.ENDED, "changed_at": now}
    for person_id in filter(None, (row.person_id, row.other_id)):
        with entered(replace(actor, person_id=person_id), operation="mandates.record_proof"):
            MandateSide.objects.filter(person_id=person_id, mandate_id=mandate_id).update(**changed)
        if not still_holds:
            announce(MandateEnded(region_id=NATIONAL, mandate_id=mandate_id, person_id=person_id))
    note(still_holds=still_holds)
