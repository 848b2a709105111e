"""Let a parent act for a child: the population registry agrees that both stand on one family card.

Writes:  MandateSide, both rows; Person, where the child is not known here; announces MandateProven
Refuses: NotAChild, ProvenAlready, WithOneself
Legal:   the registry's verdict is the proof; the age at which it ends is our rule (`rules.OF_AGE`)
"""

from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from mpp.foundation.actor import Actor
from mpp.foundation.audit import note
from mpp.foundation.cipher import seal
from mpp.foundation.clock import local_date
from mpp.foundation.errors import DomainError, Kind
from mpp.foundation.ids import uuid7
from mpp.foundation.operation import operation
from mpp.identity.operations.keep_person import Known, keep_person
from mpp.identity.queries import acting_person, profile
from mpp.identity.rules import CITIZEN
from mpp.mandates.operations._sides import Party, Proven, is_active_between, write_both
from mpp.mandates.operations.offer_mandate import ZONE, WithOneself
from mpp.mandates.queries import CARD, SIDES, person_with
from mpp.mandates.rules import Act, Proof, last_day_as_child
from mpp.mandates.rules import Kind as MandateKind

#: Which proof a child's data comes from, until the child signs in by a door of the own.
FAMILY_CARD = "family-card"


class NotAChild(DomainError):
    code, title = "not-a-child", "Whoever is of age acts for himself"


class ProvenAlready(DomainError):
    code, kind, title = "child-proven-already", Kind.CONFLICT, "You already act for this child"


@dataclass(frozen=True, slots=True, kw_only=True)
class Child:
    """What the parent has stated and the registry agrees with. family_card: 16 digits, the card of both"""

    nik: str
    name: str
    birth_date: date
    family_card: str


@operation("mandates.prove_child", by={CITIZEN}, on="mandate_id")
def prove_child(*, mandate_id: UUID, child: Child, actor: Actor, now: datetime) -> None:
    """Keep the mandate. The registry has been asked before, outside any transaction."""
    parent_id, today = acting_person(actor), local_date(now, ZONE)
    ends_on = last_day_as_child(child.birth_date)
    if ends_on < today or child.birth_date > today:
        raise NotAChild
    child_id = person_with(child.nik)
    if child_id == parent_id:
        raise WithOneself
    if child_id is None:
        child_id = uuid7()
        known = Known(nik=child.nik, name=child.name, birth_date=child.birth_date, source=FAMILY_CARD)
        keep_person(person_id=child_id, known=known, actor=replace(actor, person_id=child_id), now=now)
    if is_active_between(child_id, parent_id, MandateKind.PARENT, on=today, actor=actor):
        raise ProvenAlready
    agent_row = uuid7()
    proven = Proven(
        principal=Party(person_id=child_id, name=profile(actor=replace(actor, person_id=child_id)).name),
        agent=Party(person_id=parent_id, name=profile(actor=actor).name),
        kind=MandateKind.PARENT,
        acts=frozenset(Act),
        services=frozenset(),
        ends_on=ends_on,
        proof="",
        proven_by=Proof.REGISTRY,
        agent_row=agent_row,
        card_sealed=seal(child.family_card.encode(), table=SIDES, field=CARD, row=agent_row),
    )
    write_both(mandate_id, proven, operation="mandates.prove_child", actor=actor, now=now)
    note(principal=child_id, proof=Proof.REGISTRY, ends_on=ends_on)
