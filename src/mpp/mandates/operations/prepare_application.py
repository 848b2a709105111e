"""Prepare an application for the principal, who looks at it, completes it and submits it himself.

Writes:  Preparation; announces ApplicationPrepared
Refuses: MandateNotFound, TooMuchPrepared
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from mpp.foundation.actor import NATIONAL, Actor
from mpp.foundation.audit import note
from mpp.foundation.cipher import seal_json
from mpp.foundation.clock import local_date
from mpp.foundation.errors import DomainError, Kind
from mpp.foundation.operation import announce, operation
from mpp.foundation.scope import entered
from mpp.identity.queries import acting_person, profile
from mpp.identity.rules import CITIZEN
from mpp.mandates.events import ApplicationPrepared
from mpp.mandates.models import Preparation
from mpp.mandates.operations.offer_mandate import ZONE
from mpp.mandates.queries import ANSWERS, TABLE, held
from mpp.mandates.rules import MOST_PREPARED, PreparedState


class TooMuchPrepared(DomainError):
    code, kind, title = "too-much-prepared", Kind.CONFLICT, "Too many prepared applications wait for this person"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What is prepared. region_id: whose office decides     answers: by form field key, checked by the caller"""

    region_id: int
    service_slug: str
    variant: str
    place_name: str
    answers: Mapping[str, Any]


@operation("mandates.prepare_application", by={CITIZEN}, on="preparation_id")
def prepare_application(*, preparation_id: UUID, mandate_id: UUID, wish: Wish, actor: Actor, now: datetime) -> None:
    """Lay it before the principal. actor: the agent, who learns nothing of the principal's data by it"""
    mandate = held(mandate_id, actor=actor, on=local_date(now, ZONE))
    agent_id, agent_name, principal_id = acting_person(actor), profile(actor=actor).name, mandate.other_id
    if principal_id is None:
        raise LookupError(f"mandate {mandate_id} is active without a principal")
    with entered(replace(actor, person_id=principal_id), operation="mandates.prepare_application"):
        waiting = Preparation.objects.filter(mandate_id=mandate_id, state=PreparedState.OFFERED)
        if waiting.count() >= MOST_PREPARED:
            raise TooMuchPrepared(most=MOST_PREPARED)
        Preparation.objects.create(
            id=preparation_id,
            person_id=principal_id,
            mandate_id=mandate_id,
            agent_id=agent_id,
            agent_name=f"{mandate.proof} ({agent_name})" if mandate.proof else agent_name,
            about_region_id=wish.region_id,
            service_slug=wish.service_slug,
            variant=wish.variant,
            place_name=wish.place_name,
            answers_sealed=seal_json(dict(wish.answers), table=TABLE, field=ANSWERS, row=preparation_id),
            made_at=now,
        )
    announce(ApplicationPrepared(region_id=NATIONAL, mandate_id=mandate_id, person_id=principal_id))
    note(principal=principal_id, mandate=mandate_id, service=wish.service_slug)
