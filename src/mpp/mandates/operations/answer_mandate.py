"""Confirm, refuse or end a mandate: it counts at once, for both.

Writes:  MandateSide, both rows; announces MandateConfirmed or MandateEnded
Refuses: MandateNotFound, NotNow
"""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from mpp.foundation.actor import NATIONAL, Actor
from mpp.foundation.audit import note
from mpp.foundation.errors import DomainError, Kind
from mpp.foundation.operation import announce, operation
from mpp.foundation.scope import entered
from mpp.identity.queries import acting_person, profile
from mpp.identity.rules import CITIZEN
from mpp.mandates.events import MandateConfirmed, MandateEnded
from mpp.mandates.models import MandateSide
from mpp.mandates.queries import MandateNotFound
from mpp.mandates.rules import State, next_state


class NotNow(DomainError):
    """The other party was faster, or it is not this one's to do."""

    code, kind, title = (
        "mandate-act-not-allowed-now",
        Kind.CONFLICT,
        "This cannot be done with the mandate as it stands",
    )


@operation("mandates.confirm", by={CITIZEN}, on="mandate_id")
def confirm(*, mandate_id: UUID, actor: Actor, now: datetime) -> None:
    """Agree to a mandate that the other party has offered."""
    _move("confirm", mandate_id, actor, now)


@operation("mandates.refuse", by={CITIZEN}, on="mandate_id")
def refuse(*, mandate_id: UUID, actor: Actor, now: datetime) -> None:
    """Refuse a mandate that the other party has offered."""
    _move("refuse", mandate_id, actor, now)


@operation("mandates.end", by={CITIZEN}, on="mandate_id")
def end(*, mandate_id: UUID, actor: Actor, now: datetime) -> None:
    """End a mandate, or take an offer back; either party may, at any time."""
    _move("end", mandate_id, actor, now)


def _move(act: str, mandate_id: UUID, actor: Actor, now: datetime) -> None:
    person_id = acting_person(actor)
    row = MandateSide.objects.select_for_update(of=("self",)).filter(person_id=person_id, mandate_id=mandate_id).first()
    if row is None:
        raise MandateNotFound
    state = next_state(act, State(row.state), was_asked=not row.made_offer)
    if state is None:
        raise NotNow(act=act, state=row.state)
    row.state, row.changed_at = state, now
    row.save(update_fields=["state", "changed_at"])
    if row.other_id is not None:
        changed: dict[str, object] = {"state": state, "changed_at": now}
        if state is State.ACTIVE:
            # Whoever agrees lets the other read the own name.
            changed["other_name"] = profile(actor=actor).name
        with entered(replace(actor, person_id=row.other_id), operation=f"mandates.{act}"):
            MandateSide.objects.filter(mandate_id=mandate_id).update(**changed)
        told = MandateConfirmed if state is State.ACTIVE else MandateEnded
        announce(told(region_id=NATIONAL, mandate_id=mandate_id, person_id=row.other_id))
    note(state=state)
