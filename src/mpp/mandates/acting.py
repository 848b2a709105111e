"""Acting for another: which mandate a browser acts by, and what an act asks of it.

The choice is a signed cookie tied to the session; it says nothing about rights. Those are read anew with each request,
and held inside each act.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.http.response import HttpResponseBase

from mpp.foundation import hot
from mpp.foundation.actor import Actor, Authority
from mpp.foundation.errors import DomainError, Kind
from mpp.foundation.ids import uuid7
from mpp.mandates.rules import Act, Grant, State, is_in_force, number_of
from mpp.mandates.rules import Kind as MandateKind


class MandateOver(DomainError):
    """The mandate by which somebody acts was ended, has run out, or never was his."""

    code, kind, title = (
        "mandate-over",
        Kind.FORBIDDEN,
        "The mandate is over; what was filled in is kept for its principal",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A mandate as its agent holds it. today: the date where he acts"""

    principal_id: UUID
    principal_name: str
    grant: Grant
    today: date

    @property
    def is_in_force(self) -> bool:
        return is_in_force(self.grant.state, self.grant.ends_on, self.today)


_HELD = "SELECT * FROM mpp.mandate_held(%s, %s, %s, %s)"
_HOLD = "SELECT * FROM mpp.mandate_hold(%s, %s, %s, %s)"
_NOTE = hot.call("mpp.mandate_note_use", "uuid uuid uuid text text int uuid date timestamptz")


def held_now(mandate_id: UUID, *, agent_id: UUID, region_id: int, now: datetime) -> Held | None:
    """Return the mandate as it stands, None for one that is not the agent's. region_id: where he acts"""
    return _read(hot.read(_HELD, [mandate_id, agent_id, region_id, now]))


def keep(*, actor: Actor, operation: str, about: UUID | None, now: datetime) -> None:
    """Hold the mandate until the transaction ends, and note what is done by it (`foundation.behalf.Keeper`).

    Refuses: MandateOver
    """
    authority = actor.authority
    if authority is None:
        return
    given = [authority.mandate_id, authority.agent_id, actor.region_id, now]
    held = _read(hot.write(_HOLD, given))
    if held is None or not held.is_in_force or held.principal_id != actor.person_id:
        raise MandateOver
    if about is not None:
        note_use(authority, held, act=operation, object_id=about, region_id=actor.region_id, now=now)


def note_use(authority: Authority, held: Held, *, act: str, object_id: UUID, region_id: int, now: datetime) -> bool:
    """Note for the principal what the agent does; True when it is the first time on that day."""
    values = [
        uuid7(),
        held.principal_id,
        authority.mandate_id,
        authority.agent_name,
        act,
        region_id,
        object_id,
        held.today,
        now,
    ]
    [(is_first,)] = hot.write(_NOTE, values)
    return bool(is_first)


def authority_of(mandate_id: UUID, held: Held, *, agent_id: UUID, agent_name: str) -> Authority:
    """Return by what the agent acts."""
    return Authority(
        agent_id=agent_id,
        agent_name=agent_name,
        mandate_id=mandate_id,
        number=number_of(mandate_id),
        kind=held.grant.kind,
        acts=frozenset(held.grant.acts),
        services=held.grant.services,
    )


def _read(rows: list[tuple[Any, ...]]) -> Held | None:
    if not rows:
        return None
    [(principal_id, name, kind, state, ends_on, acts, services, today)] = rows
    grant = Grant(
        kind=MandateKind(kind),
        state=State(state),
        ends_on=ends_on,
        acts=frozenset(map(Act, acts)),
        services=frozenset(services),
    )
    return Held(principal_id=principal_id, principal_name=name, grant=grant, today=today)


def chosen(cookie: str, *, session_id: UUID) -> UUID | None:
    """Return the mandate that the cookie names, None for one of another session or not of our making."""
    try:
        session, _, mandate = _signer().unsign(cookie).partition(":")
        return UUID(mandate) if session == session_id.hex else None
    except (BadSignature, ValueError):
        return None


def put(response: HttpResponseBase, mandate_id: UUID, *, session_id: UUID) -> None:
    """Let the browser act by the mandate until it says otherwise, or the session ends."""
    response.set_cookie(
        cookie_name(),
        _signer().sign(f"{session_id.hex}:{mandate_id.hex}"),
        secure=settings.COOKIES_ARE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def drop(response: HttpResponseBase) -> None:
    """Let the browser act for its own person again."""
    response.delete_cookie(cookie_name(), samesite="Lax")


def cookie_name() -> str:
    """Return the cookie's name; over https the prefix keeps it from being set by another host of the domain."""
    return "__Host-kuasa" if settings.COOKIES_ARE_SECURE else "kuasa"


def _signer() -> Signer:
    return Signer(salt="mpp.mandates.acting")
