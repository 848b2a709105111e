"""Let an application sign the person in: a code, good for a minute and once.

Writes:  Grant
Refuses: NotFound, ConsentMissing
Legal:   OpenID Connect Core 3.1.2.5
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from mpp.federation.handles import digest
from mpp.federation.models import Consent, Grant
from mpp.federation.rules.grants import CODE_LASTS
from mpp.foundation.actor import Actor
from mpp.foundation.audit import note
from mpp.foundation.errors import DomainError, Kind
from mpp.foundation.operation import operation
from mpp.identity.queries import acting_person
from mpp.identity.rules import SIGNED_IN_ROLES


class ConsentMissing(DomainError):
    """It was taken back, or ran out, while the page was on its way."""

    code, kind, title = "consent-missing", Kind.FORBIDDEN, "The person does not let this application have these data"


@dataclass(frozen=True, slots=True, kw_only=True)
class SignIn:
    """On which sign-in the code rests.

    signed_in_at: when the person proved who he is     door, assurance: by which provider, and how sure it was
    methods: what the person did (`rules.statements.methods`)
    """

    session_id: UUID
    signed_in_at: datetime
    door: str
    assurance: int
    methods: tuple[str, ...]


@operation("federation.open_grant", by=SIGNED_IN_ROLES, on="grant_id")
def open_grant(
    *,
    grant_id: UUID,
    code: str,
    application_id: UUID,
    scopes: Collection[str],
    redirect_address: str,
    nonce: str,
    challenge: str,
    resting_on: SignIn,
    actor: Actor,
    now: datetime,
) -> None:
    """Make the code good. grant_id, code: new, made by the caller; only the keyed digest of the code is kept"""
    person_id = acting_person(actor)
    consent = (
        Consent.objects.filter(person_id=person_id, application_id=application_id, ended_at=None, expires_at__gt=now)
        .filter(application__suspended_at=None)
        .first()
    )
    if consent is None or not set(scopes) <= set(consent.scopes):
        raise ConsentMissing
    Grant.objects.create(
        id=grant_id,
        person_id=person_id,
        consent=consent,
        application_id=application_id,
        session_id=resting_on.session_id,
        scopes=list(scopes),
        redirect_address=redirect_address,
        nonce=nonce,
        challenge=challenge,
        code_digest=digest(code, what="code"),
        code_expires_at=now + CODE_LASTS,
        signed_in_at=resting_on.signed_in_at,
        door=resting_on.door,
        assurance=resting_on.assurance,
        methods=list(resting_on.methods),
        created_at=now,
    )
    note(application=application_id, consent=consent.id, scopes=list(scopes))
