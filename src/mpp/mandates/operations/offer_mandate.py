"""Offer a mandate: ask somebody to act for me, or ask to act for somebody.

Writes:  MandateSide, one row for each party; announces MandateOffered
Refuses: TermDoesNotFit, ActsDoNotFit, WithOneself, TooManyOffers
Legal:   the mandate holds once the other party agrees in the own account
"""

from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from mpp.foundation.actor import NATIONAL, Actor
from mpp.foundation.audit import note
from mpp.foundation.clock import local_date
from mpp.foundation.errors import DomainError, Kind
from mpp.foundation.operation import announce, operation
from mpp.foundation.scope import entered
from mpp.identity.queries import acting_person, profile
from mpp.identity.rules import CITIZEN
from mpp.mandates.events import MandateOffered
from mpp.mandates.models import MandateSide
from mpp.mandates.queries import person_with
from mpp.mandates.rules import AGREED_KINDS, MOST_OFFERED, Act, Side, State, fits, is_meaningful
from mpp.mandates.rules import Kind as MandateKind

#: Days of mandates are those of the capital: they belong to no region.
ZONE = "Asia/Jakarta"


class TermDoesNotFit(DomainError):
    code, title = "mandate-term-does-not-fit", "A mandate ends on a day to come, and not too far away"


class ActsDoNotFit(DomainError):
    code, title = "mandate-acts-do-not-fit", "Somebody has to say what the agent may do"


class WithOneself(DomainError):
    code, title = "mandate-with-oneself", "A mandate is between two people"


class TooManyOffers(DomainError):
    code, kind, title = "too-many-mandates-offered", Kind.CONFLICT, "Too many of your offers wait for an answer"


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What is offered. side: of whoever offers     label: what he calls the other     proof: letter or clinic

    acts, services: what the agent may do, and in which services; none of these for every one
    """

    side: Side
    kind: MandateKind
    label: str
    proof: str
    ends_on: date
    acts: frozenset[Act] = frozenset()
    services: frozenset[str] = frozenset()


@operation("mandates.offer_mandate", by={CITIZEN}, on="mandate_id")
def offer_mandate(*, mandate_id: UUID, nik: str, terms: Terms, actor: Actor, now: datetime) -> None:
    """Keep the offer. Whether somebody here has the NIK is told to nobody: the offer simply stays unanswered.

    nik: normalised, of the other party
    """
    person_id, today = acting_person(actor), local_date(now, ZONE)
    if MandateSide.objects.filter(person_id=person_id, mandate_id=mandate_id).exists():
        # A second click. No kept answer by a key: its digest would be a plain one of a NIK.
        return
    if terms.kind not in AGREED_KINDS or not fits(terms.kind, terms.ends_on, today):
        raise TermDoesNotFit
    if not is_meaningful(terms.kind, terms.acts):
        raise ActsDoNotFit
    if MandateSide.objects.filter(person_id=person_id, made_offer=True, state=State.OFFERED).count() >= MOST_OFFERED:
        raise TooManyOffers(most=MOST_OFFERED)
    other_id = person_with(nik)
    if other_id == person_id:
        raise WithOneself
    shared = {
        "mandate_id": mandate_id,
        "kind": terms.kind,
        "proof": terms.proof,
        "acts": sorted(terms.acts),
        "services": sorted(terms.services),
        "ends_on": terms.ends_on,
        "offered_at": now,
        "changed_at": now,
    }
    MandateSide.objects.create(
        person_id=person_id, other_id=other_id, side=terms.side, made_offer=True, label=terms.label, **shared
    )
    if other_id is not None:
        _tell(other_id, person_id, terms, shared, actor)
        announce(MandateOffered(region_id=NATIONAL, mandate_id=mandate_id, person_id=other_id))
    note(kind=terms.kind, side=terms.side, ends_on=terms.ends_on, acts=sorted(terms.acts))


def _tell(other_id: UUID, person_id: UUID, terms: Terms, shared: dict[str, object], actor: Actor) -> None:
    """Write the offer on the page of the party that is asked: that one reads who asks."""
    name = profile(actor=actor).name
    opposite = Side.AGENT if terms.side is Side.PRINCIPAL else Side.PRINCIPAL
    with entered(replace(actor, person_id=other_id), operation="mandates.offer_mandate"):
        MandateSide.objects.create(
            person_id=other_id, other_id=person_id, side=opposite, made_offer=False, other_name=name, **shared
        )
