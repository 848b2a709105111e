"""Exchange a code, or a renewing token, for tokens: each opens once, and whoever comes second ends it for both.

Writes:  Grant, Token, Use; announces SignInEnded
Legal:   RFC 6749 4.1.3, RFC 7636 4.6, RFC 9700 2.1 and 4.14 (rotation)
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from mpp.federation.handles import digest
from mpp.federation.models import Grant, Token, Use
from mpp.federation.operations.end_grant import end_grants
from mpp.federation.rules.grants import ACCESS_LASTS, REFRESH_LASTS, EndReason, TokenKind, UseKind, challenge_fits
from mpp.federation.rules.scopes import Scope
from mpp.foundation.actor import Actor
from mpp.foundation.audit import note
from mpp.foundation.ids import uuid7
from mpp.foundation.operation import operation
from mpp.identity.queries import acting_person


@dataclass(frozen=True, slots=True, kw_only=True)
class NewTokens:
    """The texts that the application gets, drawn by the caller; only their digests are kept."""

    access: str
    refresh: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchanged:
    """What the new tokens are good for. nonce: of the question, "" when none was given

    methods: what the person did to sign in (`rules.statements.methods`)
    has_refresh: whether the renewing token of `NewTokens` counts
    """

    person_id: UUID
    session_id: UUID
    scopes: tuple[str, ...]
    nonce: str
    signed_in_at: datetime
    methods: tuple[str, ...]
    assurance: int
    has_refresh: bool


@operation("federation.redeem_code", by={"sistem"}, on="grant_id")
def redeem_code(
    *,
    grant_id: UUID,
    application_id: UUID,
    redirect_address: str,
    verifier: str,
    tokens: NewTokens,
    actor: Actor,
    now: datetime,
) -> Exchanged | None:
    """Return what the tokens are good for, None where the code is good for nothing.

    A refusal is an answer here, not an error: that the code is void from now on has to be kept.
    """
    grant = _locked(grant_id, actor)
    if grant is None:
        return None
    reason = _misuse(grant, application_id, redirect_address, verifier)
    if reason is not None:
        end_grants(Grant.objects.filter(id=grant_id), reason=reason, now=now)
        note(refused=reason)
        return None
    grant.code_used_at = now
    grant.save(update_fields=["code_used_at"])
    if now >= grant.code_expires_at or not _still_holds(grant, now):
        note(refused="expired")
        return None
    Use.objects.create(application_id=grant.application_id, what=UseKind.SIGNED_IN, at=now)
    return _exchanged(grant, tuple(grant.scopes), tokens, now)


@operation("federation.renew_tokens", by={"sistem"}, on="grant_id")
def renew_tokens(
    *,
    grant_id: UUID,
    token_id: UUID,
    application_id: UUID,
    scopes: tuple[str, ...] | None,
    tokens: NewTokens,
    actor: Actor,
    now: datetime,
) -> Exchanged | None:
    """Return what the new tokens are good for, None where the old one is good for nothing.

    scopes: fewer than before, None for as many     A used token that comes again ends the whole family.
    """
    grant = _locked(grant_id, actor)
    old = Token.objects.filter(id=token_id, grant_id=grant_id, kind=TokenKind.REFRESH).first()
    if grant is None or old is None or grant.application_id != application_id:
        return None
    if old.used_at is not None:
        end_grants(Grant.objects.filter(id=grant_id), reason=EndReason.REPLAYED, now=now)
        note(refused=EndReason.REPLAYED)
        return None
    wanted = grant.scopes if scopes is None else [scope for scope in grant.scopes if scope in scopes]
    if old.expires_at <= now or not _still_holds(grant, now):
        note(refused="expired")
        return None
    old.used_at = now
    old.save(update_fields=["used_at"])
    return _exchanged(grant, tuple(wanted), tokens, now)


def _locked(grant_id: UUID, actor: Actor) -> Grant | None:
    rows = Grant.objects.select_for_update(of=("self",)).select_related("consent")
    return rows.filter(id=grant_id, person_id=acting_person(actor)).first()


def _misuse(grant: Grant, application_id: UUID, redirect_address: str, verifier: str) -> EndReason | None:
    if grant.code_used_at is not None:
        return EndReason.REPLAYED
    is_its_own = grant.application_id == application_id and grant.redirect_address == redirect_address
    return None if is_its_own and challenge_fits(verifier, grant.challenge) else EndReason.MISUSED


def _still_holds(grant: Grant, now: datetime) -> bool:
    return grant.ended_at is None and grant.consent.ended_at is None and grant.consent.expires_at > now


def _exchanged(grant: Grant, scopes: tuple[str, ...], tokens: NewTokens, now: datetime) -> Exchanged:
    has_refresh = Scope.OFFLINE in grant.scopes
    made = [(TokenKind.ACCESS, tokens.access, list(scopes), now + ACCESS_LASTS)]
    if has_refresh:
        # A token is renewed up to the day on which the consent ends, and no further.
        ends = min(now + REFRESH_LASTS, grant.consent.expires_at)
        made.append((TokenKind.REFRESH, tokens.refresh, grant.scopes, ends))
    for kind, text, opened, expires_at in made:
        Token.objects.create(
            id=uuid7(),
            person_id=grant.person_id,
            grant=grant,
            kind=kind,
            scopes=opened,
            digest=digest(text, what="token"),
            created_at=now,
            expires_at=expires_at,
        )
    note(application=grant.application_id, scopes=list(scopes), renewable=has_refresh)
    return Exchanged(
        person_id=grant.person_id,
        session_id=grant.session_id,
        scopes=scopes,
        nonce=grant.nonce,
        signed_in_at=grant.signed_in_at,
        methods=tuple(grant.methods),
        assurance=grant.assurance,
        has_refresh=has_refresh,
    )
