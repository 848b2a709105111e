"""What every proof of a second factor has in common: who may try, what a failure costs, what success gives."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from mpp.foundation.actor import Actor
from mpp.foundation.audit import note
from mpp.foundation.cipher import seal_json
from mpp.foundation.digest import keyed_digest
from mpp.foundation.errors import DomainError, Kind, NotFound
from mpp.foundation.ids import uuid7
from mpp.foundation.outbox import announce
from mpp.foundation.ratelimit import network_of
from mpp.identity.events import FactorChanged, SecondFactorFailed, SignedInFromNewDevice
from mpp.identity.models import Factor, FactorFailure, KnownDevice, Session
from mpp.identity.operations._account import come_back
from mpp.identity.queries import acting_person
from mpp.identity.rules.factors import (
    FAILURE_COUNTS_FOR,
    STRONG,
    WITNESSED_DOORS,
    FactorKind,
    Failure,
    locked_until,
    masked_address,
    may_change_security,
)


class SessionNotOpen(NotFound):
    code, title = "session-not-open", "This session has ended"


class ProofNeeded(DomainError):
    """What protects the account is changed only soon after a factor was proven, or soon after signing in."""

    code, kind, title = "proof-needed", Kind.FORBIDDEN, "Prove a second factor first"


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """From where somebody proves. device_key: of the browser, None where it has none"""

    device_key: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How a proof went. A failure is no refusal: it must be remembered, so the transaction stands.

    session_id: of the session that goes on, None where the proof failed
    locked_until: no try before, None where the next one is free
    """

    session_id: UUID | None = None
    locked_until: datetime | None = None

    @property
    def is_proven(self) -> bool:
        return self.session_id is not None


def open_session(session_id: UUID, actor: Actor) -> Session:
    """Return the running session of the acting person, locked; one that waits for a factor too.

    Refuses: SessionNotOpen
    """
    person_id = acting_person(actor)
    found = Session.objects.select_for_update().filter(id=session_id, person_id=person_id, ended_at=None).first()
    if found is None:
        raise SessionNotOpen
    return found


def must_be_fresh(session: Session, actor: Actor, now: datetime) -> None:
    """Refuse to change what protects the account when the proof of identity is old.

    Refuses: ProofNeeded
    """
    fresh = may_change_security(
        has_factors=standing_factors(actor).exists(),
        proven_at=session.factor_at,
        signed_in_at=session.created_at,
        now=now,
        is_witnessed=session.provider in WITNESSED_DOORS,
    )
    if session.is_pending or not fresh:
        raise ProofNeeded


def standing_factors(actor: Actor) -> QuerySet[Factor]:
    """Return the factors of the acting person that count."""
    return Factor.objects.filter(person_id=acting_person(actor), ended_at=None)


def locked(caller: Caller, actor: Actor, now: datetime) -> datetime | None:
    """Return until when this caller may not try, None when he may."""
    person_id = acting_person(actor)
    rows = FactorFailure.objects.filter(person_id=person_id, at__gt=now - FAILURE_COUNTS_FOR)
    failures = [Failure(at=row.at, caller=bytes(row.caller), is_known_device=row.is_known_device) for row in rows]
    is_known = _known_device(caller, person_id) is not None
    return locked_until(failures, caller=_digest(caller, is_known, actor), is_known_device=is_known, now=now)


def failed(kind: str, caller: Caller, actor: Actor, now: datetime) -> Outcome:
    """Remember a wrong proof, and tell the administrators of an officer."""
    person_id = acting_person(actor)
    is_known = _known_device(caller, person_id) is not None
    FactorFailure.objects.create(
        person_id=person_id, caller=_digest(caller, is_known, actor), is_known_device=is_known, at=now
    )
    announce(
        SecondFactorFailed(
            region_id=actor.region_id,
            person_id=person_id,
            kind=kind,
            device=actor.device,
            address=masked_address(actor.address),
            at=now,
        )
    )
    note(kind=kind, proven=False)
    return Outcome(locked_until=locked(caller, actor, now))


