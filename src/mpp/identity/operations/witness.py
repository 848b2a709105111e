"""Vouch for a person who stands at the counter: find or open the account, and give a code for the own telephone.

Writes:  Person, Account, ProviderLink, Proof, EntryCode
Refuses: OwnIdentity, LinkedToAnother, PersonDeceased and its kin are asked by the registry before
Legal:   UU 25/2009 art. 29 (help for whoever cannot use the usual way); the officer is named in the record
"""

import secrets
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError

from mpp.foundation.actor import Actor, Channel
from mpp.foundation.audit import note
from mpp.foundation.cipher import blind_index
from mpp.foundation.errors import DomainError, Kind
from mpp.foundation.ids import uuid7
from mpp.foundation.operation import operation
from mpp.identity.models import EntryCode
from mpp.identity.operations._account import open_account
from mpp.identity.operations.sign_in import person_to_be
from mpp.identity.ports import ProvenIdentity
from mpp.identity.rules import ENTRY_CODE_ALPHABET, ENTRY_CODE_LASTS, ENTRY_CODE_LENGTH


class OwnIdentity(DomainError):
    code, kind, title = "own-identity", Kind.FORBIDDEN, "Nobody vouches for himself"


@dataclass(frozen=True, slots=True, kw_only=True)
class Vouched:
    """code: told once, to the person at the counter"""

    person_id: UUID
    name: str
    code: str
    expires_at: datetime
    is_new_person: bool


def witness(*, proven: ProvenIdentity, language: str, actor: Actor, now: datetime) -> Vouched:
    """Return the account of the person and a code that opens it.

    proven: with the NIK normalised, agreed with by the registry, and its `witness`     actor: the officer
    """

    def vouch() -> Vouched:
        known = person_to_be(proven, proven.nik)
        person_id = known or uuid7()
        if person_id == actor.person_id:
            raise OwnIdentity
        return _vouch(
            person_id=person_id,
            proven=proven,
            is_new_person=known is None,
            language=language,
            actor=replace(actor, person_id=person_id, channel=Channel.COUNTER),
            now=now,
        )

    try:
        return vouch()
    except IntegrityError:
        # The person has just come in by another door: now he is known.
        return vouch()


@operation("identity.witness", by={"petugas_mpp"}, on="person_id")
def _vouch(
    *, person_id: UUID, proven: ProvenIdentity, is_new_person: bool, language: str, actor: Actor, now: datetime
) -> Vouched:
    if proven.witness is None or actor.officer_id is None:
        raise TypeError("identity.witness needs an officer")
    _, name = open_account(person_id, proven, is_new_person=is_new_person, language=language, now=now)
    code = "".join(secrets.choice(ENTRY_CODE_ALPHABET) for _ in range(ENTRY_CODE_LENGTH))
    # An earlier code may have been seen by others at the counter.
    EntryCode.objects.filter(person_id=person_id, used_at=None).update(used_at=now)
    row = EntryCode.objects.create(
        person_id=person_id,
        digest=blind_index(code, kind="entry-code"),
        assurance=proven.assurance,
        issued_at=now,
        expires_at=now + ENTRY_CODE_LASTS,
        officer_id=actor.officer_id,
    )
    note(document=proven.witness.document, assurance=int(proven.assurance), entry_code=row.id, is_new=is_new_person)
    return Vouched(person_id=person_id, name=name, code=code, expires_at=row.expires_at, is_new_person=is_new_person)
