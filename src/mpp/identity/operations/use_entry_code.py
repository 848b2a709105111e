"""Begin a session on the own telephone by the code that an officer has given.

Writes:  EntryCode, Session, KnownDevice; announces SignedInFromNewDevice
Refuses: EntryCodeNotValid
"""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from mpp.foundation import hot
from mpp.foundation.actor import ANYONE, NATIONAL, Actor
from mpp.foundation.audit import note
from mpp.foundation.cipher import blind_index
from mpp.foundation.errors import DomainError, Kind
from mpp.foundation.ids import uuid7
from mpp.foundation.operation import operation
from mpp.identity.models import Account, EntryCode, Session
from mpp.identity.operations._account import come_back
from mpp.identity.operations.proving import know_device
from mpp.identity.operations.sign_in import SignedIn
from mpp.identity.queries import acting_person
from mpp.identity.rules import CITIZEN, Assurance, PersonStatus, normalised_entry_code

#: Key of the door in sessions and proofs.
COUNTER = "counter"


class EntryCodeNotValid(DomainError):
    """Unknown, used, or too old; it is not told which."""

    code, kind, title = "entry-code-not-valid", Kind.INVALID, "This code is not valid, or no longer"


def use_entry_code(
    *, code: str, replaces: UUID | None, device_key: UUID | None = None, actor: Actor, now: datetime
) -> tuple[SignedIn, Assurance]:
    """Return the session that begins, and how sure the officer was.

    code: as typed     replaces: the session that this browser had until now
    device_key: of the browser (`identity.devices`)     actor: only its address and device count
    """
    digest = blind_index(normalised_entry_code(code), kind="entry-code")
    found = hot.read("SELECT code_id, person_id FROM mpp.entry_code(%s)", [digest])
    if not found:
        raise EntryCodeNotValid
    [(code_id, person_id)] = found
    return _begin(
        session_id=uuid7(),
        code_id=code_id,
        replaces=replaces,
        device_key=device_key,
        actor=replace(ANYONE, person_id=person_id, address=actor.address, device=actor.device),
        now=now,
    )


@operation("identity.use_entry_code", by={ANYONE.role}, on="session_id")
def _begin(
    *,
    session_id: UUID,
    code_id: UUID,
    replaces: UUID | None,
    device_key: UUID | None,
    actor: Actor,
    now: datetime,
) -> tuple[SignedIn, Assurance]:
    row = EntryCode.objects.select_for_update().filter(id=code_id, used_at=None, expires_at__gt=now).first()
    account = Account.objects.select_related("person").filter(person_id=acting_person(actor)).first()
    if row is None or account is None or account.person.status != PersonStatus.ACTIVE:
        raise EntryCodeNotValid
    come_back(account.id, now)
    row.used_at = now
    row.save(update_fields=["used_at"])
    Session.objects.create(
        id=session_id,
        person_id=account.person_id,
        account=account,
        provider=COUNTER,
        assurance=row.assurance,
        role=CITIZEN,
        region_id=NATIONAL,
        device=actor.device,
        address=actor.address,
        created_at=now,
        seen_at=now,
        is_anew=True,
        # No second factor is asked: an officer has just looked at the person.
        device_id=know_device(device_key, actor, now, tell=True),
    )
    if replaces:
        Session.objects.filter(id=replaces, person_id=account.person_id, ended_at=None).update(
            ended_at=now, end_reason="replaced"
        )
    note(account=account.id, provider=COUNTER, assurance=row.assurance, officer=row.officer_id, entry_code=code_id)
    signed_in = SignedIn(
        session_id=session_id,
        account_id=account.id,
        person_id=account.person_id,
        name=account.person.name,
        is_new_person=False,
        is_pending=False,
    )
    return signed_in, Assurance(row.assurance)
