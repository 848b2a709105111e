"""Keep somebody who has no account: a child for whom a parent acts. Later the own door finds the same person.

Writes:  Person
Legal:   UU 24/2013 art. 13 (one NIK, one person)
"""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from mpp.foundation.actor import Actor
from mpp.foundation.cipher import blind_index, seal, seal_json
from mpp.foundation.operation import operation
from mpp.identity.models import Person
from mpp.identity.operations._account import LONGEST_NAME
from mpp.identity.rules import CITIZEN, PersonStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What was stated of a person and the population registry agrees with. source: by which proof"""

    nik: str
    name: str
    birth_date: date
    source: str


@operation("identity.keep_person", by={CITIZEN}, on="person_id")
def keep_person(*, person_id: UUID, known: Known, actor: Actor, now: datetime) -> None:
    """Keep the person under an id of the caller's making. actor: scoped to that person"""
    profile = {"birth_date": known.birth_date, "phone": "", "email": "", "released": {}}
    Person.objects.create(
        id=person_id,
        nik_index=blind_index(known.nik),
        nik_sealed=seal(known.nik.encode(), table="identity_person", field="nik", row=person_id),
        name=known.name[:LONGEST_NAME],
        profile_sealed=seal_json(profile, table="identity_person", field="profile", row=person_id),
        profile_source=known.source,
        profile_at=now,
        status=PersonStatus.ACTIVE,
        created_at=now,
    )
