"""Second factors, devices and recovery codes of the acting person."""

import base64
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from mpp.foundation import hot
from mpp.foundation.actor import Actor
from mpp.foundation.cipher import open_json
from mpp.foundation.scope import query
from mpp.identity.models import Account, Factor, KnownDevice, RecoveryCode, Session
from mpp.identity.passkeys import Passkey
from mpp.identity.queries import acting_person
from mpp.identity.rules.factors import STRONG, WITNESSED_DOORS, FactorKind, WhenAsked, masked_email, masked_phone


@dataclass(frozen=True, slots=True, kw_only=True)
class FactorView:
    """One factor, as the account shows it. sent_to: masked address of a code that is sent, "" for other kinds

    is_for_office: it opens a post too     host: where a passkey serves, "" for other kinds
    """

    id: UUID
    kind: FactorKind
    name: str
    sent_to: str
    host: str
    created_at: datetime
    used_at: datetime | None
    is_for_office: bool

    @property
    def is_strong(self) -> bool:
        return self.kind in STRONG


@query
def factors(*, actor: Actor) -> tuple[FactorView, ...]:
    """Return the factors of the acting person that count, the oldest first."""
    return tuple(_view(row) for row in _standing(actor))


@query
def factor_wish(*, actor: Actor) -> WhenAsked:
    """Return when the acting person wants to be asked for a factor at sign-in."""
    return WhenAsked(Account.objects.values_list("factor_wish", flat=True).get(person_id=acting_person(actor)))


@query
def is_witnessed(session_id: UUID, *, actor: Actor) -> bool:
    """Return whether an officer looked at the acting person when this session began."""
    return Session.objects.filter(id=session_id, person_id=acting_person(actor), provider__in=WITNESSED_DOORS).exists()


@query
def passkeys(*, host: str, actor: Actor) -> tuple[Passkey, ...]:
    """Return the acting person's passkeys that serve on this host."""
    return tuple(
        passkey_of(secret_of(row))
        for row in _standing(actor)
        if row.kind == FactorKind.PASSKEY and secret_of(row)["host"] == host
    )


@query
def recovery_codes_left(*, actor: Actor) -> int:
    """Return how many recovery codes the acting person has not used."""
    return RecoveryCode.objects.filter(person_id=acting_person(actor), used_at=None).count()


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceView:
    """A known device of the acting person. is_this_one: the asking browser's"""

    id: UUID
    name: str
    created_at: datetime
    seen_at: datetime
    is_this_one: bool


@query
def known_devices(*, key: UUID | None, actor: Actor) -> tuple[DeviceView, ...]:
    """Return the acting person's known devices, the one used last first.

    key: of the asking browser, None where it has none
    """
    rows = KnownDevice.objects.filter(person_id=acting_person(actor), ended_at=None).order_by("-seen_at")[:50]
    return tuple(
        DeviceView(
            id=row.id,
            name=open_json(row.name_sealed, table="identity_knowndevice", field="name", row=row.id),
            created_at=row.created_at,
            seen_at=row.seen_at,
            is_this_one=row.key == key,
        )
        for row in rows
    )


def has_office_factor(nik_index: bytes) -> bool:
    """Return whether the person with this NIK has a factor that opens a post; administrators see no more than that."""
    [(has_one,)] = hot.read("SELECT mpp.has_office_factor(%s)", [nik_index])
    return bool(has_one)


def secret_of(row: Factor) -> dict[str, Any]:
    """Return what a factor keeps sealed: `secret`, `to`, or `credential` and `host`, by its kind."""
    opened: dict[str, Any] = open_json(row.secret_sealed, table="identity_factor", field="secret", row=row.id)
    return opened


def passkey_of(secret: dict[str, Any]) -> Passkey:
    """Return the passkey that a factor keeps sealed."""
    return Passkey(credential=base64.b64decode(secret["credential"]))


def _standing(actor: Actor) -> Iterable[Factor]:
    return Factor.objects.filter(person_id=acting_person(actor), ended_at=None).order_by("created_at", "id")


def _view(row: Factor) -> FactorView:
    kind = FactorKind(row.kind)
    secret = {} if kind is FactorKind.TOTP else secret_of(row)
    sent_to = {FactorKind.EMAIL: masked_email, FactorKind.SMS: masked_phone}.get(kind)
    return FactorView(
        id=row.id,
        kind=kind,
        name=row.name,
        sent_to=sent_to(secret["to"]) if sent_to else "",
        host=secret.get("host", ""),
        created_at=row.created_at,
        used_at=row.used_at,
        is_for_office=row.vouched_at is not None,
    )
