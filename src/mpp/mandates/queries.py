"""Mandates as the acting person sees them, and what was prepared for him or by him."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from mpp.foundation import hot
from mpp.foundation.actor import Actor
from mpp.foundation.cipher import blind_index, open_json, open_sealed
from mpp.foundation.errors import DomainError, Kind
from mpp.foundation.scope import query
from mpp.identity.queries import acting_person
from mpp.mandates.models import MandateSide, MandateUse, Preparation
from mpp.mandates.rules import Act, Grant, PreparedState, Proof, Side, State, is_in_force, may_act, number_of
from mpp.mandates.rules import Kind as MandateKind

TABLE, ANSWERS = "mandate_preparation", "answers"
SIDES, CARD = "mandate_side", "card"
#: Longest list on one page.
MOST_SHOWN = 100


class MandateNotFound(DomainError):
    """No such mandate, or none of the actor's; also one that no longer lets the agent act."""

    code, kind, title = "mandate-not-found", Kind.NOT_FOUND, "There is no such mandate"


class PreparationNotFound(DomainError):
    code, kind, title = "preparation-not-found", Kind.NOT_FOUND, "Nothing of the kind was prepared for you"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mandate:
    """A mandate on the page of the acting person. The names are those of `models.MandateSide`."""

    mandate_id: UUID
    other_id: UUID | None
    side: Side
    made_offer: bool
    kind: MandateKind
    state: State
    label: str
    other_name: str
    proof: str
    acts: frozenset[Act]
    services: frozenset[str]
    proven_by: Proof
    proven_at: datetime | None
    witness_name: str
    ends_on: date
    offered_at: datetime

    @property
    def name(self) -> str:
        """What the other party is called here."""
        return self.other_name or self.label

    @property
    def number(self) -> str:
        """How people call the mandate."""
        return number_of(self.mandate_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """An application prepared for the acting person."""

    id: UUID
    mandate_id: UUID
    agent_name: str
    region_id: int
    service_slug: str
    variant: str
    place_name: str
    answers: Mapping[str, Any]
    state: PreparedState
    application_id: UUID | None
    made_at: datetime


def person_with(nik: str) -> UUID | None:
    """Return who has this normalised NIK here, None for nobody; the answer is never shown."""
    rows = hot.read("SELECT person_id FROM mpp.person_by_nik(%s)", [blind_index(nik)])
    return rows[0][0] if rows else None


@query
def own_mandates(*, actor: Actor) -> tuple[Mandate, ...]:
    """Return the mandates of the acting person, the latest first."""
    rows = MandateSide.objects.filter(person_id=acting_person(actor)).order_by("-id")[:MOST_SHOWN]
    return tuple(map(_mandate, rows))


def held(mandate_id: UUID, *, actor: Actor, on: date) -> Mandate:
    """Return a mandate by which the acting person may act for another on the local date `on`.

    Refuses: MandateNotFound
    """
    found = next((each for each in own_mandates(actor=actor) if each.mandate_id == mandate_id), None)
    if found is None or found.side is not Side.AGENT or not is_in_force(found.state, found.ends_on, on):
        raise MandateNotFound
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """Something an agent has done. act: name of the operation     object_id: of the case, or the mandate itself"""

    agent_name: str
    act: str
    region_id: int
    object_id: UUID
    at: datetime


def uses(mandate: Mandate, *, actor: Actor) -> tuple[Use, ...]:
    """Return what was done under a mandate of the acting person, the latest first; both parties read the same."""
    principal_id = acting_person(actor) if mandate.side is Side.PRINCIPAL else mandate.other_id
    return _uses(mandate.mandate_id, actor=replace(actor, person_id=principal_id)) if principal_id else ()


@query
def _uses(mandate_id: UUID, *, actor: Actor) -> tuple[Use, ...]:
    rows = MandateUse.objects.filter(person_id=acting_person(actor), mandate_id=mandate_id).order_by("-at", "-id")
    return tuple(
        Use(agent_name=row.agent_name, act=row.act, region_id=row.about_region_id, object_id=row.object_id, at=row.at)
        for row in rows[:MOST_SHOWN]
    )


@query
def followers(*, service: str, actor: Actor, on: date) -> tuple[UUID, ...]:
    """Return who may follow cases of a service for the acting person on the local date `on`: they are told, too."""
    rows = MandateSide.objects.filter(person_id=acting_person(actor), side=Side.PRINCIPAL, state=State.ACTIVE)
    return tuple(
        dict.fromkeys(
            row.other_id
            for row in rows
            if row.other_id and may_act(grant_of(row), Act.FOLLOW, service=service, handed_in_by=(), on=on)
        )
    )


def grant_of(row: MandateSide) -> Grant:
    """Return what a mandate gives."""
    return Grant(
        kind=MandateKind(row.kind),
        state=State(row.state),
        ends_on=row.ends_on,
        acts=frozenset(map(Act, row.acts)),
        services=frozenset(row.services),
    )


@query
def family_card(mandate_id: UUID, *, actor: Actor) -> str:
    """Return the family card by which a mandate of the acting parent was proven, "" for one proven otherwise."""
    row = MandateSide.objects.filter(person_id=acting_person(actor), mandate_id=mandate_id).first()
    if row is None or row.card_sealed is None:
        return ""
    return open_sealed(bytes(row.card_sealed), table=SIDES, field=CARD, row=row.id).decode()


@query
def own_mandate(mandate_id: UUID, *, actor: Actor) -> Mandate:
    """Return a mandate of the acting person, in any state. Refuses: MandateNotFound"""
    row = MandateSide.objects.filter(person_id=acting_person(actor), mandate_id=mandate_id).first()
    if row is None:
        raise MandateNotFound
    return _mandate(row)


@query
def prepared_for_me(*, actor: Actor) -> tuple[Prepared, ...]:
    """Return what waits for the acting person to take or decline, the latest first."""
    rows = Preparation.objects.filter(person_id=acting_person(actor), state=PreparedState.OFFERED).order_by("-id")
    return tuple(map(_prepared, rows[:MOST_SHOWN]))


@query
def prepared_one(preparation_id: UUID, *, actor: Actor) -> Prepared:
    """Return something prepared for the acting person, in any state. Refuses: PreparationNotFound"""
    row = Preparation.objects.filter(person_id=acting_person(actor), id=preparation_id).first()
    if row is None:
        raise PreparationNotFound
    return _prepared(row)


def prepared_by_me(mandate: Mandate, *, actor: Actor) -> tuple[Prepared, ...]:
    """Return what the acting person has prepared under a mandate that he holds; nothing made under another."""
    if mandate.other_id is None:
        return ()
    return _of_mandate(
        mandate.mandate_id, agent_id=acting_person(actor), actor=replace(actor, person_id=mandate.other_id)
    )


@query
def _of_mandate(mandate_id: UUID, *, agent_id: UUID, actor: Actor) -> tuple[Prepared, ...]:
    rows = Preparation.objects.filter(mandate_id=mandate_id, agent_id=agent_id).order_by("-id")[:MOST_SHOWN]
    return tuple(map(_prepared, rows))


def _mandate(row: MandateSide) -> Mandate:
    return Mandate(
        mandate_id=row.mandate_id,
        other_id=row.other_id,
        side=Side(row.side),
        made_offer=row.made_offer,
        kind=MandateKind(row.kind),
        state=State(row.state),
        label=row.label,
        other_name=row.other_name,
        proof=row.proof,
        acts=frozenset(map(Act, row.acts)),
        services=frozenset(row.services),
        proven_by=Proof(row.proven_by),
        proven_at=row.proven_at,
        witness_name=row.witness_name,
        ends_on=row.ends_on,
        offered_at=row.offered_at,
    )


def _prepared(row: Preparation) -> Prepared:
    return Prepared(
        id=row.id,
        mandate_id=row.mandate_id,
        agent_name=row.agent_name,
        region_id=row.about_region_id,
        service_slug=row.service_slug,
        variant=row.variant,
        place_name=row.place_name,
        answers=open_json(row.answers_sealed, table=TABLE, field=ANSWERS, row=row.id),
        state=PreparedState(row.state),
        application_id=row.application_id,
        made_at=row.made_at,
    )
