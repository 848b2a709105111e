"""Witness a mandate at the counter: the principal says before an officer who shall act, and what for.

Writes:  MandateSide, both rows; announces MandateProven
Refuses: PartyUnknown, WithOneself, NotOneself, TermDoesNotFit, ActsDoNotFit
Legal:   UU 25/2009 art. 29 (help for whoever cannot use the usual way); the officer is named in the mandate
"""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from mpp.foundation.actor import NATIONAL, Actor
from mpp.foundation.audit import note
from mpp.foundation.clock import local_date
from mpp.foundation.errors import DomainError, Kind
from mpp.foundation.ids import uuid7
from mpp.foundation.operation import operation
from mpp.identity.queries import acting_person, profile
from mpp.mandates.operations._sides import Party, Proven, write_both
from mpp.mandates.operations.offer_mandate import ZONE, ActsDoNotFit, TermDoesNotFit, Terms, WithOneself
from mpp.mandates.queries import person_with
from mpp.mandates.rules import Kind as MandateKind
from mpp.mandates.rules import Proof, fits, is_meaningful

#: Kinds that an officer may witness: a clinic's people agree themselves, a parent's is proven by the registry.
WITNESSED_KINDS = (MandateKind.RELATIVE, MandateKind.GUARDIAN)


class PartyUnknown(DomainError):
    """One of the two has never been here. side: which"""

    code, kind, title = "mandate-party-unknown", Kind.NOT_FOUND, "This person has no account yet"


class NotOneself(DomainError):
    code, kind, title = "mandate-own-witness", Kind.FORBIDDEN, "Nobody witnesses a mandate of his own"


@operation("mandates.witness", by={"petugas_mpp"}, on="mandate_id")
def witness_mandate(
    *, mandate_id: UUID, principal_nik: str, agent_nik: str, terms: Terms, actor: Actor, now: datetime
) -> tuple[str, str]:
    """Return the names of principal and agent. terms: `label` and `side` do not count; `proof`: what was shown"""
    if terms.kind not in WITNESSED_KINDS or not fits(terms.kind, terms.ends_on, local_date(now, ZONE)):
        raise TermDoesNotFit
    if not is_meaningful(terms.kind, terms.acts):
        raise ActsDoNotFit
    principal, agent = _party(principal_nik, "principal", actor), _party(agent_nik, "agent", actor)
    if principal.person_id == agent.person_id:
        raise WithOneself
    if acting_person(actor) in (principal.person_id, agent.person_id):
        raise NotOneself
    proven = Proven(
        principal=principal,
        agent=agent,
        kind=terms.kind,
        acts=terms.acts,
        services=terms.services,
        ends_on=terms.ends_on,
        proof=terms.proof,
        proven_by=Proof.WITNESSED,
        witness_id=actor.officer_id,
        witness_name=profile(actor=replace(actor, region_id=NATIONAL)).name,
        agent_row=uuid7(),
    )
    write_both(mandate_id, proven, operation="mandates.witness", actor=actor, now=now)
    note(principal=principal.person_id, agent=agent.person_id, kind=terms.kind, ends_on=terms.ends_on)
    return principal.name, agent.name


def _party(nik: str, side: str, actor: Actor) -> Party:
    person_id = person_with(nik)
    if person_id is None:
        raise PartyUnknown(side=side)
    return Party(person_id=person_id, name=profile(actor=replace(actor, region_id=NATIONAL, person_id=person_id)).name)
