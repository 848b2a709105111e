"""By which doors a person was proven, when, how surely, and by whom."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from mpp.foundation.actor import Actor
from mpp.foundation.scope import query
from mpp.identity.models import Proof
from mpp.identity.queries import acting_person
from mpp.identity.rules import Assurance


@dataclass(frozen=True, slots=True, kw_only=True)
class ProofView:
    """The latest proof by one door.

    provider: key of the door     officer_id, agency_id, region_id, document: null, 0 and "" without a witness
    """

    provider: str
    assurance: Assurance
    at: datetime
    officer_id: UUID | None
    agency_id: UUID | None
    region_id: int
    document: str


@query
def proofs(*, actor: Actor) -> tuple[ProofView, ...]:
    """Return how the acting person was proven, the surest first."""
    rows = Proof.objects.filter(person_id=acting_person(actor)).order_by("-assurance", "-proven_at")
    return tuple(
        ProofView(
            provider=row.provider,
            assurance=Assurance(row.assurance),
            at=row.proven_at,
            officer_id=row.officer_id,
            agency_id=row.agency_id,
            region_id=row.witness_region,
            document=row.document,
        )
        for row in rows
    )
