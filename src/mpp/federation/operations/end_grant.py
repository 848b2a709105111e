"""End what an application holds of a sign-in: at its own wish, or because the person has signed out here.

Writes:  Grant; announces SignInEnded
"""

from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from mpp.federation.events import SignInEnded
from mpp.federation.models import Grant, Token
from mpp.federation.rules.grants import EndReason, TokenKind
from mpp.federation.rules.scopes import Scope
from mpp.foundation.actor import Actor
from mpp.foundation.audit import note
from mpp.foundation.operation import announce, operation
from mpp.identity.queries import acting_person, open_sessions


def end_grants(which: "QuerySet[Grant]", *, reason: EndReason, now: datetime) -> int:
    """End these, inside the running operation; return how many. The applications hear of it by way of the worker."""
    ending = list(
        which.filter(ended_at=None).select_for_update(of=("self",)).select_related("application").order_by("id")
    )
    Grant.objects.filter(id__in=[each.id for each in ending]).update(ended_at=now, end_reason=reason)
    for each in ending:
        announce(_sign_in_ended(each))
    return len(ending)


@operation("federation.revoke_token", by={"sistem"}, on="grant_id")
def revoke_token(*, grant_id: UUID, token_id: UUID, actor: Actor, now: datetime) -> None:
    """Void a token at the wish of the application that holds it; a renewing token takes the whole grant with it."""
    token = Token.objects.filter(id=token_id, grant_id=grant_id).first()
    if token is None:
        return
    if token.kind == TokenKind.REFRESH:
        Grant.objects.filter(id=grant_id, ended_at=None).update(ended_at=now, end_reason=EndReason.REVOKED)
    else:
        token.expires_at = now
        token.save(update_fields=["expires_at"])
    note(token=token_id, token_kind=token.kind)


@operation("federation.sign_out", by={"sistem"}, on="session_id")
def sign_out(*, session_id: UUID, actor: Actor, now: datetime) -> None:
    """End what rests on a session that has ended; an application that may go on without the person keeps its tokens.

    So does end what rests on the sessions before it in that browser, which another sign-in or post had replaced.
    Legal: OpenID Connect Back-Channel Logout 2.7 (offline access is not ended by signing out)
    """
    running = Grant.objects.filter(person_id=acting_person(actor), ended_at=None)
    going_on = Q(scopes__contains=[Scope.OFFLINE.value])
    for each in running.filter(going_on, session_id=session_id).select_related("application"):
        announce(_sign_in_ended(each))
    open_ones = [each.id for each in open_sessions(actor=actor)]
    ended = end_grants(
        running.exclude(going_on).exclude(session_id__in=open_ones), reason=EndReason.SIGNED_OUT, now=now
    )
    note(grants=ended)


def _sign_in_ended(grant: Grant) -> SignInEnded:
    return SignInEnded(
        region_id=grant.application.region_id,
        grant_id=grant.id,
        person_id=grant.person_id,
        application_id=grant.application_id,
    )
