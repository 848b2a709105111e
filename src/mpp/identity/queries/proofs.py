"""By which doors a person was proven, when, how surely, and by whom."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from mpp.foundation import hot
from mpp.foundation.actor import ANYONE, Actor
from mpp.foundation.cipher import blind_index
from mpp.foundation.scope import query
from mpp.identity.models import Proof
from mpp.identity.queries import acting_person
from mpp.identity.queries.factors import factors
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


#: Doors at which the person was seen, by a machine or by an officer.
SEEN_AT = ("nik", "counter")


def recognised_as(nik: str) -> Assurance | None:
    """Return how sure we were when we saw the face of the person with this NIK, None where the face has to be seen.

    Asked before sign-in: with a factor of his own, whoever was seen once is not looked at again.
    """
    found = hot.read("SELECT person_id FROM mpp.person_by_nik(%s)", [blind_index(nik)])
    if not found:
        return None
    actor = replace(ANYONE, person_id=found[0][0])
    seen = [each.assurance for each in proofs(actor=actor) if each.provider in SEEN_AT]
    return max(seen) if seen and factors(actor=actor) else None


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
