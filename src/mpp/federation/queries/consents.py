"""What the acting person lets applications have."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from mpp.federation.models import Consent
from mpp.foundation.actor import Actor
from mpp.foundation.scope import query
from mpp.identity.queries import acting_person


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentView:
    """A consent in force. used_at: when data were given by it last, None for never"""

    id: UUID
    application_id: UUID
    region_id: int
    name: str
    office: str
    purpose_id: str
    purpose_en: str
    scopes: tuple[str, ...]
    given_at: datetime
    expires_at: datetime
    used_at: datetime | None


@query
def consents(*, actor: Actor, now: datetime) -> tuple[ConsentView, ...]:
    """Return the consents of the acting person that are in force, the latest first."""
    rows = Consent.objects.select_related("application", "details")
    own = rows.filter(person_id=acting_person(actor), ended_at=None, expires_at__gt=now).order_by("-given_at")
    return tuple(
        ConsentView(
            id=row.id,
            application_id=row.application_id,
            region_id=row.application.region_id,
            name=row.details.name,
            office=row.details.office,
            purpose_id=row.details.purpose_id,
            purpose_en=row.details.purpose_en,
            scopes=tuple(row.scopes),
            given_at=row.given_at,
            expires_at=row.expires_at,
            used_at=row.used_at,
        )
        for row in own
    )


def consent_to(application_id: UUID, *, actor: Actor, now: datetime) -> ConsentView | None:
    """Return what the acting person lets one application have, None for nothing."""
    own = consents(actor=actor, now=now)
    return next((each for each in own if each.application_id == application_id), None)
