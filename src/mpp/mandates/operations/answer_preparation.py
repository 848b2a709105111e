"""Take over what was prepared as a draft of one's own, or decline it.

Writes:  Preparation
Refuses: PreparationNotFound, AlreadyAnswered
"""

from datetime import datetime
from uuid import UUID

from mpp.foundation.actor import Actor
from mpp.foundation.audit import note
from mpp.foundation.errors import DomainError, Kind
from mpp.foundation.operation import operation
from mpp.identity.queries import acting_person
from mpp.identity.rules import CITIZEN
from mpp.mandates.models import Preparation
from mpp.mandates.queries import PreparationNotFound
from mpp.mandates.rules import PreparedState


class AlreadyAnswered(DomainError):
    code, kind, title = "preparation-already-answered", Kind.CONFLICT, "This was taken over or declined before"


@operation("mandates.take_preparation", by={CITIZEN}, on="preparation_id")
def take_preparation(*, preparation_id: UUID, application_id: UUID, actor: Actor, now: datetime) -> None:
    """Note which draft it has become."""
    _answer(preparation_id, PreparedState.TAKEN, application_id, actor)


@operation("mandates.decline_preparation", by={CITIZEN}, on="preparation_id")
def decline_preparation(*, preparation_id: UUID, actor: Actor, now: datetime) -> None:
    """Want none of it."""
    _answer(preparation_id, PreparedState.DECLINED, None, actor)


def _answer(preparation_id: UUID, state: PreparedState, application_id: UUID | None, actor: Actor) -> None:
    own = Preparation.objects.select_for_update(of=("self",)).filter(person_id=acting_person(actor))
    row = own.filter(id=preparation_id).first()
    if row is None:
        raise PreparationNotFound
    if row.state != PreparedState.OFFERED:
        raise AlreadyAnswered(state=row.state)
    row.state, row.application_id = state, application_id
    row.save(update_fields=["state", "application_id"])
    note(state=state, mandate=row.mandate_id, application=application_id)
