"""What tenancy hears: who entered a post, who failed before it, and whose session was tried in another browser."""

from dataclasses import replace
from datetime import datetime

from mpp.foundation.actor import Actor
from mpp.foundation.outbox import fact_id
from mpp.identity.events import OfficeEntered, SecondFactorFailed, SessionElsewhere
from mpp.identity.queries import own_capacities
from mpp.tenancy.operations.record_office_entry import record_office_entry


def record_entry(*, event: OfficeEntered, actor: Actor, now: datetime) -> None:
    """Note the entry in the region of the post."""
    record_office_entry(
        officer_id=event.officer_id,
        fact_id=fact_id(),
        result="entered",
        detail=event.role,
        device=event.device,
        address=event.address,
        at=event.at,
        actor=actor,
        now=now,
    )


def record_failure(*, event: SecondFactorFailed, actor: Actor, now: datetime) -> None:
    """Note a failure in each region in which the person holds a post; a citizen's is nobody's to see."""
    posts = own_capacities(actor=replace(actor, person_id=event.person_id), now=now)
    for region_id, officer_id in {(post.region_id, post.officer_id) for post in posts}:
        record_office_entry(
            officer_id=officer_id,
            fact_id=fact_id(),
            result="failed",
            detail=event.kind,
            device=event.device,
            address=event.address,
            at=event.at,
            actor=actor.acting_in(region_id),
            now=now,
        )


def record_elsewhere(*, event: SessionElsewhere, actor: Actor, now: datetime) -> None:
    """Note in the region of the post that an officer's session was tried in another browser; a citizen's is his own."""
    if event.officer_id is None:
        return
    record_office_entry(
        officer_id=event.officer_id,
        fact_id=event.attempt_id,
        result="elsewhere",
        detail=event.role,
        device=event.device,
        address=event.address,
        at=event.at,
        actor=actor,
        now=now,
    )
