"""The one account of a person, as every door finds or makes it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from mpp.foundation.actor import NATIONAL
from mpp.foundation.cipher import blind_index, seal, seal_json
from mpp.foundation.outbox import announce
from mpp.identity.events import ClosingCalledOff, SessionEnded
from mpp.identity.models import Account, Person, Proof, ProviderLink, Session
from mpp.identity.ports import ProvenIdentity
from mpp.identity.rules import PersonStatus

#: Longest name that is kept; longer ones are no names.
LONGEST_NAME = 300


def open_account(
    person_id: UUID, proven: ProvenIdentity, *, is_new_person: bool, language: str, now: datetime
) -> tuple[Account, str]:
    """Return the account and the name of whoever has just been proven, made where there is none; keep the proof.

    proven: with the NIK normalised     language: of notices, for a new account
    """
    known = _columns(person_id, proven, now, is_first=is_new_person)
    if is_new_person:
        Person.objects.create(id=person_id, nik_index=blind_index(proven.nik), created_at=now, **known)
    else:
        Person.objects.filter(id=person_id).update(**known)
    account, _ = Account.objects.get_or_create(person_id=person_id, defaults={"language": language, "created_at": now})
    ProviderLink.objects.get_or_create(
        provider=proven.provider, subject=proven.subject, defaults={"person_id": person_id, "created_at": now}
    )
    if proven.proves_anew:
        _keep_proof(person_id, proven, now)
    return account, Person.objects.values_list("name", flat=True).get(id=person_id)


def come_back(account_id: UUID, now: datetime) -> None:
    """Let the account be used: signing in calls off a closing under way, and opens a closed account anew."""
    account = Account.objects.select_for_update(of=("self",)).get(id=account_id)
    if account.closing_at is None and account.closed_at is None:
        return
    if account.closing_at is not None:
        announce(ClosingCalledOff(region_id=NATIONAL, person_id=account.person_id, at=now))
    account.closing_at, account.closed_at, account.is_active = None, None, True
    account.save(update_fields=["closing_at", "closed_at", "is_active"])


def end_sessions(person_id: UUID, *, reason: str, now: datetime) -> int:
    """End every open session of the acting person, and say so; how many these were."""
    running = Session.objects.select_for_update(of=("self",)).filter(person_id=person_id, ended_at=None)
    ended = list(running.values_list("id", flat=True))
    Session.objects.filter(id__in=ended).update(ended_at=now, end_reason=reason)
    for session_id in ended:
        announce(SessionEnded(person_id=person_id, session_id=session_id))
    return len(ended)


def sealed_profile(person_id: UUID, proven: ProvenIdentity | None) -> bytes:
    """Return the column of what a provider released. proven: None for nothing"""
    profile = {
        "birth_date": proven.birth_date if proven else None,
        "phone": proven.phone if proven else "",
        "email": proven.email if proven else "",
        "released": dict(proven.released) if proven else {},
    }
    return seal_json(profile, table="identity_person", field="profile", row=person_id)


def _may_keep(person_id: UUID) -> bool:
    """Return whether the person lets what is released be kept; a withdrawal under way is waited for."""
    rows = Person.objects.select_for_update(of=("self",)).filter(id=person_id)
    return rows.values_list("release_withdrawn_at", flat=True).get() is None


def _keep_proof(person_id: UUID, proven: ProvenIdentity, now: datetime) -> None:
    seen = proven.witness
    Proof.objects.update_or_create(
        person_id=person_id,
        provider=proven.provider,
        defaults={
            "assurance": proven.assurance,
            "proven_at": now,
            "officer_id": seen.officer_id if seen else None,
            "agency_id": seen.agency_id if seen else None,
            "witness_region": seen.region_id if seen else NATIONAL,
            "document": seen.document if seen else "",
        },
    )


def _columns(person_id: UUID, proven: ProvenIdentity, now: datetime, *, is_first: bool) -> dict[str, Any]:
    """Return the columns that are written anew each time."""
    # The same number, but under the present key: signing in is what moves a person to a new one.
    always = {
        "nik_sealed": seal(proven.nik.encode(), table="identity_person", field="nik", row=person_id),
        "status": PersonStatus.ACTIVE,
    }
    if not (is_first or proven.tells_profile):
        return always
    return always | {
        "name": proven.name[:LONGEST_NAME],
        "profile_sealed": sealed_profile(person_id, proven if is_first or _may_keep(person_id) else None),
        "profile_source": proven.provider,
        "profile_at": now,
    }
