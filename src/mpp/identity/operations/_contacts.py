"""Writing a person's own word on being reached; the form is told in `queries/contacts`."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from mpp.foundation.actor import NATIONAL, Actor
from mpp.foundation.cipher import seal_json
from mpp.foundation.outbox import announce
from mpp.identity.events import ContactChanged
from mpp.identity.models import Person
from mpp.identity.queries import acting_person, profile
from mpp.identity.queries.contacts import FIELD, TABLE, said_by
from mpp.identity.rules.factors import FactorKind


def replace_contact(kind: FactorKind, to: str, actor: Actor, now: datetime) -> str:
    """Write the person's own word and return the address until now, which will be told of it. to: "" for none"""
    row = _locked(acting_person(actor))
    known = profile(actor=actor)
    former = known.email if kind is FactorKind.EMAIL else known.phone
    said = said_by(row)
    waiting = said.get(kind, {}).get("former", [])
    if former and former != to:
        waiting = [*waiting, former]
    _put(row, said | {kind.value: {"to": to, "since": now.isoformat(), "former": waiting}})
    announce(ContactChanged(region_id=NATIONAL, person_id=row.id, kind=kind, at=now))
    return former


def forget_former(person_id: UUID, kind: FactorKind) -> None:
    """Take away what the former addresses were: they have been told."""
    row = _locked(person_id)
    said = said_by(row)
    if kind in said:
        _put(row, said | {kind.value: said[kind] | {"former": []}})


def _locked(person_id: UUID) -> Person:
    return Person.objects.select_for_update(of=("self",)).get(id=person_id)


def _put(row: Person, said: Mapping[str, Any]) -> None:
    row.contacts_sealed = seal_json(said, table=TABLE, field=FIELD, row=row.id)
    row.save(update_fields=["contacts_sealed"])
