"""The two rows of a mandate that is proven from the start: no party offers it, none has to answer."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from mpp.foundation.actor import NATIONAL, Actor
from mpp.foundation.operation import announce
from mpp.foundation.scope import entered
from mpp.mandates.events import MandateProven
from mpp.mandates.models import MandateSide
from mpp.mandates.rules import Act, Kind, Proof, Side, State


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    person_id: UUID
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Proven:
    """What holds from now on. proof: letter or document seen     card_sealed: family card, sealed to `agent_row`"""

    principal: Party
    agent: Party
    kind: Kind
    acts: frozenset[Act]
    services: frozenset[str]
    ends_on: date
    proof: str
    proven_by: Proof
    witness_id: UUID | None = None
    witness_name: str = ""
    agent_row: UUID
    card_sealed: bytes | None = None


def write_both(mandate_id: UUID, proven: Proven, *, operation: str, actor: Actor, now: datetime) -> None:
    """Write the mandate on both pages; announces MandateProven to both parties."""
    shared = {
        "mandate_id": mandate_id,
        "made_offer": False,
        "kind": proven.kind,
        "state": State.ACTIVE,
        "proof": proven.proof,
        "acts": sorted(proven.acts),
        "services": sorted(proven.services),
        "proven_by": proven.proven_by,
        "proven_at": now,
        "witness_id": proven.witness_id,
        "witness_name": proven.witness_name,
        "ends_on": proven.ends_on,
        "offered_at": now,
        "changed_at": now,
    }
    agent, principal = proven.agent, proven.principal
    with entered(replace(actor, region_id=NATIONAL, person_id=agent.person_id), operation=operation):
        MandateSide.objects.create(
            id=proven.agent_row,
            person_id=agent.person_id,
            other_id=principal.person_id,
            other_name=principal.name,
            side=Side.AGENT,
            card_sealed=proven.card_sealed,
            **shared,
        )
    with entered(replace(actor, region_id=NATIONAL, person_id=principal.person_id), operation=operation):
        MandateSide.objects.create(
            person_id=principal.person_id,
            other_id=agent.person_id,
            other_name=agent.name,
            side=Side.PRINCIPAL,
            **shared,
        )
    for each in (agent, principal):
        announce(MandateProven(region_id=NATIONAL, mandate_id=mandate_id, person_id=each.person_id))


def is_active_between(principal_id: UUID, agent_id: UUID, kind: Kind, *, on: date, actor: Actor) -> bool:
    """Return whether such a mandate holds already, as the agent's own rows say."""
    with entered(replace(actor, region_id=NATIONAL, person_id=agent_id)):
        return MandateSide.objects.filter(
            person_id=agent_id, other_id=principal_id, side=Side.AGENT, kind=kind, state=State.ACTIVE, ends_on__gte=on
        ).exists()
