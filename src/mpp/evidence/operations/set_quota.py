"""Say how many questions a day the nation's credential at a source allows.

Writes:  QuotaLimit
"""

from datetime import datetime
from uuid import UUID

from mpp.evidence.models import QuotaLimit
from mpp.evidence.rules.facts import Source
from mpp.foundation.actor import Actor
from mpp.foundation.audit import note
from mpp.foundation.operation import operation


@operation("evidence.set_quota", by={"admin_nasional", "sistem"}, on="change_id", kind="quota")
def set_quota(*, change_id: UUID, source: Source, daily_limit: int, actor: Actor, now: datetime) -> None:
    """Set it from now on. daily_limit: 0 for none"""
    QuotaLimit.objects.update_or_create(source=source, defaults={"daily_limit": daily_limit, "changed_at": now})
    note(source=source, limit=daily_limit)
