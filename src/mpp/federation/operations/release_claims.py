"""Give an application data of a person by a consent, and keep that it was done.

Writes:  Consent; announces ClaimsReleased
Refuses: NotFound
Legal:   UU 27/2022 art. 31 (a record of processing), art. 5-7 (the person may know who was given what)
"""

from datetime import datetime
from uuid import UUID

from mpp.federation.events import ClaimsReleased
from mpp.federation.models import Consent
from mpp.foundation.actor import Actor
from mpp.foundation.audit import note
from mpp.foundation.errors import NotFound
from mpp.foundation.operation import announce, operation
from mpp.identity.queries import acting_person


@operation("federation.release_claims", by={"sistem"}, on="consent_id")
def release_claims(*, consent_id: UUID, scopes: tuple[str, ...], actor: Actor, now: datetime) -> None:
    """Record the release of what `scopes` open; refuse where the consent has ended meanwhile."""
    consent = (
        Consent.objects.select_for_update(of=("self",))
        .select_related("application")
        .filter(id=consent_id, person_id=acting_person(actor), ended_at=None, expires_at__gt=now)
        .first()
    )
    if consent is None:
        raise NotFound
    consent.used_at = now
    consent.save(update_fields=["used_at"])
    note(application=consent.application_id, scopes=list(scopes))
    announce(
        ClaimsReleased(
            region_id=consent.application.region_id,
            consent_id=consent_id,
            person_id=consent.person_id,
            application_id=consent.application_id,
            scopes=scopes,
        )
    )
