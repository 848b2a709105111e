"""What came of earlier checks of one face."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from mpp.faces.models import Challenge, Check
from mpp.faces.rules import COUNTED_WITHIN, Band, Way
from mpp.faces.subjects import acting_for
from mpp.foundation.actor import ANYONE
from mpp.foundation.scope import entered


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckView:
    """One check as it is kept."""

    id: UUID
    checked_at: datetime
    way: Way
    provider: str
    model: str
    band: Band


def failed_lately(subject_id: UUID, *, now: datetime) -> int:
    """Return how many checks of this face did not succeed within a day."""
    with entered(acting_for(subject_id, ANYONE)):
        since = Check.objects.filter(subject_id=subject_id, checked_at__gt=now - COUNTED_WITHIN)
        return since.exclude(band=Band.ACCEPT).count()


def challenges_lately(subject_id: UUID, *, now: datetime) -> int:
    """Return how many challenges were drawn for this face within a day."""
    with entered(acting_for(subject_id, ANYONE)):
        return Challenge.objects.filter(subject_id=subject_id, issued_at__gt=now - COUNTED_WITHIN).count()


def waiting_for_a_look(subject_id: UUID, *, now: datetime) -> CheckView | None:
    """Return the latest check if an officer has to look, None where it ended otherwise or long ago."""
    with entered(acting_for(subject_id, ANYONE)):
        row = Check.objects.filter(subject_id=subject_id, checked_at__gt=now - COUNTED_WITHIN).order_by("-id").first()
    if row is None or row.band != Band.REVIEW:
        return None
    return CheckView(
        id=row.id,
        checked_at=row.checked_at,
        way=Way(row.way),
        provider=row.provider,
        model=row.model,
        band=Band(row.band),
    )
