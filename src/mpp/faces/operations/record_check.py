"""Record what came of a face check: when, by whom, with which result; nothing of the face.

Writes:  Check
Legal:   UU 27/2022 art. 31 (record of processing), art. 4 (specific data, hence nothing more)
"""

from datetime import datetime
from uuid import UUID

from mpp.faces.models import Check
from mpp.faces.rules import Band, Reason, Way
from mpp.foundation.actor import ANYONE, Actor
from mpp.foundation.audit import note
from mpp.foundation.operation import operation


@operation("faces.record_check", by={ANYONE.role}, on="subject_id")
def record_check(
    *,
    subject_id: UUID,
    check_id: UUID,
    way: Way,
    provider: str,
    model: str,
    band: Band,
    reason: Reason | None,
    actor: Actor,
    now: datetime,
) -> None:
    """Keep the result."""
    Check.objects.create(
        id=check_id,
        subject_id=subject_id,
        checked_at=now,
        way=way,
        provider=provider,
        model=model,
        band=band,
        reason=reason or "",
    )
    note(check=check_id, way=way, provider=provider, model=model, band=band, reason=reason)
