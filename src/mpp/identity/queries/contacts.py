"""What a person says about being reached, as it lies sealed in the person's row.

`{kind: {"to": address or "", "since": moment, "former": [addresses that are still to be told of the change]}}`
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from mpp.foundation.actor import Actor
from mpp.foundation.cipher import open_json
from mpp.foundation.scope import query
from mpp.identity.models import Challenge, Person
from mpp.identity.rules.contacts import OwnContact
from mpp.identity.rules.factors import FactorKind

TABLE, FIELD = "identity_person", "contacts"


def said_by(row: Person) -> dict[str, Any]:
    """Return all of it, nothing where only the provider has spoken."""
    if row.contacts_sealed is None:
        return {}
    opened: dict[str, Any] = open_json(row.contacts_sealed, table=TABLE, field=FIELD, row=row.id)
    return opened


def own_contacts(row: Person) -> Mapping[str, OwnContact]:
    """Return the person's own word by kind."""
    return {
        kind: OwnContact(to=said["to"], since=datetime.fromisoformat(said["since"]))
        for kind, said in said_by(row).items()
    }


@query
def former_addresses(kind: FactorKind, *, actor: Actor) -> tuple[str, ...]:
    """Return the acting person's addresses that have been replaced and are still to be told so."""
    row = Person.objects.filter(id=actor.person_id).first() if actor.person_id else None
    return tuple(said_by(row).get(kind, {}).get("former", ())) if row else ()


@query
def address_to_prove(kind: FactorKind, *, purpose: str, session_id: UUID, actor: Actor, now: datetime) -> str:
    """Return where the code that this session waits for has gone, "" while it waits for none."""
    if actor.person_id is None:
        return ""
    row = (
        Challenge.objects.filter(
            person_id=actor.person_id, session_id=session_id, purpose=purpose, used_at=None, expires_at__gt=now
        )
        .order_by("-id")
        .first()
    )
    if row is None or row.contact_sealed is None:
        return ""
    sent = open_json(row.contact_sealed, table="identity_challenge", field="contact", row=row.id)
    return str(sent["to"]) if sent["kind"] == kind else ""
