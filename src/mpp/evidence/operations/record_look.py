"""Keep what a look at a source has found, and warn its administrators in time.

Writes:  SourceWatch; announces SourceNeedsCare
"""

from datetime import datetime
from uuid import UUID

from mpp.evidence.events import SourceNeedsCare
from mpp.evidence.models import SourceWatch
from mpp.evidence.ports import ShownCertificate
from mpp.evidence.rules.facts import Source
from mpp.evidence.rules.quota import slot_of
from mpp.evidence.rules.watch import is_nearer, stage_of
from mpp.foundation.actor import Actor
from mpp.foundation.audit import note
from mpp.foundation.operation import announce, operation


@operation("evidence.record_look", by={"sistem"}, on="look_id", kind="source")
def record_look(
    *, look_id: UUID, source: Source, shown: ShownCertificate | None, is_quota_low: bool, actor: Actor, now: datetime
) -> None:
    """Keep it for the region acted for, whose agreement it is. Each stage and each day is warned of once."""
    row, _ = SourceWatch.objects.select_for_update().get_or_create(
        source=source, owner=actor.region_id, defaults={"looked_at": now}
    )
    if shown is not None and shown.fingerprint != row.fingerprint:
        # Another certificate: its end is another matter.
        row.warned_stage = None
    row.looked_at = now
    row.certificate_until = shown.until if shown else None
    row.fingerprint = shown.fingerprint if shown else ""
    stage = stage_of(shown.until, now) if shown else None
    if shown and is_nearer(stage, row.warned_stage):
        row.warned_stage = stage
        _warn(source, "certificate", actor, shown)
    today = slot_of(now).day
    if is_quota_low and row.quota_warned_on != today:
        row.quota_warned_on = today
        _warn(source, "quota", actor)
    row.save()
    note(source=source, stage=stage, is_quota_low=is_quota_low)


def _warn(source: Source, trouble: str, actor: Actor, shown: ShownCertificate | None = None) -> None:
    until = shown.until.date() if shown else None
    announce(SourceNeedsCare(region_id=actor.region_id, source=source.value, trouble=trouble, until=until))
