"""Sign a person in whom an identity provider has proven, and make the account at the first time.

Writes:  Person, Account, ProviderLink, Proof, Session, KnownDevice; announces SignedInFromNewDevice, ClosingCalledOff
Refuses: NikMalformed, NotProven, LinkedToAnother, PersonDeceased, PersonDuplicate, PersonInactive
Legal:   UU 24/2013 art. 13 (one NIK, one person); UU 27/2022 art. 16 (data kept current)
"""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError

from mpp.foundation import hot
from mpp.foundation.actor import ANYONE, NATIONAL, Actor
from mpp.foundation.audit import note
from mpp.foundation.cipher import blind_index
from mpp.foundation.errors import DomainError, Kind
from mpp.foundation.ids import uuid7
from mpp.foundation.operation import operation
from mpp.identity.models import Account, KnownDevice, Session
from mpp.identity.operations._account import come_back, open_account
from mpp.identity.operations.proving import know_device, standing_factors
from mpp.identity.ports import ProvenIdentity
from mpp.identity.rules import CITIZEN, PersonStatus, normalised_nik
from mpp.identity.rules.factors import Entrance, FactorKind, WhenAsked, factor_is_asked


class NikMalformed(DomainError):
    code, kind, title = "nik-malformed", Kind.INVALID, "The sign-in service gave a NIK that has not 16 digits"


class LinkedToAnother(DomainError):
    """The provider's name for this person belongs to somebody with another NIK here: an officer has to look."""

    code, kind, title = "linked-to-another", Kind.CONFLICT, "This sign-in is linked to another person"


class PersonDeceased(DomainError):
    code, kind, title = "person-deceased", Kind.FORBIDDEN, "The population registry says that this person has died"


class PersonDuplicate(DomainError):
    code, kind, title = "person-duplicate", Kind.FORBIDDEN, "The population registry has this person twice"


class PersonInactive(DomainError):
    code, kind, title = "person-inactive", Kind.FORBIDDEN, "The population registry does not keep this person active"


class NotProven(DomainError):
    """A door that only recognises somebody needs a factor to lean on, and there is none (any more)."""

    code, kind, title = "not-proven", Kind.CONFLICT, "This way to sign in needs a proof of identity first"


REFUSED: dict[PersonStatus, type[DomainError]] = {
    PersonStatus.DECEASED: PersonDeceased,
    PersonStatus.DUPLICATE: PersonDuplicate,
    PersonStatus.INACTIVE: PersonInactive,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedIn:
    """The session that has begun. is_pending: it counts only after a second factor was proven"""

    session_id: UUID
    account_id: UUID
    person_id: UUID
    name: str
    is_new_person: bool
    is_pending: bool


def sign_in(
    *,
    proven: ProvenIdentity,
    status: PersonStatus = PersonStatus.ACTIVE,
    language: str,
    replaces: UUID | None = None,
    device_key: UUID | None = None,
    actor: Actor,
    now: datetime,
) -> SignedIn:
    """Return the session of a citizen that begins now; another capacity is chosen afterwards.

    status: how the population registry sees the person (`identity.standing`)
    language: of the page, for notices to come     actor: only its address and device count
    replaces: the session that this browser had until now; it ends if it is the same person's
    device_key: of the browser (`identity.devices`), None where it keeps none
    """
    nik = normalised_nik(proven.nik)
    if nik is None:
        raise NikMalformed(provider=proven.provider)
    if refused := REFUSED.get(status):
        raise refused

    def begin() -> SignedIn:
        person_id = person_to_be(proven, nik)
        acting_id = person_id or uuid7()
        return _begin_session(
            session_id=uuid7(),
            person_id=acting_id,
            proven=replace(proven, nik=nik),
            is_new_person=person_id is None,
            language=language,
            replaces=replaces,
            device_key=device_key,
            actor=replace(ANYONE, person_id=acting_id, address=actor.address, device=actor.device),
            now=now,
        )

    try:
        return begin()
    except IntegrityError:
        # The same person signs in for the first time on two devices at once: now he is known.
        return begin()


def person_to_be(proven: ProvenIdentity, nik: str) -> UUID | None:
    """Return who the person is here, None for somebody new."""
    # The link first: it is made together with its person, so whoever comes into being in between is found by his NIK.
    [(linked,)] = hot.read("SELECT mpp.person_by_link(%s, %s)", [proven.provider, proven.subject])
    rows = hot.read("SELECT person_id FROM mpp.person_by_nik(%s)", [blind_index(nik)])
    person_id: UUID | None = rows[0][0] if rows else None
    if linked is not None and linked != person_id:
        raise LinkedToAnother(provider=proven.provider)
    return person_id


@operation("identity.sign_in", by={ANYONE.role}, on="session_id")
def _begin_session(
    *,
    session_id: UUID,
    person_id: UUID,
    proven: ProvenIdentity,
    is_new_person: bool,
    language: str,
    replaces: UUID | None,
    device_key: UUID | None,
    actor: Actor,
    now: datetime,
) -> SignedIn:
    account, name = open_account(person_id, proven, is_new_person=is_new_person, language=language, now=now)
    is_pending = _factor_is_asked(proven, account, device_key, actor)
    if not (is_pending or proven.proves_anew):
        raise NotProven
    if not is_pending:
        come_back(account.id, now)
    # A device is known only once a factor that is asked was proven there.
    device_id = None if is_pending else know_device(device_key, actor, now, tell=not is_new_person)
    Session.objects.create(
        id=session_id,
        person_id=person_id,
        account=account,
        provider=proven.provider,
        assurance=proven.assurance,
        role=CITIZEN,
        region_id=NATIONAL,
        device=actor.device,
        address=actor.address,
        created_at=now,
        seen_at=now,
        is_pending=is_pending,
        is_anew=proven.proves_anew,
        device_id=device_id,
    )
    if replaces:
        open_before = Session.objects.filter(id=replaces, person_id=person_id, ended_at=None)
        open_before.update(ended_at=now, end_reason="replaced")
    note(
        account=account.id,
        provider=proven.provider,
        assurance=int(proven.assurance),
        is_new=is_new_person,
        factor_asked=is_pending,
    )
    return SignedIn(
        session_id=session_id,
        account_id=account.id,
        person_id=person_id,
        name=name,
        is_new_person=is_new_person,
        is_pending=is_pending,
    )


def _factor_is_asked(proven: ProvenIdentity, account: Account, device_key: UUID | None, actor: Actor) -> bool:
    is_known = (
        device_key is not None
        and KnownDevice.objects.filter(person_id=account.person_id, key=device_key, ended_at=None).exists()
    )
    entrance = Entrance(
        provider=proven.provider,
        assurance=proven.assurance,
        is_known_device=is_known,
        only_recognises=not proven.proves_anew,
    )
    kinds = {FactorKind(kind) for kind in standing_factors(actor).values_list("kind", flat=True)}
    return factor_is_asked(entrance, wish=WhenAsked(account.factor_wish), kinds=kinds)
