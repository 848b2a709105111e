"""Let an application have what it asks for, for a year; or take that back, and everything it holds with it.

Writes:  Consent, Grant; announces ConsentGiven, ConsentWithdrawn, SignInEnded
Refuses: NotFound, DetailsChanged
Legal:   UU 27/2022 art. 20 par. 2a, art. 22 (consent for a stated purpose), art. 9 (taken back at any time)
"""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from mpp.federation.events import ConsentGiven, ConsentWithdrawn
from mpp.federation.models import Application, Consent, Grant
from mpp.federation.operations.end_grant import end_grants
from mpp.federation.rules.grants import CONSENT_LASTS, EndReason
from mpp.federation.rules.scopes import Scope
from mpp.foundation.actor import Actor
from mpp.foundation.audit import note
from mpp.foundation.errors import DomainError, Kind, NotFound
from mpp.foundation.operation import announce, operation
from mpp.identity.queries import acting_person
from mpp.identity.rules import SIGNED_IN_ROLES


class DetailsChanged(DomainError):
    """The page showed another purpose, or other data, than the application is now approved for."""

    code, kind, title = "details-changed", Kind.CONFLICT, "The application has changed since the page was shown"


@operation("federation.give_consent", by=SIGNED_IN_ROLES, on="consent_id")
def give_consent(
    *, consent_id: UUID, application_id: UUID, details_id: UUID, scopes: Collection[str], actor: Actor, now: datetime
) -> None:
    """Agree to these scopes, and to those agreed to before.

    consent_id: a new id, made by the caller     details_id: those that the page showed
    """
    application = Application.objects.select_related("approved").filter(id=application_id, suspended_at=None).first()
    if application is None or application.approved is None:
        raise NotFound
    approved = application.approved
    if approved.id != details_id or not set(scopes) <= set(approved.approved_scopes):
        raise DetailsChanged
    before = (
        Consent.objects.select_for_update(of=("self",))
        .filter(person_id=acting_person(actor), application_id=application_id, ended_at=None)
        .first()
    )
    agreed = set(scopes) | set(before.scopes if before and before.expires_at > now else ())
    ordered = [scope.value for scope in Scope if scope in agreed and scope in approved.approved_scopes]
    if before is not None:
        before.ended_at = now
        before.save(update_fields=["ended_at"])
    consent = Consent.objects.create(
        id=consent_id,
        person_id=acting_person(actor),
        application_id=application_id,
        details=approved,
        scopes=ordered,
        given_at=now,
        expires_at=now + CONSENT_LASTS,
    )
    if before is not None:
        # What was signed in under the narrower consent goes on under this one, and ends with it.
        Grant.objects.filter(consent=before, ended_at=None).update(consent=consent)
    note(application=application_id, details=details_id, scopes=ordered, replaces=before and before.id)
    announce(
        ConsentGiven(
            region_id=application.region_id,
            consent_id=consent_id,
            person_id=consent.person_id,
            application_id=application_id,
            scopes=tuple(ordered),
        )
    )


@operation("federation.withdraw_consent", by=SIGNED_IN_ROLES, on="consent_id")
def withdraw_consent(*, consent_id: UUID, actor: Actor, now: datetime) -> None:
    """Take a consent back: from this moment the application is given nothing and its tokens open nothing."""
    consent = (
        Consent.objects.select_for_update(of=("self",))
        .select_related("application")
        .filter(id=consent_id, person_id=acting_person(actor), ended_at=None)
        .first()
    )
    if consent is None:
        raise NotFound
    consent.ended_at = now
    consent.save(update_fields=["ended_at"])
    ended = end_grants(Grant.objects.filter(consent=consent), reason=EndReason.WITHDRAWN, now=now)
    note(application=consent.application_id, grants=ended)
    announce(
        ConsentWithdrawn(
            region_id=consent.application.region_id,
            consent_id=consent_id,
            person_id=consent.person_id,
            application_id=consent.application_id,
        )
    )
