"""Withdraw, and give again, the consent to keep what the identity provider releases.

Writes:  Person; announces ReleaseChanged
Refuses: NotFound
Legal:   UU 27/2022 art. 20 (consent); what rests on it stops at once, the law allows 3 x 24 hours
"""

from datetime import datetime
from uuid import UUID

from mpp.foundation.actor import NATIONAL, Actor
from mpp.foundation.audit import note
from mpp.foundation.errors import NotFound
from mpp.foundation.operation import announce, operation
from mpp.identity.events import ReleaseChanged
from mpp.identity.models import Person
from mpp.identity.operations._account import sealed_profile
from mpp.identity.queries import acting_person
from mpp.identity.rules import CITIZEN


@operation("identity.withdraw_release", by={CITIZEN}, on="person_id")
def withdraw_release(*, person_id: UUID, actor: Actor, now: datetime) -> bool:
    """Return whether it was withdrawn now. What was kept is gone; later sign-ins keep the name alone."""
    person = _own(actor)
    if person.release_withdrawn_at is not None:
        return False
    person.release_withdrawn_at = now
    person.profile_sealed = sealed_profile(person.id, None)
    person.save(update_fields=["release_withdrawn_at", "profile_sealed"])
    _tell(person, now, may_keep=False)
    return True


@operation("identity.agree_to_release", by={CITIZEN}, on="person_id")
def agree_to_release(*, person_id: UUID, actor: Actor, now: datetime) -> bool:
    """Return whether it was given now. What the provider releases is kept from the next sign-in on."""
    person = _own(actor)
    if person.release_withdrawn_at is None:
        return False
    person.release_withdrawn_at = None
    person.save(update_fields=["release_withdrawn_at"])
    _tell(person, now, may_keep=True)
    return True


def _own(actor: Actor) -> Person:
    person = Person.objects.select_for_update(of=("self",)).filter(id=acting_person(actor)).first()
    if person is None:
        raise NotFound
    return person


def _tell(person: Person, now: datetime, *, may_keep: bool) -> None:
    note(may_keep=may_keep)
    announce(ReleaseChanged(region_id=NATIONAL, person_id=person.id, may_keep=may_keep, at=now))
