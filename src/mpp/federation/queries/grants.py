"""Whose sign-in a code or a token belongs to, and what it is good for."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from mpp.federation.handles import digest
from mpp.federation.models import Grant, Token
from mpp.federation.rules.grants import TokenKind
from mpp.foundation import hot
from mpp.foundation.actor import Actor, system
from mpp.foundation.scope import query


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """To which sign-in, of whom, a code belongs."""

    grant_id: UUID
    person_id: UUID

    def actor(self, client_id: str) -> Actor:
        """Return the automation that acts for the person at the wish of an application."""
        return replace(system(), person_id=self.person_id, origin=client_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldToken(Held):
    """The same for a token."""

    token_id: UUID


def held_by_code(code: str) -> Held | None:
    """Return whose sign-in a code belongs to, None for a code that is none."""
    rows = hot.read("SELECT * FROM mpp.federation_code(%s)", [digest(code, what="code")])
    return Held(grant_id=rows[0][0], person_id=rows[0][1]) if rows else None


def held_by_token(token: str) -> HeldToken | None:
    """Return whose sign-in a token belongs to, None for a token that is none."""
    rows = hot.read("SELECT * FROM mpp.federation_token(%s)", [digest(token, what="token")])
    return HeldToken(token_id=rows[0][0], grant_id=rows[0][1], person_id=rows[0][2]) if rows else None


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenView:
    """A token and the sign-in it came of. is_good: neither run out, nor exchanged, nor of a grant that has ended"""

    kind: TokenKind
    grant_id: UUID
    consent_id: UUID
    application_id: UUID
    person_id: UUID
    scopes: tuple[str, ...]
    created_at: datetime
    expires_at: datetime
    is_good: bool


@query
def token(token_id: UUID, *, actor: Actor, now: datetime) -> TokenView | None:
    """Return a token of the acting person, None when it is gone."""
    row = Token.objects.select_related("grant").filter(id=token_id).first()
    if row is None:
        return None
    return TokenView(
        kind=TokenKind(row.kind),
        grant_id=row.grant_id,
        consent_id=row.grant.consent_id,
        application_id=row.grant.application_id,
        person_id=row.person_id,
        scopes=tuple(row.scopes),
        created_at=row.created_at,
        expires_at=row.expires_at,
        is_good=row.used_at is None and row.expires_at > now and row.grant.ended_at is None,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class GrantView:
    """A sign-in at an application."""

    id: UUID
    application_id: UUID
    session_id: UUID


@query
def grant(grant_id: UUID, *, actor: Actor) -> GrantView | None:
    """Return a sign-in of the acting person, None when it is gone."""
    row = Grant.objects.filter(id=grant_id).first()
    return GrantView(id=row.id, application_id=row.application_id, session_id=row.session_id) if row else None