def proven(
    session: Session, new_session_id: UUID, factor: Factor | None, caller: Caller, actor: Actor, now: datetime
) -> Outcome:
    """Let the session go on under a new id, with the proof; the old id opens nothing any more.

    factor: None for a recovery code
    """
    person_id = acting_person(actor)
    if session.is_pending:
        come_back(session.account_id, now)
    is_known = _known_device(caller, person_id) is not None
    FactorFailure.objects.filter(person_id=person_id, caller=_digest(caller, is_known, actor)).delete()
    device_id = know_device(caller.device_key, actor, now, tell=session.is_pending)
    Session.objects.create(
        id=new_session_id,
        person_id=session.person_id,
        account_id=session.account_id,
        provider=session.provider,
        assurance=session.assurance,
        role=session.role,
        region_id=session.region_id,
        agency_id=session.agency_id,
        officer_id=session.officer_id,
        device=actor.device or session.device,
        address=actor.address or session.address,
        created_at=session.created_at,
        seen_at=now,
        is_anew=session.is_anew,
        factor_id=factor.id if factor else None,
        factor_at=now,
        device_id=device_id,
    )
    session.ended_at, session.end_reason = now, "proven"
    session.save(update_fields=["ended_at", "end_reason"])
    if factor:
        factor.used_at = now
        factor.save(update_fields=["used_at", "counter"])
    note(factor=factor.id if factor else None, kind=factor.kind if factor else "recovery", proven=True)
    return Outcome(session_id=new_session_id)


def added(
    session: Session, new_session_id: UUID, factor: Factor, caller: Caller, actor: Actor, now: datetime
) -> Outcome:
    """Let the session go on as proven by the factor that it has just added, and tell the owner of the account."""
    announce(
        FactorChanged(region_id=actor.region_id, person_id=factor.person_id, change="added", kind=factor.kind, at=now)
    )
    return proven(session, new_session_id, factor, caller, actor, now)


def know_device(key: UUID | None, actor: Actor, now: datetime, *, tell: bool) -> UUID | None:
    """Return the id of the acting person's device with this key, known from now on; None without a key.

    tell: say so to the person when it is new, unless it is the first one of all
    """
    if key is None:
        return None
    person_id = acting_person(actor)
    known = KnownDevice.objects.select_for_update().filter(person_id=person_id, key=key).first()
    if known is None:
        is_first = not KnownDevice.objects.filter(person_id=person_id).exists()
        known = KnownDevice(id=uuid7(), person_id=person_id, key=key, created_at=now)
        is_news = not is_first
    else:
        is_news = known.ended_at is not None
    known.seen_at, known.ended_at = now, None
    known.name_sealed = seal_json(actor.device, table="identity_knowndevice", field="name", row=known.id)
    known.save()
    if tell and is_news:
        announce(SignedInFromNewDevice(region_id=actor.region_id, person_id=person_id, device=actor.device, at=now))
    return known.id


def is_strong_enough_for_office(factor_id: UUID | None, actor: Actor) -> bool:
    """Return whether a proven factor opens a post: it was found good for one, and still counts."""
    return factor_id is not None and standing_factors(actor).filter(id=factor_id, vouched_at__isnull=False).exists()


def good_for_office_since(kind: FactorKind, session: Session, actor: Actor, now: datetime) -> datetime | None:
    """Return since when a factor that this session adds opens a post, None where it does not.

    Only whoever has proven such a factor adds another; the first one is found good by an invitation or a recovery.
    """
    return now if kind in STRONG and is_strong_enough_for_office(session.factor_id, actor) else None


def _known_device(caller: Caller, person_id: UUID) -> KnownDevice | None:
    if caller.device_key is None:
        return None
    return KnownDevice.objects.filter(person_id=person_id, key=caller.device_key, ended_at=None).first()


def _digest(caller: Caller, is_known: bool, actor: Actor) -> bytes:
    whose = f"device {caller.device_key}" if is_known else f"network {network_of(actor.address)}"
    return bytes.fromhex(keyed_digest(whose))
