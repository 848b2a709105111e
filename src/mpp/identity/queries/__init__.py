"""What a person may see of himself, and what the house asks about him on his behalf."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from mpp.foundation import hot
from mpp.foundation.actor import Actor
from mpp.foundation.cipher import blind_index, open_json, open_sealed
from mpp.foundation.errors import NotFound
from mpp.foundation.scope import query
from mpp.identity.models import Factor, Person, Session, Stash
from mpp.identity.ports import Capacity
from mpp.identity.queries.contacts import own_contacts
from mpp.identity.rules import PersonStatus, masked_nik
from mpp.identity.rules.contacts import OwnContact, reached_at
from mpp.identity.rules.factors import FactorKind
from mpp.identity.wired import capacities_of


def acting_person(actor: Actor) -> UUID:
    """Return whose rows these are.

    Refuses: NotFound, for automation and for nobody
    """
    if actor.person_id is None:
        raise NotFound
    return actor.person_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What is known of the acting person.

    nik: kept out of every repr     released: further attributes by their OIDC names (birthplace, gender, address ...)
    phone, email: how the person is reached, "" for not: the own word where there is one, else the provider's
    own_contacts: the own word by kind     released_phone, released_email: the provider's, "" where it said none
    source, at: which provider released it, and when
    withdrawn_at: since when nothing released but the name is kept, None while it may be
    language: "id" or "en", in which notices are written; Indonesian for whoever has no account
    """

    person_id: UUID
    nik: str = field(repr=False)
    name: str
    status: PersonStatus
    birth_date: date | None
    phone: str
    email: str
    released: Mapping[str, str]
    source: str
    at: datetime
    language: str
    own_contacts: Mapping[str, OwnContact] = field(default_factory=dict)
    released_phone: str = ""
    released_email: str = ""
    withdrawn_at: datetime | None = None

    @property
    def nik_masked(self) -> str:
        return masked_nik(self.nik)


@query
def profile(*, actor: Actor) -> Profile:
    """Return the acting person.

    Refuses: NotFound
    """
    row = Person.objects.select_related("account").filter(id=acting_person(actor)).first()
    if row is None:
        raise NotFound
    opened: dict[str, Any] = open_json(row.profile_sealed, table="identity_person", field="profile", row=row.id)
    born = opened["birth_date"]
    own = own_contacts(row)
    return Profile(
        person_id=row.id,
        nik=open_sealed(row.nik_sealed, table="identity_person", field="nik", row=row.id).decode(),
        name=row.name,
        status=PersonStatus(row.status),
        birth_date=date.fromisoformat(born) if born else None,
        phone=reached_at(own.get(FactorKind.SMS), opened["phone"]),
        email=reached_at(own.get(FactorKind.EMAIL), opened["email"]),
        released=opened["released"],
        source=row.profile_source,
        at=row.profile_at,
        own_contacts=own,
        released_phone=opened["phone"],
        released_email=opened["email"],
        withdrawn_at=row.release_withdrawn_at,
        language=row.account.language if hasattr(row, "account") else "id",
    )


@query
def own_nik_index(*, actor: Actor) -> bytes:
    """Return under what the acting person's NIK is found elsewhere; empty for nobody."""
    index = Person.objects.filter(id=acting_person(actor)).values_list("nik_index", flat=True).first()
    return bytes(index) if index else b""


@query
def own_capacities(*, actor: Actor, now: datetime) -> tuple[Capacity, ...]:
    """Return the posts the acting person holds today, none for most people."""
    index = own_nik_index(actor=actor)
    return capacities_of(index, at=now) if index else ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionView:
    """One open session of the acting person, as the list in the account shows it."""

    id: UUID
    device: str
    address: str
    role: str
    created_at: datetime
    seen_at: datetime


@query
def open_sessions(*, actor: Actor) -> tuple[SessionView, ...]:
    """Return the open sessions of the acting person, the one used last first; old ones may have run out since."""
    rows = Session.objects.filter(person_id=acting_person(actor), ended_at=None).order_by("-seen_at")[:50]
    return tuple(
        SessionView(
            id=row.id,
            device=row.device,
            address=row.address,
            role=row.role,
            created_at=row.created_at,
            seen_at=row.seen_at,
        )
        for row in rows
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Proven:
    """How somebody was proven in a session.

    door: key of the provider, "" for a session that is gone     is_anew: see `models.Session`
    factor: kind of the second factor that was proven last, "recovery" for a code on paper, "" for none
    """

    door: str = ""
    is_anew: bool = False
    factor: str = ""


@query
def how_proven(session_id: UUID, *, actor: Actor) -> Proven:
    """Return how the acting person proved who he is in this session."""
    row = Session.objects.filter(id=session_id, person_id=acting_person(actor)).first()
    if row is None:
        return Proven()
    kinds = Factor.objects.filter(id=row.factor_id).values_list("kind", flat=True) if row.factor_id else ()
    factor = next(iter(kinds), "") if row.factor_id else "recovery" if row.factor_at else ""
    return Proven(door=row.provider, is_anew=row.is_anew, factor=factor)


def accounts_to_close(*, now: datetime) -> tuple[UUID, ...]:
    """Return the persons whose accounts are due to be closed."""
    return tuple(person for (person,) in hot.read("SELECT * FROM mpp.accounts_to_close(%s)", [now]))


def known_status(nik: str) -> PersonStatus | None:
    """Return what we know of the person with this normalised NIK, None for nobody; asked before sign-in."""
    rows = hot.read("SELECT status FROM mpp.person_by_nik(%s)", [blind_index(nik)])
    return PersonStatus(rows[0][0]) if rows else None


@query
def stashed(stash_id: UUID, *, path: str, actor: Actor, now: datetime) -> Mapping[str, list[str]] | None:
    """Return what the acting person had typed into the form at `path`, None when it is gone or somebody else's."""
    row = Stash.objects.filter(id=stash_id, person_id=acting_person(actor), path=path, expires_at__gt=now).first()
    if row is None:
        return None
    typed: dict[str, list[str]] = open_json(row.fields_sealed, table="identity_stash", field="fields", row=row.id)
    return typed
